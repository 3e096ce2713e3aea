import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '#worker/graphs/config.ts'
import { WeightsError } from '#worker/graphs/weights/safetensors.ts'

/** A model folder that cannot be used. The message names the file and the reason. */
export class ModelFolderError extends Error {
  constructor(folder: string, file: string, cause: unknown) {
    super(messageFor(folder, file, cause), { cause })
    this.name = 'ModelFolderError'
  }
}

/**
 * Errors of weights name their file by its path, those of configurations by its place in the
 * folder.
 */
function messageFor(folder: string, file: string, cause: unknown): string {
  const isAbsent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
  const reason = isAbsent ? 'is missing' : cause instanceof Error ? cause.message : String(cause)
  if (cause instanceof WeightsError) return reason
  if (cause instanceof ConfigError) return join(folder, reason)
  return `${join(folder, file)}: ${reason}${isAbsent ? '; perhaps its download was cut' : ''}`
}

/**
 * Turns an error of `work` into a ModelFolderError that names the file, unless it already names
 * one.
 */
export async function naming<T>(folder: string, file: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw cause instanceof ModelFolderError ? cause : new ModelFolderError(folder, file, cause)
  }
}

/**
 * Reads and parses a JSON file of the folder.
 *
 * @throws ModelFolderError, also for an error of `parse`.
 */
export async function readJson<T>(folder: string, file: string, parse: (json: unknown) => T): Promise<T> {
  return naming(folder, file, async () => parse(JSON.parse(await readFile(join(folder, file), 'utf8'))))
}

/**
 * The parsed JSON file, or undefined if it does not exist.
 *
 * @throws ModelFolderError for a file that cannot be read or parsed.
 */
export async function readOptionalJson(folder: string, file: string): Promise<unknown> {
  return readJson(folder, file, (json) => json).catch((error: unknown) => {
    const cause = error instanceof ModelFolderError ? error.cause : undefined
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw error
  })
}
