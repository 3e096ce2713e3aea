import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { taskIdOfVideo } from '#core/ids.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { openPassage, type Passage } from '#test/support/network/passage.ts'
import { ended, startService, until, type Service, type Video } from '#test/support/processes/processes.ts'
import { closeAfter } from '#test/support/closing.ts'

/** The workers reach the database through the passage; the API and the test do not. */
let passage: Passage
let database: TestDatabase
let service: Service
before(async () => {
  database = await createTestDatabase()
  passage = await openPassage(database.url)
  service = await startService({ databaseUrl: database.url, workers: 0 })
})
afterEach(async () => {
  await passage.mend()
  for (const worker of service.workers.splice(0)) await worker.kill('SIGKILL')
})
after(async () => {
  await service.stop()
  await passage.close()
  await database.drop()
})

const SHORT = { num_frames: '5', num_inference_steps: '1' }
/** The statement that completes a task. */
const COMPLETION = /update "tasks" set [^\0]*"assets" = /

async function assertCompletedOnce(id: string): Promise<Video> {
  const video = await service.videoWhen(id, ended, 60_000)
  assert.equal(video.status, 'completed', JSON.stringify(video.error))
  assert.equal(video.attempts, 1)
  const events = await service.db
    .selectFrom('events')
    .select('type')
    .where('task_id', '=', taskIdOfVideo(id) as string)
    .where('body', 'is not', null)
    .execute()
  assert.deepEqual(
    events.map((event) => event.type),
    ['video.completed'],
  )
  return video
}
const contentStatus = async (id: string): Promise<number> =>
  (await service.call(`/v1/videos/${id}/content`)).status
/** A worker has logged the outcome of this many attempts. */
const attemptsLogged = (count: number): Promise<void> =>
  until(
    () => (service.workers[0]?.output().match(/"outcome":/g) ?? []).length >= count,
    60_000,
    () => `the worker did not end its attempt:\n${service.workers[0]?.output()}`,
  )

describe('the answer to the COMMIT of a completion is lost', () => {
  it('The video stays, and its attempt counts as completed', async () => {
    const worker = await service.startWorker({ DATABASE_URL: passage.url })
    passage.loseCommits(COMPLETION)
    const { id } = await service.submit(SHORT)
    await assertCompletedOnce(id)
    await attemptsLogged(1)
    assert.equal(passage.lostCommits, 1)
    assert.match(worker.output(), /"outcome":"completed"/)
    assert.equal(await contentStatus(id), 200)
  })

  it('The video stays although the database is away for longer than anybody asks for the answer', async () => {
    const worker = await service.startWorker({ DATABASE_URL: passage.url })
    const lostBefore = passage.lostCommits
    passage.loseCommits(COMPLETION, { thenCut: true })
    const { id } = await service.submit(SHORT)
    await assertCompletedOnce(id)
    assert.equal(passage.lostCommits, lostBefore + 1)
    await until(
      () => worker.output().includes('a write did not succeed'),
      60_000,
      () => `the worker did not notice:\n${worker.output()}`,
    )
    await passage.mend()
    await attemptsLogged(1)
    assert.match(worker.output(), /"outcome":"completed"/)
    assert.equal(await contentStatus(id), 200)
  })
})

describe('the database rolls the completion back', () => {
  it('The transaction is repeated, and the video is not made again', async (t) => {
    const codes = ['40001', '40P01', '57014', '53100', '55P03']
    // A sequence is not rolled back, so it counts the tries.
    await sql
      .raw(
        `create sequence completion_tries;
        create function refuse_completion() returns trigger language plpgsql as $$
        declare codes text[] := '{${codes.join(',')}}'; try bigint := nextval('completion_tries');
        begin
          if try <= array_length(codes, 1) then
            raise exception 'refused by the test' using errcode = codes[try];
          end if;
          return new;
        end $$;
        create trigger refuse_completion before update on tasks for each row
          when (new.status = 'completed' and old.status = 'running') execute function refuse_completion()`,
      )
      .execute(service.db)
    closeAfter(t, () => sql`drop trigger refuse_completion on tasks`.execute(service.db))
    const worker = await service.startWorker()
    const { id } = await service.submit(SHORT)
    await assertCompletedOnce(id)
    assert.equal((worker.output().match(/refused by the test/g) ?? []).length, codes.length)
    assert.equal(await contentStatus(id), 200)
  })
})
