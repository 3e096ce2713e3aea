import { randomUUID } from 'node:crypto'
import { fromKysely, PgBoss, type Job } from 'pg-boss'
import type { Trx } from './db.ts'
import { addressOf, type DatabaseAddress } from './address.ts'
import { nameDatabase } from './name-database.ts'
import { connectionSettings } from './pool.ts'
import { assertQueueSchema, QUEUE_SCHEMA, queueSchemaOf } from './queue-schema.ts'
import { LOOK_INDEXES, superviseQueues } from './supervision.ts'
import { messageOf } from '#core/errors.ts'
import type { Log } from '#core/log.ts'

export type MaintenanceJob =
  | { kind: 'expire' | 'purge' | 'discard'; taskId: string }
  | { kind: 'sweep' }
  // Absent: from the first task. A worker of the version before looks at all of them.
  | { kind: 'adopt'; after?: string }
  | { kind: 'orphans' }
export type JobName = keyof Payloads
export interface Payloads {
  generate: { taskId: string }
  maintenance: MaintenanceJob
}

/**
 * The limits of each queue in pg-boss. `retryLimit` is practically infinite, because tasks count
 * their attempts themselves: the lifecycle decides about a redelivered job.
 * `expireInSeconds` exceeds the longest run (TASK_TIMEOUT_SECONDS is at most 86,000); a missing
 * heartbeat reveals a dead worker much earlier.
 */
const QUEUES = {
  generate: { expireInSeconds: 86_399, retentionSeconds: 30 * 86_400, deleteAfterSeconds: 3600 },
  maintenance: { expireInSeconds: 300, retentionSeconds: 400 * 86_400, deleteAfterSeconds: 3600 },
} as const satisfies Record<JobName, object>

/** Silence after which a worker loses its job. */
const HEARTBEAT_SECONDS = 10
const SWEEP_CRON = '* * * * *'
/** Hourly, because it lists the whole bucket. */
const ORPHANS_CRON = '17 * * * *'

export interface QueueOptions {
  readonly databaseUrl: string | DatabaseAddress
  readonly applicationName: string
  readonly log: Log
  /** Only processes that work jobs supervise the queue and LISTEN. */
  readonly worker: boolean
  /** Silence after which a worker loses its job; it sets that of the queue. Default: 10. */
  readonly heartbeatSeconds?: number
}

export interface SendOptions {
  readonly id?: string
  readonly priority?: number
  readonly startAfter?: Date
}

export interface WorkedJob<T> {
  readonly id: string
  readonly data: T
  /** Rises with every redelivery, so it identifies the claim. */
  readonly retryCount: number
  /** Aborted when the claim is lost, and at shutdown. */
  readonly signal: AbortSignal
}

export interface Queue {
  /**
   * Sends a job inside the caller's transaction: the job exists if and only if the transaction
   * commits.
   *
   * @returns the id of the job.
   * @throws Error when the queue refuses the job.
   */
  send<N extends JobName>(trx: Trx, name: N, data: Payloads[N], options?: SendOptions): Promise<string>
  /**
   * The statement that `send` would run for several jobs, to be part of a larger one. Its only
   * value is a text; it returns one row a job, and fewer when the queue refuses one.
   */
  statement<N extends JobName>(
    name: N,
    jobs: readonly (Pick<SendOptions, 'priority'> & { readonly id: string; readonly data: Payloads[N] })[],
  ): Promise<{ readonly text: string; readonly value: string }>
  /**
   * Works jobs of a queue, one at a time.
   *
   * @returns a function that stops fetching; a job in flight continues.
   */
  work<N extends JobName>(
    name: N,
    options: { heartbeatRefreshSeconds?: number },
    handler: (job: WorkedJob<Payloads[N]>) => Promise<void>,
  ): Promise<() => Promise<void>>
  /** Stops fetching at once; jobs in flight continue. */
  stopFetching(): Promise<void>
  close(): Promise<void>
}

