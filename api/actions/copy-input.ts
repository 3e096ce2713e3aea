import { inputKey, inputPrefix } from '#core/asset-keys.ts'
import type { Deps } from '#core/deps.ts'

/** All files of a task's input, under the keys of another one, which are returned. */
export async function copyInput(
  deps: Pick<Deps, 'storage'>,
  fromTaskId: string,
  toTaskId: string,
): Promise<string[]> {
  const keys: string[] = []
  for await (const listed of deps.storage.list(inputPrefix(fromTaskId))) {
    const key = inputKey(toTaskId, listed.key.slice(inputPrefix(fromTaskId).length))
    if (await copyObject(deps, listed.key, key)) keys.push(key)
  }
  return keys
}

/** False when there is nothing under the key. */
export async function copyObject(deps: Pick<Deps, 'storage'>, from: string, to: string): Promise<boolean> {
  const source = await deps.storage.read(from)
  if (source === null) return false
  const { contentType, sizeBytes, sha256 } = source.object
  await deps.storage.put(to, source.body, { contentType, sizeBytes, ...(sha256 === null ? {} : { sha256 }) })
  return true
}
