import { sql } from 'kysely'
import type { Db } from '#core/postgres/db.ts'
import type { RegisteredModel } from '#core/task/model-definition.ts'
import { findApiKey, type ApiKey } from './api-keys.ts'
import { findModelRevision, type ModelRevision } from './model-revisions.ts'
import { listModels } from './models.ts'
import { findTenant, type TenantRow } from './tenants.ts'

/**
 * What almost every request reads and almost none changes: keys, tenants and models. The database
 * counts its changes in `facts_version`. A process keeps what it has read while the number stays,
 * and every request compares it before it relies on anything kept (`countRequests`,
 * `isCurrent`), or was counted beforehand by one that did (`Prepaid`).
 */
export interface Facts {
  /** The number of changes that everything kept includes; null: nothing is kept. */
  readonly version: string | null
  /** Reads the number, and forgets everything when it has changed. */
  refresh(): Promise<void>
  /** Whether that is still the number. */
  isCurrent(version: string): Promise<boolean>
  /** As `findApiKey`. A key whose requests are signed is not kept. */
  apiKey(keyHash: Buffer, now: Date): Promise<ApiKey | undefined>
  /** Whether this process has not said so of the key within the last minute. */
  isFirstUse(key: ApiKey, now: Date): boolean
  /** As `findTenant`. */
  tenant(id: string): Promise<TenantRow | undefined>
  /** As `listModels`, with the liveness of workers as it was up to a second ago. */
  models(): Promise<readonly RegisteredModel[]>
  /** As `findModelRevision`. */
  modelRevision(model: string): Promise<ModelRevision | undefined>
}

/** Keys and tenants of a large installation; the oldest is forgotten first. */
const MOST_KEPT = 20_000
/** How exactly the last use of a key is recorded. */
const USE_MS = 60_000
/** Workers fall silent without a change. */
const MODELS_MS = 1000

interface Kept {
  readonly value: Promise<unknown>
  readonly readAtMs: number
}

/** Facts of a process. Until the first `refresh`, nothing is kept. */
export function openFacts(db: Db): Facts {
  let version: string | null = null
  let kept = new Map<string, Kept>()
  const usedAtMs = new WeakMap<ApiKey, number>()

  async function read<T>(key: string, load: () => Promise<T>, isKept?: (value: T) => boolean): Promise<T> {
    const found = kept.get(key)
    if (found !== undefined) return (await found.value) as T
    const value = load()
    if (version === null) return await value
    const map = kept
    const entry = { value, readAtMs: performance.now() }
    map.set(key, entry)
    for (const oldest of map.keys()) if (map.size > MOST_KEPT) map.delete(oldest)
    const forget = (): void => void (map.get(key) === entry && map.delete(key))
    value.then((it) => (isKept?.(it) ?? true) || forget(), forget)
    return await value
  }

  return {
    get version() {
      return version
    },
    async refresh() {
      const current = await readVersion(db)
      if (current === version) return
      version = current
      kept = new Map()
    },
    isCurrent: async (known) => known === (await readVersion(db)),
    async apiKey(keyHash, now) {
      const key = await read(
        keyOf(keyHash),
        () => findApiKey(db, keyHash, now),
        (found) => found !== undefined && found.signature === null,
      )
      return key === undefined || (key.expiresAt !== null && key.expiresAt <= now) ? undefined : key
    },
    isFirstUse(key, now) {
      if (now.getTime() - (usedAtMs.get(key) ?? -Infinity) < USE_MS) return false
      usedAtMs.set(key, now.getTime())
      return true
    },
    tenant: (id) =>
      read(
        `tenant ${id}`,
        () => findTenant(db, id),
        (found) => found !== undefined,
      ),
    models() {
      const age = performance.now() - (kept.get('models')?.readAtMs ?? 0)
      if (age > MODELS_MS) kept.delete('models')
      return read('models', () => listModels(db))
    },
    modelRevision: (model) => read(`revision ${model}`, () => findModelRevision(db, model)),
  }
}

const keyOf = (keyHash: Buffer): string => `key ${keyHash.toString('base64')}`

async function readVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ version: string }>`select version from facts_version`.execute(db)
  return (rows[0] as { version: string }).version
}
