import type { Config } from '#core/config/config.ts'
import type { Deps } from '#core/deps.ts'
import type { ListedObject } from '#core/storage/storage.ts'
import { recordSweep, type SweepReport } from '#core/store/installation.ts'

export type SweepDeps = Pick<Deps, 'clock' | 'db' | 'log' | 'storage'> & {
  readonly config: Pick<Config, 'orphanSweep'>
}

/** Objects under one prefix, and what the database says of them. */
export interface Sweepable {
  readonly name: 'tasks' | 'files'
  readonly prefix: string
  /** Id of the row that a key belongs to; null for keys of another shape. */
  readonly ownerOf: (key: string) => string | null
  /** `unknown`: its owner has no row. `useless`: its owner has no use for it. */
  readonly judge: (
    keys: ReadonlyMap<string, string>,
  ) => Promise<(key: string, owner: string) => 'kept' | 'useless' | 'unknown'>
}

/** An object is written before its row, so a recent one without a row may still get it. */
const LEAST_AGE_MS = 24 * 3600 * 1000
const BATCH = 500
/** A sweep that would delete more of what it lists has the wrong storage, or the wrong database. */
const LARGEST_SHARE = 0.05
/** Keys in memory at once; the next sweep finds the others. */
const MOST_UNKNOWN = 50_000

/**
 * Deletes the objects that no row stands for: a process died between storing an object and writing
 * its row, or an attempt stored something after it had lost its claim.
 *
 * Nothing unknown is deleted when that would be more than 5 % of what is listed: a restored dump or
 * a copy of the database knows less than the storage holds.
 *
 * @param o.deleteUnknown `unless-many`, or despite that brake, or never; absent: by ORPHAN_SWEEP
 */
export async function sweepStorage(
  deps: SweepDeps,
  of: Sweepable,
  o: { readonly deleteUnknown?: 'unless-many' | 'always' | 'never' } = {},
): Promise<SweepReport> {
  const { db, log, storage } = deps
  const rule = o.deleteUnknown ?? (deps.config.orphanSweep === 'report' ? 'never' : 'unless-many')
  const before = new Date(deps.clock.now().getTime() - LEAST_AGE_MS)
  const unknown: string[] = []
  let batch: ListedObject[] = []
  let [listed, unknownCount, deleted] = [0, 0, 0]

  const judgeBatch = async (): Promise<void> => {
    const owners = new Map(batch.map(({ key }) => [key, of.ownerOf(key) as string]))
    const verdict = await of.judge(owners)
    const useless: string[] = []
    for (const { key, modifiedAt } of batch) {
      const found = verdict(key, owners.get(key) as string)
      if (found === 'useless') useless.push(key)
      if (found !== 'unknown' || modifiedAt > before) continue
      unknownCount++
      if (unknown.length < MOST_UNKNOWN) unknown.push(key)
    }
    batch = []
    if (useless.length === 0 || rule === 'never') return
    await storage.remove(useless)
    deleted += useless.length
  }
  for await (const object of storage.list(of.prefix)) {
    if (of.ownerOf(object.key) === null) continue
    listed++
    batch.push(object)
    if (batch.length === BATCH) await judgeBatch()
  }
  await judgeBatch()

  const isMany = unknownCount > LARGEST_SHARE * listed
  const held = unknownCount > 0 && (rule === 'never' || (rule === 'unless-many' && isMany))
  if (unknownCount > 0 && !held) {
    await storage.remove(unknown)
    deleted += unknown.length
  }
  const report = { name: of.name, listed, unknown: unknownCount, deleted, held }
  await recordSweep(db, report, deps.clock.now())
  if (held && isMany)
    log.error(report, 'the storage holds much that this database does not know; nothing of it is deleted')
  else if (unknownCount > 0 || deleted > 0) log.warn(report, 'the storage was swept')
  return report
}