function openBoss(options: QueueOptions): PgBoss {
  const boss = new PgBoss({
    ...connectionSettings(),
    ...reached(options.databaseUrl),
    application_name: `${options.applicationName}-queue`,
    max: options.worker ? 4 : 2,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: options.worker,
    useListenNotify: options.worker,
    monitorIntervalSeconds: 1,
  })
  const address = addressOf(options.databaseUrl)
  listenWhere(boss, address)
  const { url } = address
  boss.on('error', (error) => options.log.warn({ error: nameDatabase(error, url).message }, 'queue error'))
  boss.on('warning', (warning) => options.log.warn({ warning: warning.message }, 'queue warning'))
  return boss
}

/**
 * Opens the queue.
 *
 * @throws QueueSchemaError unless `installQueues` has made the tables that this version works with
 */
export async function openQueue(options: QueueOptions): Promise<Queue> {
  const boss = openBoss(options)
  await boss.start().catch(async (error: unknown) => {
    // pg-boss itself says only that its tables are others.
    const found = await queueSchemaOf(boss).catch(() => QUEUE_SCHEMA)
    await boss.stop({ graceful: false }).catch(() => undefined)
    assertQueueSchema(found)
    throw error
  })
  const { heartbeatSeconds = HEARTBEAT_SECONDS } = options
  if (options.worker) await setHeartbeat(boss, heartbeatSeconds)
  const consumers = new Map<string, JobName>()
  const stopSupervision = options.worker
    ? superviseQueues(boss, Object.keys(QUEUES), {
        silenceMs: heartbeatSeconds * 1000,
        onDue(names) {
          for (const [id, name] of consumers) if (names.includes(name)) boss.notifyWorker(id)
        },
        onError: (error) =>
          options.log.warn(
            { error: messageOf(nameDatabase(error, addressOf(options.databaseUrl).url)) },
            'the queue could not be supervised',
          ),
      })
    : async () => undefined
  return {
    async send(trx, name, data, o = {}) {
      const id = o.id ?? randomUUID()
      const sent = await boss.send(name, data, {
        db: fromKysely(trx),
        id,
        ...(o.priority === undefined ? {} : { priority: o.priority }),
        ...(o.startAfter === undefined ? {} : { startAfter: o.startAfter }),
      })
      if (sent === null) throw new Error(`the queue ${name} refused job ${id}`)
      return sent
    },
    async statement(name, jobs) {
      let statement: { readonly text: string; readonly value: string } | undefined
      await boss.insert(
        name,
        jobs.map((job) => ({ ...job, data: job.data as object })),
        {
          returnId: true,
          db: {
            async executeSql(text: string, values: unknown[] = []) {
              statement = { text, value: values[0] as string }
              return { rows: [] }
            },
          },
        },
      )
      if (statement === undefined) throw new Error(`the queue ${name} sends no statement for its jobs`)
      return statement
    },
    async work(name, o, handler) {
      // A job may end before boss.work has returned the worker's id.
      const worker: { id?: string } = {}
      worker.id = await boss.work(
        name,
        {
          batchSize: 1,
          // NOTIFY wakes an idle consumer in milliseconds, and one look a second for all consumers
          // of the process covers lost notifications and jobs whose time has come.
          pollingIntervalSeconds: 0.5,
          notifyPollingIntervalSeconds: 30,
          ...(o.heartbeatRefreshSeconds === undefined
            ? {}
            : { heartbeatRefreshSeconds: o.heartbeatRefreshSeconds }),
        },
        async (jobs: Job<Payloads[typeof name]>[]) => {
          const [job] = jobs
          if (job === undefined) return
          try {
            await handler({ id: job.id, data: job.data, retryCount: job.retryCount, signal: job.signal })
          } catch (error) {
            // The queue stores a thrown error with its causes: paths, file keys, values of
            // statements.
            options.log.warn({ queue: name, job: job.id, error: messageOf(error) }, 'job failed')
            throw new Error('the job failed; its process has logged why')
          } finally {
            // After a job shorter than its polling interval, a worker sleeps for the rest; this
            // wakes it.
            if (worker.id !== undefined) boss.notifyWorker(worker.id)
          }
        },
      )
      const { id } = worker
      consumers.set(id, name)
      return () => {
        consumers.delete(id)
        return boss.offWork(name, { id, wait: false })
      }
    },
    async stopFetching() {
      consumers.clear()
      for (const name of Object.keys(QUEUES)) await boss.offWork(name, { wait: false })
    },
    async close() {
      await stopSupervision()
      await boss.stop({ graceful: true, timeout: 2000 })
    },
  }
}

