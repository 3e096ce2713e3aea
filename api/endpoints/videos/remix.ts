import { AppError } from '#core/errors.ts'
import { findTask } from '#core/store/tasks.ts'
import { openai } from '#api/dialects/openai/openai.ts'
import { parseRemix, renderCreated, type Remix } from '#api/dialects/openai/videos.ts'
import { fingerprintOfInput } from '#api/creation/idempotency.ts'
import { ignored } from '#api/creation/plan-task.ts'
import { repeatTask } from '#api/creation/repeat-task.ts'
import { submit, type Prepared } from '#api/creation/submit.ts'
import { answering } from '#api/endpoints/endpoint.ts'
import { assetsOf } from '#api/http/assets-of.ts'
import type { Call } from '#api/http/call.ts'

/**
 * A new task with another prompt and everything else of a finished one: model, settings, seed,
 * input.
 *
 * @throws AppError video_not_found; not_ready, video_failed and video_expired for a video without
 *   content; and the codes of `repeatTask` and `submit`.
 */
export const remix = answering({
  dialect: openai,
  parse: parseRemix,
  render: renderCreated,
  answer: async (call, input, render) => {
    const { ignored: _without, ...asked } = input
    const fingerprint = fingerprintOfInput(openai.name, 'remix', asked)
    return (await submit(call, fingerprint, () => prepareRemix(call, input), render)).answer
  },
})

async function prepareRemix({ deps, principal }: Call, input: Remix): Promise<Prepared> {
  const { taskId, prompt } = input
  const source = await findTask(deps.db, principal.tenantId, taskId)
  if (source === undefined) throw new AppError('video_not_found')
  await assetsOf(deps, source)
  const { task, storedKeys } = await repeatTask(deps, source, openai.name)
  return {
    task: {
      ...task,
      parameters: { ...task.parameters, prompt },
      adjustments: ignored(
        input.ignored,
        'A remix keeps the settings of its source; this field was ignored.',
      ),
      remixedFrom: source.id,
    },
    storedKeys,
  }
}
