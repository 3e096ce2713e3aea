import { AppError } from '#core/errors.ts'
import { taskIdOfVideo, videoIdOf } from '#core/ids.ts'
import { listAttemptsOf } from '#core/store/attempts.ts'
import { findTask } from '#core/store/tasks.ts'
import type { Attempt } from '#core/task/run.ts'
import type { WireRequest } from '#api/dialects/dialect.ts'
import { noStore, unixTime } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { components } from '#api/openapi.gen.ts'

type Schemas = components['schemas']

/** The tries of a video, the first one first. @throws AppError video_not_found. */
export const listAttempts = endpoint({
  parse: ({ path }: WireRequest) => ({ taskId: taskIdOfVideo(path['video_id'] ?? '') }),
  act: async ({ deps, principal }, { taskId }) => {
    if (taskId === null || (await findTask(deps.db, principal.tenantId, taskId)) === undefined)
      throw new AppError('video_not_found')
    return { taskId, attempts: await listAttemptsOf(deps.db, principal.tenantId, taskId) }
  },
  render: ({ taskId, attempts }) =>
    noStore({
      object: 'list',
      data: attempts.map((attempt, index) => attemptBody(videoIdOf(taskId), attempt, index + 1)),
    } satisfies Schemas['AttemptList']),
})

const timeOrNull = (date: Date | null): number | null => (date === null ? null : unixTime(date))

const attemptBody = (videoId: string, attempt: Attempt, number: number): Schemas['Attempt'] => ({
  object: 'video.attempt',
  video_id: videoId,
  attempt: number,
  worker_id: attempt.worker,
  engine: attempt.engine,
  device_class: attempt.deviceClass,
  started_at: unixTime(attempt.startedAt),
  resumed_from_step: attempt.resumedFromStep,
  checkpoint_step: attempt.checkpoint?.step ?? null,
  checkpoint_at: timeOrNull(attempt.checkpoint?.at ?? null),
  ended_at: timeOrNull(attempt.endedAt),
  outcome: attempt.outcome,
  error: attempt.error,
})