/** The queues keep the silence that the jobs of tomorrow are judged by. */
async function setHeartbeat(boss: PgBoss, heartbeatSeconds: number): Promise<void> {
  for (const name of Object.keys(QUEUES)) {
    const queue = await boss.getQueue(name)
    if (queue !== null && queue.heartbeatSeconds !== heartbeatSeconds)
      await boss.updateQueue(name, { heartbeatSeconds })
  }
}

/**
 * pg-boss's listener reads its connection string at every connect. With several hosts it has to
 * name the one that is used then.
 */
function listenWhere(boss: PgBoss, address: DatabaseAddress): void {
  const { config } = boss.getDb() as unknown as { readonly config: object }
  Object.defineProperty(config, 'connectionString', { get: () => address.url, enumerable: true })
}

/** How pg-boss connects: its pool takes the client, its listener the connection string. */
function reached(databaseUrl: string | DatabaseAddress): { connectionString: string; Client: unknown } {
  const { url, Client } = addressOf(databaseUrl)
  return { connectionString: url, Client }
}

/** The version of the queue's tables; null where there are none. */
async function installedSchema(databaseUrl: string | DatabaseAddress): Promise<number | null> {
  const boss = new PgBoss({
    ...reached(databaseUrl),
    max: 1,
    migrate: false,
    supervise: false,
    schedule: false,
  })
  boss.on('error', () => undefined)
  // It connects, and fails where its tables are missing or others.
  const failure: unknown = await boss.start().then(
    () => null,
    (error: unknown) => error,
  )
  try {
    return await queueSchemaOf(boss).catch((error: unknown) => {
      throw failure ?? error
    })
  } finally {
    await boss.stop({ graceful: false }).catch(() => undefined)
  }
}

/**
 * Creates or updates the schema, the queues and the schedule of pg-boss. The migrations run it, in
 * one process at a time; a service never does.
 *
 * @param o.heartbeatSeconds silence after which a worker loses its job
 * @param o.mayRaise whether tables of an older version are raised; running processes of that
 * version would not start again
 * @throws QueueSchemaError when they may not be raised, or are those of a newer version
 * @throws Error the first one that pg-boss reports
 */
export async function installQueues(
  databaseUrl: string | DatabaseAddress,
  {
    heartbeatSeconds = HEARTBEAT_SECONDS,
    mayRaise = false,
  }: { heartbeatSeconds?: number; mayRaise?: boolean } = {},
): Promise<void> {
  const found = await installedSchema(databaseUrl)
  const isRaise = mayRaise && found !== null && found < QUEUE_SCHEMA
  if (found !== null && !isRaise) assertQueueSchema(found)
  const boss = new PgBoss({ ...reached(databaseUrl), max: 2, supervise: false, schedule: false })
  const errors: Error[] = []
  boss.on('error', (error) => errors.push(error))
  try {
    await boss.start()
    for (const [name, limits] of Object.entries(QUEUES)) {
      const options = { ...limits, retryLimit: 1_000_000, retryDelay: 1, heartbeatSeconds, notify: true }
      if ((await boss.getQueue(name)) === null) await boss.createQueue(name, options)
      else await boss.updateQueue(name, options)
    }
    await boss.getDb().executeSql(LOOK_INDEXES)
    await boss.schedule('maintenance', SWEEP_CRON, { kind: 'sweep' }, { tz: 'UTC' })
    await boss.schedule('maintenance', ORPHANS_CRON, { kind: 'orphans' }, { tz: 'UTC', key: 'orphans' })
  } finally {
    // Its connections and timers would keep the process.
    await boss.stop({ graceful: false }).catch(() => undefined)
  }
  if (errors[0] !== undefined) throw errors[0]
}
