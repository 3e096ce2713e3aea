import type { Db } from '#core/postgres/db.ts'
import { isTerminal, type TaskStatus } from '#core/task/task.ts'

/** What decides about the objects of these tasks, by task id. Tasks without a row are absent. */
export async function fileOwners(db: Db, ids: readonly string[]): Promise<Map<string, FileOwner>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('tasks')
    .select(['id', 'status', 'fencing_token', 'assets', 'preview', 'assets_removed_at'])
    .where('id', 'in', ids)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        status: row.status,
        fencingToken: row.fencing_token,
        keys: [...Object.values(row.assets ?? {}), row.preview].flatMap((asset) => asset?.key ?? []),
        filesDeleted: row.assets_removed_at !== null,
      },
    ]),
  )
}

/** The part of a task that decides which of its objects are kept. */
export interface FileOwner {
  readonly status: TaskStatus
  readonly fencingToken: number
  /** Keys of its result and its preview. */
  readonly keys: readonly string[]
  /** Whether all its objects have been deleted. */
  readonly filesDeleted: boolean
}

/** The parts of a task's keys: `tasks/<id>/<folder>/…`; the folder of a result is its attempt. */
const OF_TASK = /^tasks\/[0-9a-f-]{36}\/([^/]+)\/(\d+)?/

/**
 * Whether an object of a task may still be of use. Inputs stay with their task. Of an ended task,
 * the result and its preview stay. Of an unfinished one, what the current attempt stores, and the
 * states of earlier ones, from which it resumes. All else was stored by an attempt that had lost
 * its claim or died.
 */
export function isKept(owner: FileOwner, key: string): boolean {
  if (owner.filesDeleted) return false
  if (owner.keys.includes(key)) return true
  const [, folder = '', token] = OF_TASK.exec(key) ?? []
  if (folder === 'input') return true
  if (isTerminal(owner.status)) return false
  if (folder === 'checkpoint') return true
  const attempt = Number(folder === 'preview' ? token : folder)
  return !(attempt < owner.fencingToken)
}
