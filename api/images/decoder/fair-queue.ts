/** Limits of a queue that many tenants share. */
export interface FairQueueLimits {
  /** Jobs that run at the same time. */
  readonly slots: number
  /** Jobs of one tenant that run at the same time. */
  readonly slotsPerTenant: number
  readonly maxWaiting: number
  readonly maxWaitingPerTenant: number
  /** The longest that a job waits for its turn, in milliseconds. */
  readonly maxWaitMs: number
}

/** The queue has no place, or no turn came in time. */
export class QueueFullError extends Error {
  /** Seconds after which a place is likely to be free. */
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number) {
    super('the queue is full')
    this.name = 'QueueFullError'
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Runs jobs in turns of their tenants. */
export interface FairQueue {
  /**
   * Runs a job when its turn has come.
   *
   * @param o.signal withdraws a job that waits
   * @throws QueueFullError; the reason of the signal; whatever the job throws.
   */
  run<T>(o: { readonly tenantId: string; readonly signal: AbortSignal }, job: () => Promise<T>): Promise<T>
}

/**
 * A queue in which tenants take turns, whatever the number of their jobs. A tenant never has all
 * slots, unless there is only one, so that another one waits for at most a job that runs.
 */
export function createFairQueue(limits: FairQueueLimits): FairQueue {
  const running = new Map<string, number>()
  /** In the order of turns: a tenant that had one moves to the end. */
  const waiting = new Map<string, (() => void)[]>()
  let runningCount = 0
  let waitingCount = 0

  const runningOf = (tenantId: string): number => running.get(tenantId) ?? 0
  const mayRun = (tenantId: string): boolean =>
    runningCount < limits.slots && runningOf(tenantId) < limits.slotsPerTenant
  const retryAfterSeconds = (): number => Math.min(30, Math.ceil((1 + waitingCount) / limits.slots))

  function take(tenantId: string): void {
    running.set(tenantId, runningOf(tenantId) + 1)
    runningCount += 1
  }

  function release(tenantId: string): void {
    const left = runningOf(tenantId) - 1
    if (left === 0) running.delete(tenantId)
    else running.set(tenantId, left)
    runningCount -= 1
    startNext()
  }

  function startNext(): void {
    for (const [tenantId, queue] of waiting) {
      if (!mayRun(tenantId)) continue
      waiting.delete(tenantId)
      const start = queue.shift()
      if (queue.length > 0) waiting.set(tenantId, queue)
      waitingCount -= 1
      take(tenantId)
      start?.()
      return
    }
  }

  /** Resolves when a slot is taken for this tenant. */
  function turn(tenantId: string, signal: AbortSignal): Promise<void> {
    const queue = waiting.get(tenantId) ?? []
    if (waitingCount >= limits.maxWaiting || queue.length >= limits.maxWaitingPerTenant)
      throw new QueueFullError(retryAfterSeconds())
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const start = (): void => {
      settle()
      resolve()
    }
    const withdraw = (reason: Error): void => {
      settle()
      waitingCount -= 1
      queue.splice(queue.indexOf(start), 1)
      if (queue.length === 0) waiting.delete(tenantId)
      reject(reason)
    }
    const onAbort = (): void => withdraw(new Error('withdrawn', { cause: signal.reason }))
    const timer = setTimeout(() => withdraw(new QueueFullError(retryAfterSeconds())), limits.maxWaitMs)
    const settle = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
    }
    signal.addEventListener('abort', onAbort)
    queue.push(start)
    waiting.set(tenantId, queue)
    waitingCount += 1
    return promise
  }

  return {
    async run({ tenantId, signal }, job) {
      signal.throwIfAborted()
      if (mayRun(tenantId) && !waiting.has(tenantId)) take(tenantId)
      else await turn(tenantId, signal)
      try {
        return await job()
      } finally {
        release(tenantId)
      }
    },
  }
}
