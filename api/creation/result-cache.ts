import type { Asset, Assets } from '#core/task/asset.ts'
import type { CachedResult, NewTask } from '#core/task/new-task.ts'
import { previewPrefix, resultKey } from '#core/storage/asset-keys.ts'
import { cacheKey, withLoras } from '#core/task/cache-key.ts'
import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import { findCachedTask } from '#core/store/result-cache.ts'
import type { ModelRevision } from '#core/store/model-revisions.ts'
import type { TaskParameters } from '#core/task/parameters.ts'
import type { Task } from '#core/task/task.ts'
import type { WireResponse } from '#api/dialects/dialect.ts'

/** Files that expire sooner are not copied. */
const LEAST_LIFETIME_MS = 10_000
/** The attempt in the keys of cached results, which no attempt made. */
const NO_ATTEMPT = 0

type CacheDeps = Pick<Deps, 'clock' | 'facts' | 'config' | 'db' | 'storage' | 'log'>

/** What the cache found for a new task. */
export interface CacheAnswer {
  /** Members of the task: its cache key, and the result if one was found. */
  readonly task: Pick<NewTask, 'cacheKey' | 'cacheRevision' | 'cached'>
  /** Keys of the files that were copied for it. */
  readonly storedKeys: readonly string[]
  /** `Cache-Status` (RFC 9211); null when there is no cache. */
  readonly status: string | null
}

/**
 * Looks for a finished video of the same tenant with the same model files, parameters, inputs and
 * seed, and copies its files, so that the new task has them for its own lifetime. Any failure
 * counts as a miss.
 *
 * @param task as it would be submitted; its inputs are stored
 * @param options.cache `false` keeps the task out of the cache
 * @param options.seedGiven whether the client chose the seed
 */
export async function lookUpCachedResult(
  deps: CacheDeps,
  task: NewTask,
  options: { readonly cache: boolean | null; readonly seedGiven: boolean },
): Promise<CacheAnswer> {
  const none = (status: string | null): CacheAnswer => ({ task: {}, storedKeys: [], status })
  if (!deps.config.resultCache) return none(null)
  if (options.cache === false) return none('wan; fwd=bypass')
  try {
    const known = await deps.facts.modelRevision(task.model)
    const revision = known && revisionOf(known, task.parameters)
    if (revision === undefined) return none('wan; fwd=miss')
    return await lookUp(deps, task, revision, options.seedGiven)
  } catch (error) {
    deps.log.warn({ error: messageOf(error) }, 'the result cache could not be read')
    return none('wan; fwd=miss')
  }
}

/** Digest of all files of the task; undefined until a worker has read one of its LoRAs. */
function revisionOf(
  { revision, loras }: ModelRevision,
  { loras: requested = [] }: TaskParameters,
): string | undefined {
  const known = requested.flatMap(({ name }) => (loras[name] === undefined ? [] : [[name, loras[name]]]))
  return known.length < requested.length ? undefined : withLoras(revision, Object.fromEntries(known))
}

async function lookUp(
  deps: CacheDeps,
  task: NewTask,
  revision: string,
  seedGiven: boolean,
): Promise<CacheAnswer> {
  const { model, parameters } = task
  const key = cacheKey({ model, revision, parameters, inputs: await inputHashes(deps, task) })
  const kept = { cacheKey: key, cacheRevision: revision }
  if (!seedGiven) return { task: kept, storedKeys: [], status: 'wan; fwd=bypass; stored; detail=no-seed' }
  const thereUntil = new Date(deps.clock.now().getTime() + LEAST_LIFETIME_MS)
  const source = await findCachedTask(deps.db, task.tenantId, key, thereUntil)
  const copied = source === undefined ? null : await copyResult(deps, source, task.id)
  if (copied === null) return { task: kept, storedKeys: [], status: 'wan; fwd=miss; stored' }
  return { task: { ...kept, cached: copied.result }, storedKeys: copied.storedKeys, status: 'wan; hit' }
}

/** The answer with `Cache-Status`, which is stored and repeated with it; unchanged for null. */
export const withCacheStatus = (response: WireResponse, status: string | null): WireResponse =>
  status === null ? response : { ...response, headers: { ...response.headers, 'Cache-Status': status } }

/** SHA-256 of the input images as the worker receives them. */
async function inputHashes(
  { storage }: Pick<Deps, 'storage'>,
  { inputKey, lastInputKey }: NewTask,
): Promise<Record<string, string | null>> {
  const hashOf = async (key: string | null | undefined): Promise<string | null> => {
    if (key === null || key === undefined) return null
    // Without a checksum nothing can be compared, so the key stands for it: no other task has it.
    return (await storage.stat(key))?.sha256 ?? key
  }
  return { firstFrame: await hashOf(inputKey), lastFrame: await hashOf(lastInputKey) }
}

/** Copies a result for a new task; null when a file no longer exists. */
async function copyResult(
  deps: Pick<Deps, 'storage'>,
  source: Task,
  taskId: string,
): Promise<{ result: CachedResult; storedKeys: readonly string[] } | null> {
  const { assets, manifest, preview } = source
  if (assets === null || manifest === null) return null
  const storedKeys: string[] = []
  const copy = async (asset: Asset, key: string): Promise<Asset | null> => {
    storedKeys.push(key)
    // A result that cannot be copied now is generated again.
    const copied = await deps.storage.copy(asset.key, key).catch(() => null)
    return copied?.sha256 === asset.sha256 ? { ...asset, key } : null
  }
  const nameOf = (asset: Asset): string => asset.key.slice(asset.key.lastIndexOf('/') + 1)
  const copies = await Promise.all(
    Object.entries(assets).map(async ([kind, asset]: [string, Asset]) => [
      kind,
      await copy(asset, resultKey(taskId, NO_ATTEMPT, nameOf(asset))),
    ]),
  )
  const previewCopy =
    preview === null ? null : await copy(preview, `${previewPrefix(taskId)}${NO_ATTEMPT}-${nameOf(preview)}`)
  if (copies.some(([, asset]) => asset === null)) {
    await deps.storage.remove(storedKeys)
    return null
  }
  const result = {
    from: source.id,
    assets: Object.fromEntries(copies) as Assets,
    preview: previewCopy,
    manifest,
  }
  return { result, storedKeys }
}
