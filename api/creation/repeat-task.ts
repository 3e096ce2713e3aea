import { inputPrefix, precedingVideoKey } from '#core/storage/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { newTaskId } from '#core/ids.ts'
import type { NewTask } from '#core/task/new-task.ts'
import type { Task } from '#core/task/task.ts'
import type { DialectName } from '#api/dialects/dialect.ts'
import { copyInput } from '#api/images/copy-input.ts'
import { assertLoras } from './plan-loras.ts'
import { assertFits } from './fitting-model.ts'

/**
 * A new task with the parameters, metadata and webhook address of another one, and a copy of its
 * input.
 *
 * @throws AppError video_expired when the input no longer exists, model_not_found when the model is
 *   no longer served, invalid_size when the video no longer fits into device memory,
 *   invalid_request for a LoRA that its tenant can no longer use.
 */
export async function repeatTask(
  deps: Pick<Deps, 'facts' | 'storage'>,
  source: Task,
  dialect: DialectName,
): Promise<{ readonly task: NewTask; readonly storedKeys: readonly string[] }> {
  const served = (await deps.facts.models()).find((each) => each.id === source.model)
  if (served === undefined)
    throw new AppError('model_not_found', `The model \`${source.model}\` of this video is no longer served.`)
  assertFits(served, source.parameters)
  const { loras = [] } = source.parameters
  await assertLoras(
    deps,
    source.tenantId,
    served,
    loras.map(({ name }) => name),
  )
  const id = newTaskId()
  const [inputKey = null, lastInputKey = null] = [source.inputKey, source.lastInputKey].map(
    (key) => key?.replace(inputPrefix(source.id), inputPrefix(id)) ?? null,
  )
  const precedingKey = source.parameters.precedingFrames === undefined ? null : precedingVideoKey(id)
  const hasInput = inputKey !== null || precedingKey !== null
  const storedKeys = hasInput ? await copyInput(deps, source.id, id) : []
  if ([inputKey, lastInputKey, precedingKey].some((key) => key !== null && !storedKeys.includes(key))) {
    await deps.storage.remove(storedKeys)
    throw new AppError('video_expired', 'The input of this video has expired, so it cannot be made again.')
  }
  const { tenantId, model, parameters, metadata, webhookUrl, extendedFrom } = source
  const task = {
    id,
    tenantId,
    dialect,
    model,
    parameters,
    adjustments: [],
    metadata,
    inputKey,
    lastInputKey,
    webhookUrl,
    extendedFrom,
  }
  return { task, storedKeys }
}
