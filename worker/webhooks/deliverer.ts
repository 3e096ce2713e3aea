import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import { WEBHOOK_CHANNEL } from '#core/postgres/notifications.ts'
import * as queue from '#core/store/webhook-queue.ts'
import { attemptDelivery } from './attempt.ts'
import { healthAfterFailure, HEALTHY } from './health.ts'
import { dropAll, dropStale, LIMITS, newLine, openLoad, type Line, type Load } from './lines.ts'
import { openRecorder, type Ended } from './recorder.ts'

/** A notification is a hint, and retries and ends of pauses bring none: the table is asked. */
const POLL_MS = 1000
/** While nothing is pending, the next delivery brings a notification or is another process's. */
const IDLE_POLL_MS = 5000
/** Another process delivers to the destinations of one that died after at most this time. */
const LEASE_MS = 15_000
const RENEW_MS = 5000
const DESTINATIONS_AT_ONCE = 32
const DELIVERIES_AT_ONCE = 20
const DUE_DESTINATIONS = 1000

export interface Deliverer {
  /**
   * Begins no further attempt, waits for those under way, withdraws what is left after `graceMs`,
   * and gives the destinations back.
   */
  stop(graceMs: number): Promise<void>
}

/**
 * Delivers webhooks until it is stopped. Each destination has a line of its own, two attempts at
 * once and its own pauses, and lines take turns; so one that never answers delays no other. A
 * destination belongs to one process at a time, by a lease in the database. Delivery is at least
 * once: a process that dies after the post repeats it under the same `webhook-id`.
 */
