import type { ListedObject, Storage, StoredObject } from './storage.ts'

/**
 * The part of a store whose keys start with a prefix, under keys without it: several installations
 * may share a bucket.
 *
 * @param prefix a folder, which ends in `/`, or the empty string for the whole store
 */
export function withPrefix(storage: Storage, prefix: string): Storage {
  if (prefix === '') return storage
  const full = (key: string): string => `${prefix}${key}`
  const bare = <O extends ListedObject | StoredObject>(object: O): O => ({
    ...object,
    key: object.key.slice(prefix.length),
  })
  const bareOrNull = (object: StoredObject | null): StoredObject | null => object && bare(object)
  return {
    ...storage,
    put: async (key, source, o) => bare(await storage.put(full(key), source, o)),
    copy: async (key, toKey) => bareOrNull(await storage.copy(full(key), full(toKey))),
    stat: async (key) => bareOrNull(await storage.stat(full(key))),
    async read(key, range) {
      const found = await storage.read(full(key), range)
      return found && { ...found, object: bare(found.object) }
    },
    link: (key, o) => storage.link(full(key), o),
    remove: (keys) => storage.remove(keys.map(full)),
    removeFolder: (folder) => storage.removeFolder(full(folder)),
    async *list(start) {
      for await (const object of storage.list(full(start))) yield bare(object)
    },
  }
}
