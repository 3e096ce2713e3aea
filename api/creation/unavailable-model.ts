import type { UnavailableModel } from '#core/task/model-definition.ts'
import { AppError } from '#core/errors.ts'
import type { Db } from '#core/postgres/db.ts'
import { listUnavailableModels } from '#core/store/models.ts'

/**
 * What `find` finds by the model's name. When there is no such model, but something of that name
 * lies in the models directory of a worker, the error says why it is not served.
 *
 * @throws AppError model_not_found, and what else `find` throws.
 */
export async function orExplained<T>(db: Db, name: string | null, find: () => Promise<T>): Promise<T> {
  try {
    return await find()
  } catch (error) {
    throw error instanceof AppError && error.code === 'model_not_found'
      ? explained(error, name, await listUnavailableModels(db))
      : error
  }
}

function explained(error: AppError, name: string | null, unavailable: readonly UnavailableModel[]): AppError {
  if (name === null) return error
  const asked = nameOf(name)
  const found = unavailable.find(({ folder }) => nameOf(folder) === asked)
  if (found === undefined) return error
  const message = `The model \`${name}\` cannot be served: ${found.reason}`
  const errors = error.options.errors?.map((each) => ({ ...each, message }))
  return new AppError('model_not_found', message, { ...error.options, ...(errors && { errors }) })
}

/** The last part of a Hugging Face id, or a file's name, without case and ending. */
function nameOf(name: string): string {
  const last = name.split('/').at(-1) ?? name
  return last
    .normalize('NFC')
    .toLowerCase()
    .replace(/\.(safetensors|gguf|pth|bin|pt|ckpt)$/, '')
}
