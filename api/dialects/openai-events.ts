import { webhookBody, type StoredEvent, type TaskProgress } from '#core/task/event.ts'
import { videoIdOf } from '#core/ids.ts'
import type { components } from '#api/openapi.gen.ts'
import type { EventFormat } from './dialect.ts'
import { STATUS } from './openai-bodies.ts'

type Schemas = components['schemas']

/** The bytes of an event: those that its webhook carries, when there is one. */
export const eventText = (event: StoredEvent): string => event.body ?? webhookBody(event)

export const openaiEvents: EventFormat = { event: eventText, progress: progressText }

function progressText(progress: TaskProgress): string {
  const body: Schemas['VideoProgress'] = {
    object: 'event',
    created_at: Math.floor(progress.updatedAt.getTime() / 1000),
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
