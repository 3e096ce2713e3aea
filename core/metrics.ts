import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

/** Prometheus metrics of one process. Labels never hold task or tenant ids. */
export type Metrics = ReturnType<typeof createMetrics>

export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    watchClockSkew(seconds: () => number): void {
      new Gauge({
        name: 'wan_clock_skew_seconds',
        help: 'Seconds that the clock of this machine is ahead of the clock of the database',
        registers,
        collect() {
          this.set(seconds())
        },
      })
    },
    httpRequestSeconds: new Histogram({
      name: 'http_server_request_duration_seconds',
      help: 'Duration of HTTP requests',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
      registers,
    }),
    tasks: new Gauge({ name: 'wan_tasks', help: 'Unfinished tasks', labelNames: ['status'], registers }),
    tasksUnserved: new Gauge({
      name: 'wan_tasks_unserved',
      help: 'Queued tasks whose model, at their size, no live worker serves',
      labelNames: ['model'],
      registers,
    }),
    workers: new Gauge({
      name: 'wan_workers',
      help: 'Live workers; a paused one takes no tasks until something of its own is mended',
      labelNames: ['state'],
      registers,
    }),
    workersPaused: new Gauge({
      name: 'wan_workers_paused',
      help: 'Paused workers of a host by what is broken: folder, ffmpeg, storage or device',
      labelNames: ['host', 'fault'],
      registers,
    }),
    workerClockSkewSeconds: new Gauge({
      name: 'wan_worker_clock_skew_seconds',
      help: 'Seconds that the clock of a worker is ahead of the clock of the database',
      labelNames: ['host'],
      registers,
    }),
    sweptObjects: new Gauge({
      name: 'wan_sweep_objects',
      help: 'Objects at the last sweep of the storage: listed, unknown to the database, deleted',
      labelNames: ['of', 'kind'],
      registers,
    }),
    sweepsHeld: new Gauge({
      name: 'wan_sweep_held',
      help: '1 when the last sweep kept the unknown objects: they were too many, or ORPHAN_SWEEP is report',
      labelNames: ['of'],
      registers,
    }),
    taskTransitions: new Counter({
      name: 'wan_task_transitions_total',
      help: 'Changes of task states by this process, by the state reached',
      labelNames: ['to'],
      registers,
    }),
    taskRunSeconds: new Histogram({
      name: 'wan_task_run_seconds',
      help: 'Seconds per phase of finished runs',
      labelNames: ['model', 'phase'],
      buckets: [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600],
      registers,
    }),
    fenceRejections: new Counter({
      name: 'wan_fence_rejections_total',
      help: 'Writes by workers that no longer held their task',
      registers,
    }),
    webhookAttempts: new Counter({
      name: 'wan_webhook_attempts_total',
      help: 'Webhook attempts by outcome',
      labelNames: ['result'],
      registers,
    }),
    webhookOpenCircuits: new Gauge({
      name: 'wan_webhook_open_circuits',
      help: 'Webhook addresses that get no attempt, or one at a time, after ten failures in a row',
      registers,
    }),
  }
}
