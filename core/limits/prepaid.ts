import type { RequestLimit } from './rate-limit.ts'

/** What requests are counted by. */
export interface Bucket {
  readonly key: string
  readonly limit: RequestLimit
  /** Version of the facts by which caller and limit are known. */
  readonly factsVersion: string
}

/**
 * Theoretical arrival time after the requests that were counted. Null: there is no room for them;
 * undefined: the facts have changed. Then nothing is counted.
 */
type Count = (requests: number) => Promise<number | null | undefined>

/**
 * Reads of busy callers that are counted before they arrive, some at once, so that most of them
 * wait for no count. What is not used in time is given back, unless the bucket has refilled.
 *
 * A request that is counted beforehand relies on facts that are a quarter of a second old at most.
 * The bucket goes on refilling beside those that are held, so what a quarter of a second refills
 * may pass beyond the burst.
 */
export interface Prepaid {
  /**
   * The theoretical arrival time after a request that has arrived; null: it is to be counted by
   * itself.
   *
   * @param nowMs on the clock by which requests are counted
   * @param count counts several requests, unless they would leave less than half of the burst
   * @param giveBack takes back that so many were counted
   */
  take(
    bucket: Bucket,
    nowMs: number,
    count: Count,
    giveBack: (requests: number) => void,
  ): Promise<number | null>
}

/** Callers are watched, and what was counted is good, for so long. */
const WINDOW_MS = 250
/** A caller with fewer requests in a window is not busy. */
const FEWEST = 8
const MOST = 32
/** Of the burst: what several processes hold of it at once stays small. */
const SHARE = 1 / 50
/** A bucket without such room, or one that took long to answer, is not asked again for a second. */
const PAUSE_MS = 1000
const LONG_MS = WINDOW_MS / 2
const MOST_CALLERS = 10_000

interface Caller {
  windowStartMs: number
  requests: number
  requestsBefore: number
  askAgainMs: number
  counting: Promise<void> | null
  held: Held | null
}

interface Held {
  readonly factsVersion: string
  readonly limit: RequestLimit
  readonly arrivalMs: number
  readonly untilMs: number
  left: number
}

export function openPrepaid(): Prepaid {
  const callers = new Map<string, Caller>()

  function callerOf(key: string): Caller {
    const found = callers.get(key)
    if (found !== undefined) return found
    const caller = {
      windowStartMs: performance.now(),
      requests: 0,
      requestsBefore: 0,
      askAgainMs: 0,
      counting: null,
      held: null,
    }
    callers.set(key, caller)
    if (callers.size > MOST_CALLERS) callers.delete(callers.keys().next().value as string)
    return caller
  }

  return {
    async take(bucket, nowMs, count, giveBack) {
      const caller = callerOf(bucket.key)
      const requests = arrivalOf(caller, bucket.limit)
      const held = takeHeld(caller, bucket)
      if (held !== null || requests === 1) return held
      caller.counting ??= hold(caller, bucket, { requests, nowMs, count, giveBack }).finally(
        () => (caller.counting = null),
      )
      await caller.counting
      return takeHeld(caller, bucket)
    },
  }
}

/** Notes a request. @returns how many requests to count at once; 1: the caller is not busy */
function arrivalOf(caller: Caller, limit: RequestLimit): number {
  const nowMs = performance.now()
  const windows = Math.floor((nowMs - caller.windowStartMs) / WINDOW_MS)
  if (windows > 0) {
    caller.requestsBefore = windows === 1 ? caller.requests : 0
    caller.requests = 0
    caller.windowStartMs += windows * WINDOW_MS
  }
  caller.requests += 1
  const recent = Math.max(caller.requests, caller.requestsBefore)
  if (recent < FEWEST || nowMs < caller.askAgainMs) return 1
  return Math.max(1, Math.min(MOST, Math.floor(recent / 2), Math.floor(limit.burst * SHARE)))
}

function takeHeld({ held }: Caller, { limit, factsVersion }: Bucket): number | null {
  if (held === null || held.left === 0 || performance.now() >= held.untilMs) return null
  const { perMinute, burst } = held.limit
  if (held.factsVersion !== factsVersion || perMinute !== limit.perMinute || burst !== limit.burst)
    return null
  held.left -= 1
  return held.arrivalMs - held.left * (60_000 / perMinute)
}

interface Counting {
  readonly requests: number
  readonly nowMs: number
  readonly count: Count
  giveBack(requests: number): void
}

async function hold(
  caller: Caller,
  { limit, factsVersion }: Bucket,
  { requests, nowMs, count, giveBack }: Counting,
): Promise<void> {
  const askedAtMs = performance.now()
  const arrivalMs = await count(requests)
  const tookMs = performance.now() - askedAtMs
  if (arrivalMs === null || tookMs > LONG_MS) caller.askAgainMs = askedAtMs + tookMs + PAUSE_MS
  if (arrivalMs === null || arrivalMs === undefined) return
  const held = { factsVersion, limit, arrivalMs, untilMs: askedAtMs + WINDOW_MS, left: requests }
  caller.held = held
  const end = (): void => {
    const { left } = held
    held.left = 0
    // A bucket that was full meanwhile would get them twice.
    const isFull = performance.now() - askedAtMs >= arrivalMs - nowMs
    if (left > 0 && !isFull) giveBack(left)
  }
  if (tookMs >= WINDOW_MS) return end()
  setTimeout(end, WINDOW_MS - tookMs).unref()
}
