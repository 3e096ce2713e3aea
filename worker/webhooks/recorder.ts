import { setTimeout as sleep } from 'node:timers/promises'
import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import { recordAttempts, type ClaimedDelivery } from '#core/store/webhook-queue.ts'
import type { Attempted } from './attempt.ts'
import { disableEndpoint, giveUpAddress } from './disable-endpoint.ts'
import { isDead } from './health.ts'
import type { Line } from './lines.ts'

const RECORDED_AT_ONCE = 200
const REPEAT_MS = 1000

/** An attempt that was made and is not recorded yet. */
export interface Ended extends Attempted {
  readonly line: Line
  readonly delivery: ClaimedDelivery
}

export interface Recorder {
  add(one: Ended): void
  /** Resolves once everything is recorded, or cannot be and the recorder is to stop. */
  settled(): Promise<void>
}

/**
 * Records attempts: one statement for all that have ended while the last one was recorded. During
 * an outage of the database they wait, and their deliveries with them.
 *
 * @param o.signal ends the repeats of a statement that fails
 * @param o.onRecorded called for each attempt that is recorded
 */
export function openRecorder(
  deps: Pick<Deps, 'db' | 'clock' | 'log' | 'metrics'>,
  o: {
    readonly holder: string
    readonly signal: AbortSignal
    readonly onRecorded: (batch: readonly Ended[]) => void
  },
): Recorder {
  const ended: Ended[] = []
  let recording: Promise<void> | null = null

  async function record(): Promise<void> {
    try {
      await recordAll()
    } finally {
      recording = null
    }
    // One that ended between the last look and this line has found a recording under way.
    if (ended.length > 0 && !o.signal.aborted) start()
  }

  function start(): void {
    recording ??= record()
  }

  async function recordAll(): Promise<void> {
    while (ended.length > 0) {
      const batch = ended.slice(0, RECORDED_AT_ONCE)
      const changed = new Map(
        batch.flatMap(({ line }) =>
          line.health === line.recordedHealth ? [] : [[line.id, line.health] as const],
        ),
      )
      try {
        const attempts = batch.map(({ result }) => result)
        await recordAttempts(deps.db, { holder: o.holder, attempts, health: changed })
      } catch (error) {
        deps.log.warn({ error: messageOf(error) }, 'webhook attempts could not be recorded; trying again')
        if (o.signal.aborted) return
        await sleep(REPEAT_MS)
        continue
      }
      ended.splice(0, batch.length)
      for (const { line } of batch) line.recordedHealth = changed.get(line.id) ?? line.recordedHealth
      for (const one of batch) await conclude(deps, one)
      o.onRecorded(batch)
    }
  }

  return {
    add(one) {
      ended.push(one)
      start()
    },
    async settled() {
      while (recording !== null) await recording
    },
  }
}

async function conclude(
  deps: Pick<Deps, 'db' | 'clock' | 'log' | 'metrics'>,
  { line, delivery, result, verdict }: Ended,
): Promise<void> {
  deps.metrics.webhookAttempts.inc({ result: verdict })
  deps.log.info(
    {
      delivery: delivery.id,
      event: delivery.eventId,
      task: delivery.taskId,
      batch: delivery.batchId,
      attempt: result.attempt,
      verdict,
      status: result.statusCode,
      error: result.error,
      durationMs: result.durationMs,
      nextAttemptAt: result.nextAttemptAt,
    },
    'webhook',
  )
  const { endpointId } = delivery
  const hasFailedForDays = verdict !== 'delivered' && isDead(line.health, deps.clock.now())
  if (verdict !== 'gone' && !hasFailedForDays) return
  const end =
    endpointId !== null
      ? disableEndpoint(deps, endpointId, verdict === 'gone' ? 'gone' : 'failing')
      : hasFailedForDays
        ? giveUpAddress(deps, line.id)
        : Promise.resolve()
  // A repeat of the failure, after the pause or at the next event, comes here again.
  await end.catch((error: unknown) => {
    deps.log.warn({ error: messageOf(error) }, 'a destination that is gone could not be given up')
  })
}
