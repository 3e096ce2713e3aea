import type { components } from '#api/openapi.gen.ts'
import type { Video } from '#console/live/videos.ts'

type Schemas = components['schemas']
type Event = Schemas['EventList']['data'][number]
type Attempt = Schemas['Attempt']

/** A moment of a video's history, in words. */
export interface Moment {
  readonly id: string
  readonly at: number
  readonly kind: 'queued' | 'started' | 'checkpoint' | 'trouble' | 'completed' | 'failed' | 'other'
  readonly what: string
  /** Where it happened, or why. */
  readonly more: string | null
}

/** Events and attempts as one line of time. Attempts know what no event tells: engine and state. */
export function historyOf(
  video: Video,
  events: readonly Event[],
  attempts: readonly Attempt[],
): readonly Moment[] {
  const moments: Moment[] = []
  let number = 0
  const told = new Set<number>()
  for (const event of events) {
    if (event.type === 'video.started') number++
    else if (event.type === 'video.released') told.add(number)
    moments.push({
      id: event.id,
      at: event.created_at,
      ...wordsOf(event.type, number, attempts[number - 1], video),
    })
  }
  for (const attempt of attempts) {
    if (attempt.checkpoint_at !== null)
      moments.push({
        id: `checkpoint ${attempt.attempt}`,
        at: attempt.checkpoint_at,
        kind: 'checkpoint',
        what: `Checkpoint after step ${attempt.checkpoint_step}`,
        more: null,
      })
    if (attempt.outcome === 'lost' && attempt.ended_at !== null && !told.has(attempt.attempt))
      moments.push({
        id: `lost ${attempt.attempt}`,
        at: attempt.ended_at,
        kind: 'trouble',
        what: `The worker of attempt ${attempt.attempt} was lost`,
        more: placeOf(attempt),
      })
  }
  // Of one second, what was lost comes before what followed it.
  const rank = ({ kind }: Moment): number => (kind === 'checkpoint' ? 0 : kind === 'trouble' ? 1 : 2)
  const order = new Map(moments.map((moment, index) => [moment, index]))
  return moments.toSorted(
    (a, b) =>
      a.at - b.at ||
      (a.id.startsWith('evt_') && b.id.startsWith('evt_') ? 0 : rank(a) - rank(b)) ||
      (order.get(a) as number) - (order.get(b) as number),
  )
}

/** `cpu#0, worker 4f3a2b, x64 with 2 threads`: the parts that are known. */
function placeOf({ engine, worker_id: worker, device_class: device }: Attempt): string | null {
  const parts = [engine, worker === null ? null : `worker ${worker.slice(-6)}`, device]
  return parts.filter((part) => part !== null).join(', ') || null
}

function wordsOf(
  type: string,
  number: number,
  attempt: Attempt | undefined,
  video: Video,
): Pick<Moment, 'kind' | 'what' | 'more'> {
  const why = attempt?.error === null || attempt?.error === undefined ? null : attempt.error.message
  const resumed = attempt?.resumed_from_step ?? null
  const sentences: Readonly<Record<string, readonly [Moment['kind'], string, string | null]>> = {
    'video.queued': ['queued', 'Queued', null],
    'video.started': [
      'started',
      resumed === null ? `Attempt ${number} started` : `Attempt ${number} resumed after step ${resumed}`,
      attempt === undefined ? null : placeOf(attempt),
    ],
    'video.retrying': ['trouble', `Attempt ${number} failed; queued again`, why],
    'video.released': [
      'trouble',
      attempt?.outcome === 'lost'
        ? `The worker of attempt ${number} was lost; queued again`
        : `The worker gave attempt ${number} back; queued again`,
      why,
    ],
    'video.completed': [
      'completed',
      'Completed',
      video.cached_from === null ? null : 'an equal result was reused',
    ],
    'video.failed': ['failed', 'Failed', video.error?.message ?? null],
    'video.cancelled': ['other', 'Cancelled', video.error?.message ?? null],
    'video.expired': ['other', 'Its files were deleted', null],
    'video.deleted': ['other', 'Deleted', null],
  }
  const [kind, what, more] = sentences[type] ?? ['other', type, null]
  return { kind, what, more }
}
