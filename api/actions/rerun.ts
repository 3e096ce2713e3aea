import { inputKey, inputPrefix } from '#core/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { newTaskId } from '#core/ids.ts'
import { listModels } from '#core/store/models.ts'
import { findTask } from '#core/store/tasks.ts'
import type { DialectName } from '#api/dialects/dialect.ts'
import type { Act } from './action.ts'
import { fingerprintOfRerun } from './idempotency.ts'
import { earlierAnswer, submit } from './submit.ts'

/**
 * A new task with the parameters, seed and input of another one, whatever became of that. On a device of the same
 * class, with the files of its manifest, it gives the same frames.
 *
 * @throws AppError video_not_found, video_expired when the input is gone, model_not_found when the model is.
 */
export function rerunAs(dialect: DialectName): Act<'rerun'> {
  return async (call, { taskId: sourceId }, render) => {
    const { deps, principal } = call
    const fingerprint = fingerprintOfRerun(dialect, sourceId)
    const earlier = await earlierAnswer(call, fingerprint)
    if (earlier !== null) return earlier
    const source = await findTask(deps.db, principal.tenantId, sourceId)
    if (source === undefined) throw new AppError('video_not_found')
    if (!(await listModels(deps.db)).some((model) => model.id === source.model))
      throw new AppError(
        'model_not_found',
        `The model \`${source.model}\` of this video is no longer served.`,
      )

    const id = newTaskId()
    const keys = [source.inputKey, source.lastInputKey].map(
      (key) => key?.replace(inputPrefix(sourceId), inputPrefix(id)) ?? null,
    )
    const [inputKeyOfCopy = null, lastInputKey = null] = keys
    const storedKeys = inputKeyOfCopy === null ? [] : await copyInput(deps, sourceId, id)
    if (keys.some((key) => key !== null && !storedKeys.includes(key))) {
      await deps.storage.remove(storedKeys)
      throw new AppError('video_expired', 'The input of this video has expired, so it cannot be made again.')
    }
    const { tenantId, model, parameters, metadata, webhookUrl } = source
    const task = {
      id,
      tenantId,
      dialect,
      model,
      parameters,
      adjustments: [],
      metadata,
      inputKey: inputKeyOfCopy,
      lastInputKey,
      webhookUrl,
      rerunOf: sourceId,
    }
    return await submit(call, task, { fingerprint, storedKeys }, render)
  }
}

/** All files of a task's input, under the keys of another one. */
async function copyInput(deps: Deps, fromTaskId: string, toTaskId: string): Promise<string[]> {
  const keys: string[] = []
  for await (const listed of deps.storage.list(inputPrefix(fromTaskId))) {
    const source = await deps.storage.read(listed.key)
    if (source === null) continue
    const key = inputKey(toTaskId, listed.key.slice(inputPrefix(fromTaskId).length))
    const { contentType, sizeBytes, sha256 } = source.object
    await deps.storage.put(key, source.body, {
      contentType,
      sizeBytes,
      ...(sha256 === null ? {} : { sha256 }),
    })
    keys.push(key)
  }
  return keys
}
