import { modelRuns, storedResults, throughput, webhookHealth } from '#core/store/statistics.ts'
import type { WireRequest } from '#api/dialects/dialect.ts'
import { noStore, unixTime } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { components } from '#api/openapi.gen.ts'

type Schemas = components['schemas']

/** As many periods as a chart can show apart. */
const PERIODS = 48

/** What the service did in the last hours, and what it stores. */
export const getStatistics = endpoint({
  parse: ({ query }: WireRequest) => ({ hours: query['hours'] as number }),
  act: async ({ deps }, { hours }) => {
    const to = deps.clock.now()
    const from = new Date(to.getTime() - hours * 3600 * 1000)
    const bucketSeconds = Math.max(60, (hours * 3600) / PERIODS)
    const [series, models, webhooks, storage] = await Promise.all([
      throughput(deps.db, { from, to, bucketSeconds }),
      modelRuns(deps.db, { from, to }),
      webhookHealth(deps.db, { from, to }),
      storedResults(deps.db, to),
    ])
    return { from, to, bucketSeconds, series, models, webhooks, storage }
  },
  render: ({ from, to, bucketSeconds, series, models, webhooks, storage }) =>
    noStore({
      object: 'statistics',
      from: unixTime(from),
      to: unixTime(to),
      period_seconds: bucketSeconds,
      series: series.map((each) => ({
        at: unixTime(each.at),
        completed: each.completed,
        failed: each.failed,
        cancelled: each.cancelled,
        engine_seconds: rounded(each.engineSeconds),
      })),
      models: models.map((each) => ({
        model: each.model,
        runs: each.runs,
        mean_seconds: rounded(each.meanSeconds),
        p95_seconds: rounded(each.p95Seconds),
        mean_wait_seconds: rounded(each.meanWaitSeconds),
      })),
      webhooks: {
        attempts: webhooks.attempts,
        failed_attempts: webhooks.failedAttempts,
        pending: webhooks.pending,
        oldest_pending_at: webhooks.oldestPendingAt === null ? null : unixTime(webhooks.oldestPendingAt),
        paused_destinations: webhooks.pausedDestinations,
        disabled_endpoints: webhooks.disabledEndpoints,
      },
      storage: {
        videos: storage.videos,
        video_bytes: storage.bytes,
        expiring_within_day: storage.expiringWithinDay,
        files: storage.files,
        file_bytes: storage.fileBytes,
      },
    } satisfies Schemas['Statistics']),
})

/** To the millisecond. */
const rounded = (seconds: number): number => Number(seconds.toFixed(3))
