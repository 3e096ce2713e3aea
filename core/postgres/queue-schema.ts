import { PgBoss } from 'pg-boss'

/**
 * The version of pg-boss's tables that this version of the service works with. A version of pg-boss
 * with other tables does not start beside processes of this one, so raising it is a step that the
 * release notes plan: `npm run migrate -- --queue` while API and workers are stopped.
 */
export const QUEUE_SCHEMA = 43

/** The job queue's tables do not fit; the message is one line that names the way out. */
export class QueueSchemaError extends Error {
  override readonly name = 'QueueSchemaError'
}

/**
 * The version of the queue's tables in a database; null where there are none.
 *
 * @param boss started or opened
 */
export async function queueSchemaOf(
  boss: Pick<PgBoss, 'isInstalled' | 'schemaVersion'>,
): Promise<number | null> {
  return (await boss.isInstalled()) ? await boss.schemaVersion() : null
}

/** @throws QueueSchemaError unless the tables are those that this version works with */
export function assertQueueSchema(found: number | null): void {
  if (found === QUEUE_SCHEMA) return
  if (found === null) throw new QueueSchemaError('the database has no job queue: run `npm run migrate` first')
  throw new QueueSchemaError(
    found < QUEUE_SCHEMA
      ? `the job queue has the tables of version ${found} and this version needs ${QUEUE_SCHEMA}: stop API and workers, run \`npm run migrate -- --queue\`, and start them again`
      : `a newer version has raised the job queue's tables to ${found}, and this version works with ${QUEUE_SCHEMA} alone: run the newer version, or restore a backup from before`,
  )
}
