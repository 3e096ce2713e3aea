import { sql, type CompiledQuery } from 'kysely'
import { compiledOnce } from '#core/postgres/compiled-once.ts'
import type { Db } from '#core/postgres/db.ts'
import type { Task, TaskStatus } from '#core/task/task.ts'
import type { TaskFilter } from '#core/task/task-filter.ts'
import { rowsAsTenant } from './as-tenant.ts'
import { TASK_COLUMNS, taskFromRow, type TaskRow } from './tasks.ts'

interface PageOptions {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  /** Id of the task before the page. */
  readonly after: string | null
  /** Absent: all tasks. */
  readonly filter?: TaskFilter
}

/**
 * One page in order of creation. A page begins after the task that `after` names, even when that
 * task is no longer listed, so changes between two pages neither repeat nor omit another task. The
 * tasks are without their manifests.
 */
export async function listTasks(
  db: Db,
  tenantId: string,
  o: PageOptions,
): Promise<{ tasks: Task[]; hasMore: boolean }> {
  const isFirst = o.after === null && selectsAll(o.filter)
  const rows = await rowsAsTenant(db, tenantId, (trx) => ({
    compile: () => (isFirst ? firstPage[o.order](trx, tenantId, o.limit + 1) : pageQuery(trx, tenantId, o)),
  }))
  return { tasks: rows.slice(0, o.limit).map(taskFromRow), hasMore: rows.length > o.limit }
}

const selectsAll = (filter: TaskFilter | undefined): boolean => {
  if (filter === undefined) return true
  const { metadata, ...others } = filter
  return Object.keys(metadata).length === 0 && Object.values(others).every((value) => value === null)
}

/** A manifest is as large as all the rest, and lists show none. */
const OWN_COLUMNS = TASK_COLUMNS.filter((column) => column !== 'manifest').map(
  (column) => `tasks.${column}` as const,
)

/**
 * More tasks than any page has. Postgres keeps no plan for a number of rows that it does not know,
 * and planning takes longer than reading a page; within a part of this size it keeps one.
 */
const MOST_OF_PAGE = 200

const pageStart = (db: Db, tenantId: string, order: PageOptions['order']) =>
  db
    .selectFrom('tasks')
    .select(OWN_COLUMNS)
    .select(sql<TaskRow['manifest']>`null::jsonb`.as('manifest'))
    .where('tasks.tenant_id', '=', tenantId)
    .where('tasks.deleted_at', 'is', null)
    .orderBy('tasks.created_at', order)
    .orderBy('tasks.id', order)
    .limit(sql.lit(MOST_OF_PAGE))

/** The first tasks of several pages in order: each is a scan in order that ends with the page. */
function merged(
  db: Db,
  pages: readonly Page[],
  { order, most }: { readonly order: PageOptions['order']; readonly most: number },
): CompiledQuery<TaskRow> {
  const [time, id] = order === 'desc' ? [sql`created_at desc`, sql`id desc`] : [sql`created_at`, sql`id`]
  return sql<TaskRow>`
    select ${sql.join(TASK_COLUMNS.map((column) => sql.ref(column)))}
    from (${sql.join(
      pages.map((page) => sql`(${page})`),
      sql` union all `,
    )}) pages
    order by ${time}, ${id} limit ${most}`.compile(db)
}

const firstPage = {
  asc: compiledOnce((db, tenantId: string, most: number) => ({
    compile: () => merged(db, [pageStart(db, tenantId, 'asc')], { order: 'asc', most }),
  })),
  desc: compiledOnce((db, tenantId: string, most: number) => ({
    compile: () => merged(db, [pageStart(db, tenantId, 'desc')], { order: 'desc', most }),
  })),
}

function pageQuery(db: Db, tenantId: string, o: PageOptions): CompiledQuery<TaskRow> {
  const pages = (o.filter?.statuses ?? [null]).map((status) => pageOfStatus(db, tenantId, o, status))
  const [first] = pages
  if (first === undefined) throw new Error('a page of no state')
  // A page of pairs is in the order of theirs, which Postgres does not know to be that of tasks.
  const isOfPairs = Object.keys(o.filter?.metadata ?? {}).length > 0
  if (isOfPairs && pages.length === 1) return first.compile()
  return merged(db, pages, { order: o.order, most: o.limit + 1 })
}

function pageOfStatus(db: Db, tenantId: string, o: PageOptions, status: TaskStatus | null) {
  const pairs = Object.entries(o.filter?.metadata ?? {})
  // By the first pair, the others are compared in what is found.
  let query =
    pairs[0] === undefined
      ? pageStart(db, tenantId, o.order)
      : withPair(pageStart(db, tenantId, o.order), tenantId, o, pairs[0])
  const [time, id] =
    pairs.length > 0 ? [sql`pair.created_at`, sql`pair.task_id`] : [sql`tasks.created_at`, sql`tasks.id`]
  if (o.after !== null) {
    const after = o.after
    // The cursor row itself may have been deleted meanwhile; its position still counts.
    const cursor = sql`(select c.created_at, c.id from tasks c where c.id = ${after} and c.tenant_id = ${tenantId})`
    query = query.where(
      o.order === 'desc'
        ? sql<boolean>`(${time}, ${id}) < ${cursor}`
        : sql<boolean>`(${time}, ${id}) > ${cursor}`,
    )
  }
  // A constant, since a plan for any state expects more tasks than one for a rare one.
  if (status !== null) query = query.where('tasks.status', '=', sql.lit(status))
  if (o.filter === undefined) return query
  const { model, batchId, createdFrom, createdBefore, metadata } = o.filter
  if (model !== null) query = query.where('tasks.model', '=', model)
  if (batchId !== null) query = query.where('tasks.batch_id', '=', batchId)
  if (createdFrom !== null) query = query.where(sql<boolean>`${time} >= ${createdFrom}`)
  if (createdBefore !== null) query = query.where(sql<boolean>`${time} < ${createdBefore}`)
  if (pairs.length > 0)
    query = query.where(sql<boolean>`tasks.metadata @> ${JSON.stringify(metadata)}::jsonb`)
  return query
}

type Page = ReturnType<typeof pageStart>

/** The page in the order of the index of metadata pairs, which row-level security lets serve. */
const withPair = (
  page: Page,
  tenantId: string,
  { order, limit }: PageOptions,
  [key, value]: [string, string],
) =>
  page
    .clearOrderBy()
    .limit(limit + 1)
    .innerJoin('task_metadata as pair', 'pair.task_id', 'tasks.id')
    .where('pair.tenant_id', '=', tenantId)
    .where('pair.pair', '=', sql<string>`md5(jsonb_build_object(${key}::text, ${value}::text)::text)::uuid`)
    .orderBy('pair.created_at', order)
    .orderBy('pair.task_id', order) as unknown as Page
