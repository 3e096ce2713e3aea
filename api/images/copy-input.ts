import { inputKey, inputPrefix } from '#core/storage/asset-keys.ts'
import type { Deps } from '#core/deps.ts'

/**
 * Copies the input files of a task for another task.
 *
 * @returns the keys of the copies
 */
export async function copyInput(
  deps: Pick<Deps, 'storage'>,
  fromTaskId: string,
  toTaskId: string,
): Promise<string[]> {
  const keys: string[] = []
  for await (const listed of deps.storage.list(inputPrefix(fromTaskId))) {
    const key = inputKey(toTaskId, listed.key.slice(inputPrefix(fromTaskId).length))
    if ((await deps.storage.copy(listed.key, key)) !== null) keys.push(key)
  }
  return keys
}