export function startDeliverer(deps: Deps): Deliverer {
  const holder = randomUUID()
  const lines = new Map<string, Line>()
  /** Destinations to look at, in the order of their turns. */
  const asked = new Set<string>()
  /** Destinations of the claim under way. */
  const claimed = new Set<string>()
  const underWay = new Set<Promise<void>>()
  const withdrawal = new AbortController()
  // Every attempt under way listens.
  setMaxListeners(0, withdrawal.signal)
  const recorder = openRecorder(deps, { holder, signal: withdrawal.signal, onRecorded })
  let claiming: Promise<void> | null = null
  let mayHavePending = true
  let polledAt = Number.NEGATIVE_INFINITY
  let isStopping = false

  /** Starts every attempt that may begin, then claims for the destinations that were asked for. */
  function pump(): void {
    if (isStopping) return
    const now = deps.clock.now()
    const load = openLoad(lines.values(), LIMITS)
    for (const line of [...lines.values()]) startLine(line, load, now)
    if (claiming !== null || load.isFull()) return
    const ids = nextTurns(load, now)
    if (ids.length > 0)
      claiming = claim(ids).finally(() => {
        claiming = null
        if (asked.size > 0) setImmediate(pump)
      })
  }

  function startLine(line: Line, load: Load, now: Date): void {
    dropStale(line, now)
    let hasStarted = false
    while (line.waiting.length > 0 && load.permits(line, now)) {
      const { delivery } = line.waiting.shift() as Line['waiting'][number]
      line.underWay += 1
      load.add(line, 1)
      hasStarted = true
      const attempt = run(line, delivery).finally(() => underWay.delete(attempt))
      underWay.add(attempt)
    }
    if (line.waiting.length === 0 && line.hasMore && load.permits(line, now)) asked.add(line.id)
    // To the end of the turns.
    if (hasStarted && lines.delete(line.id)) lines.set(line.id, line)
    forgetIdle(line)
  }

  /** The next destinations to claim; one with enough claimed already is asked again later. */
  function nextTurns(load: Load, now: Date): string[] {
    const ids: string[] = []
    for (const id of asked) {
      if (ids.length === DESTINATIONS_AT_ONCE) break
      asked.delete(id)
      const line = lines.get(id)
      if (line === undefined || (line.waiting.length === 0 && load.permits(line, now))) ids.push(id)
      else line.hasMore = true
    }
    return ids
  }

  /** What is known of a destination stands in its row once everything is recorded. */
  function forgetIdle(line: Line): void {
    if (line.busy.size > 0 || claimed.has(line.id)) return
    lines.delete(line.id)
    line.channel.close()
  }

  async function claim(ids: readonly string[]): Promise<void> {
    for (const id of ids) claimed.add(id)
    const now = deps.clock.now()
    const until = new Date(now.getTime() + LEASE_MS)
    try {
      const busy = ids.flatMap((id) => [...(lines.get(id)?.busy ?? [])])
      const found = await queue.claimDeliveries(deps.db, {
        ...{ destinations: ids, holder, now, until, most: DELIVERIES_AT_ONCE, busy },
      })
      for (const destination of found) enqueue(destination, now, until)
    } catch (error) {
      // The next poll finds them again.
      deps.log.warn({ error: messageOf(error) }, 'webhooks could not be claimed')
    } finally {
      for (const id of ids) claimed.delete(id)
    }
    pump()
  }

  function enqueue(destination: queue.ClaimedDestination, claimedAt: Date, heldUntil: Date): void {
    const { id, deliveries } = destination
    const line = lines.get(id) ?? newLine(destination, heldUntil, deps.outbound.openChannel())
    lines.set(id, line)
    line.heldUntil = heldUntil
    line.hasMore = deliveries.length >= (line.health.pausedUntil === null ? DELIVERIES_AT_ONCE : 1)
    if (deliveries.some((delivery) => delivery.endpointDisabled))
      return void queue.giveUpDeliveries(deps.db, id, claimedAt).catch((error: unknown) => {
        deps.log.warn({ error: messageOf(error) }, 'deliveries of a disabled endpoint were not ended')
      })
    for (const delivery of deliveries) {
      line.waiting.push({ delivery, claimedAt })
      line.busy.add(delivery.id)
    }
  }

  async function run(line: Line, delivery: queue.ClaimedDelivery): Promise<void> {
    const did = await attemptDelivery(deps, delivery, {
      ...{ signal: withdrawal.signal, channel: line.channel },
    })
    line.underWay -= 1
    if (did === null) return
    line.health =
      did.verdict === 'delivered' ? HEALTHY : healthAfterFailure(line.health, did.overload, deps.clock.now())
    // A paused destination is asked again when its pause is over, and one that is gone never.
    if (line.health.pausedUntil !== null || did.verdict === 'gone') dropAll(line)
    recorder.add({ ...did, line, delivery })
    pump()
  }

  function onRecorded(batch: readonly Ended[]): void {
    for (const { line, delivery } of batch) {
      line.busy.delete(delivery.id)
      forgetIdle(line)
    }
    pump()
  }

  async function poll(): Promise<void> {
    const now = deps.clock.now()
    polledAt = performance.now()
    mayHavePending = false
    try {
      const { due, hasPending } = await queue.dueDestinations(deps.db, {
        ...{ holder, now, limit: DUE_DESTINATIONS },
      })
      mayHavePending ||= hasPending
      for (const id of due) asked.add(id)
    } catch (error) {
      mayHavePending = true
      throw error
    }
    pump()
  }

  async function renew(): Promise<void> {
    const until = new Date(deps.clock.now().getTime() + LEASE_MS)
    const held = [...lines.values()]
    if (held.length === 0) return
    const destinations = held.map((line) => line.id)
    const kept = new Set(await queue.renewDestinations(deps.db, { holder, destinations, until }))
    for (const line of held)
      if (kept.has(line.id)) line.heldUntil = until
      else dropAll(line)
  }

  const background = (work: () => Promise<void>) => (): void => {
    if (isStopping) return
    work().catch((error: unknown) => {
      deps.log.warn({ error: messageOf(error) }, 'the table of webhooks did not answer')
    })
  }
  const look = background(poll)
  const lookIfNeeded = (): void => {
    const isIdle = !mayHavePending && deps.notifications.isListening()
    if (!isIdle || performance.now() - polledAt >= IDLE_POLL_MS - POLL_MS / 2) look()
  }
  const timers = [setInterval(lookIfNeeded, POLL_MS), setInterval(background(renew), RENEW_MS)]
  const stopListening = [
    deps.notifications.onListening(look),
    deps.notifications.on(WEBHOOK_CHANNEL, (destination) => {
      mayHavePending = true
      asked.add(destination)
      pump()
    }),
  ]
  look()

  return {
    async stop(graceMs) {
      isStopping = true
      for (const timer of timers) clearInterval(timer)
      for (const stop of stopListening) stop()
      const grace = setTimeout(() => withdrawal.abort(), graceMs)
      await claiming
      await Promise.allSettled(underWay)
      await recorder.settled()
      clearTimeout(grace)
      for (const line of lines.values()) line.channel.close()
      await queue.releaseDestinations(deps.db, holder).catch(() => undefined)
    },
  }
}
