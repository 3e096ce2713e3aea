import { inputPrefix, precedingVideoKey } from '#core/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { newTaskId } from '#core/ids.ts'
import { listModels } from '#core/store/models.ts'
import type { NewTask, Task } from '#core/task.ts'
import type { DialectName } from '#api/dialects/dialect.ts'
import { copyInput } from './copy-input.ts'

/**
 * Everything of another task for a new one, with a copy of its input.
 *
 * @throws AppError video_expired when the input is gone, model_not_found when the model is.
 */
export async function repeatTask(
  deps: Pick<Deps, 'db' | 'storage'>,
  source: Task,
  dialect: DialectName,
): Promise<{ readonly task: NewTask; readonly storedKeys: readonly string[] }> {
  if (!(await listModels(deps.db)).some((model) => model.id === source.model))
    throw new AppError('model_not_found', `The model \`${source.model}\` of this video is no longer served.`)
  const id = newTaskId()
  const storedKeys = source.inputKey === null ? [] : await copyInput(deps, source.id, id)
  const inputKey = source.inputKey?.replace(inputPrefix(source.id), inputPrefix(id)) ?? null
  const needed = [
    ...(inputKey === null ? [] : [inputKey]),
    ...(source.parameters.precedingFrames === undefined ? [] : [precedingVideoKey(id)]),
  ]
  if (!needed.every((key) => storedKeys.includes(key)))
    throw new AppError('video_expired', 'The input of this video has expired, so it cannot be made again.')
  const { tenantId, model, parameters, metadata, webhookUrl, extendedFrom } = source
  const settings = { model, parameters, adjustments: [], metadata, inputKey, webhookUrl, extendedFrom }
  const task = { id, tenantId, dialect, ...settings }
  return { task, storedKeys }
}
