import type { StoredEvent, TaskProgress } from '#core/task/event.ts'
import { webhookBody } from '#core/webhooks/body.ts'
import { taskIdOfVideo, videoIdOf } from '#core/ids.ts'
import type { components } from '#api/openapi.gen.ts'
import type { EventFormat, WireRequest, WireResponse } from '#api/dialects/dialect.ts'
import { listBody, PRIVATE, unixTime } from '#api/dialects/wire.ts'
import { STATUS } from './bodies.ts'

type Schemas = components['schemas']

/** One page of a tenant's events. */
export interface EventPage {
  readonly events: readonly StoredEvent[]
  readonly hasMore: boolean
}

/** Which events are asked for. */
export interface EventQuery {
  readonly limit: number
  readonly after: string | null
  /** The events of one task alone; empty text for an id that no video has. */
  readonly taskId: string | null
}

/** Reads the page of a list of events. */
export const parseEvents = ({ query }: WireRequest): EventQuery => ({
  limit: query['limit'] as number,
  after: (query['after'] as string | undefined) ?? null,
  taskId: query['video_id'] === undefined ? null : (taskIdOfVideo(query['video_id'] as string) ?? ''),
})

/** One page, in which each event is as in its webhook. */
export function renderEvents({ events, hasMore }: EventPage): WireResponse {
  const data = events.map((event) => JSON.parse(eventText(event)) as Schemas['Event'])
  return { status: 200, headers: PRIVATE, body: listBody(data, hasMore) satisfies Schemas['EventList'] }
}

/** The bytes of an event; its webhook, when it has one, carries the same. */
const eventText = (event: StoredEvent): string => event.body ?? webhookBody(event)

/** Events and progress as they are written to an event stream. */
export const openaiEvents: EventFormat = { event: eventText, progress: progressText }

function progressText(progress: TaskProgress): string {
  const body: Schemas['VideoProgress'] = {
    object: 'event',
    created_at: unixTime(progress.updatedAt),
    type: 'video.progress',
    data: {
      id: videoIdOf(progress.taskId),
      status: STATUS[progress.status],
      progress: progress.progress,
      phase: progress.phase,
      step: progress.step,
      steps: progress.steps,
      preview_step: progress.previewStep,
      eta_seconds:
        progress.etaAt === null
          ? null
          : Math.max(1, Math.ceil((progress.etaAt.getTime() - progress.updatedAt.getTime()) / 1000)),
    },
  }
  return JSON.stringify(body)
}
