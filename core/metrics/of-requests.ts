import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** Metrics of the API's requests. */
export const requestMetrics = (registers: Registry[]) => ({
  httpRequestSeconds: new Histogram({
    name: 'wan_http_server_request_duration_seconds',
    help: 'Duration of requests, without event streams and requests that wait for a video',
    labelNames: ['http_request_method', 'http_route', 'http_response_status_code'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    registers,
  }),
  httpLongRequests: new Counter({
    name: 'wan_http_server_long_requests_total',
    help: 'Event streams and requests that waited for a video, when they have ended',
    labelNames: ['http_route', 'http_response_status_code'],
    registers,
  }),
  httpActiveRequests: new Gauge({
    name: 'wan_http_server_active_requests',
    help: 'Requests in progress, event streams included',
    registers,
  }),
  openStreams: new Gauge({
    name: 'wan_http_server_open_streams',
    help: 'Open event streams',
    registers,
  }),
  httpProblems: new Counter({
    name: 'wan_http_server_problems_total',
    help: 'Refused and failed requests by the code of the answer, such as rate_limit_exceeded or quota_exceeded',
    labelNames: ['code'],
    registers,
  }),
  cacheLookups: new Counter({
    name: 'wan_result_cache_lookups_total',
    help: 'Creates by what the cache of results had: hit, miss or bypass',
    labelNames: ['result'],
    registers,
  }),
})
