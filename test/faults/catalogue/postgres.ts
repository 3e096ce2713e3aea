import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Fault } from '#test/faults/fault.ts'
import {
  allEnded,
  assertCompleted,
  COMPLETION,
  countRuns,
  holderOf,
  printed,
  SUBMISSION,
  submitMany,
  timed,
} from '#test/faults/scene/expectations.ts'
import type { Scene } from '#test/faults/scene/scene.ts'
import { patient } from '#test/support/load/patience.ts'
import { until } from '#test/support/processes/processes.ts'

const RESTARTS = 4
const CLIENTS = 6

async function restartsDuringSubmit(scene: Scene): Promise<string> {
  let isOver = false
  const accepted: string[] = []
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (!isOver) accepted.push(await scene.client.submit())
  })
  for (let i = 0; i < RESTARTS; i += 1) {
    await sleep(5000)
    await scene.postgres.killHard()
    await scene.postgres.start()
  }
  isOver = true
  await Promise.all(clients)
  const videos = await allEnded(scene, accepted)
  for (const video of videos) assert.equal(video.status, 'completed', JSON.stringify(video.error))
  return `${accepted.length} accepted during ${RESTARTS} immediate shutdowns, 0 lost`
}

async function awayInRun(scene: Scene, seconds: number): Promise<string> {
  const id = await scene.client.submit('takes 6000 ms')
  await holderOf(scene, id)
  await scene.postgres.killHard()
  await sleep(seconds * 1000)
  await scene.postgres.start()
  assertCompleted(await scene.ended(id), 1)
  assert.equal(countRuns(scene, id), 1)
  return `away for ${seconds} s; completed in attempt 1 by the same run`
}

const TASKS_UNDER_LOSS = 40

async function lostAnswers(scene: Scene): Promise<string> {
  const parts = [...scene.apis, ...scene.workers]
  const countLost = (): number =>
    parts.reduce((sum, { passage }) => sum + passage.lostAnswers + passage.lostCommits, 0)
  const before = countLost()
  for (const { passage } of parts) passage.loseAnswers(0.05)
  const ids = await submitMany(scene, TASKS_UNDER_LOSS, 'takes 50 ms')
  const removed = ids.slice(0, 5)
  const cancelled = ids.slice(5, 10)
  await Promise.all([
    ...cancelled.map((id) => scene.client.cancel(id)),
    ...removed.map((id) => scene.client.remove(id)),
  ])
  const videos = await allEnded(scene, ids.slice(5))
  const lost = countLost() - before
  const wrong = videos.filter(({ status, error }) => status !== 'completed' && error?.code !== 'cancelled')
  assert.deepEqual(wrong, [])
  return `${lost} answers were lost; ${videos.filter(({ status }) => status === 'completed').length} of ${TASKS_UNDER_LOSS} completed, the others were cancelled or deleted`
}

async function lostCommits(scene: Scene): Promise<string> {
  const parts = [...scene.apis, ...scene.workers]
  const countLost = (): number => parts.reduce((sum, { passage }) => sum + passage.lostCommits, 0)
  const before = countLost()
  for (const { passage } of scene.apis) passage.loseCommits(SUBMISSION, { count: 2 })
  for (const { passage } of scene.workers) passage.loseCommits(COMPLETION, { count: 2 })
  const ids = await submitMany(scene, 8)
  for (const video of await allEnded(scene, ids)) assertCompleted(video, 1)
  const lost = countLost() - before
  assert.ok(lost >= 4, `${lost} answers were lost`)
  const tasks = await countTasks(scene, ids.length)
  return `${lost} answers to COMMIT were lost, of submits and completions; ${tasks} tasks for ${ids.length} submits`
}

/** Asserts that the latest submits made exactly one task each. */
async function countTasks(scene: Scene, expected: number): Promise<number> {
  const rows = await scene.db.selectFrom('tasks').select('id').execute()
  assert.equal(rows.length, scene.ledger.accepted.size, 'there are tasks that nobody knows')
  return expected
}

const LOCKED_MS = 14_000

/** Holds a lock that every statement about tasks needs. */
async function withTasksLocked<T>(scene: Scene, work: () => Promise<T>): Promise<T> {
  return await scene.db.transaction().execute(async (trx) => {
    await sql`lock table tasks in access exclusive mode`.execute(trx)
    return await work()
  })
}

async function locked(scene: Scene): Promise<string> {
  const before = await submitMany(scene, 2)
  await allEnded(scene, before)
  const answers = await withTasksLocked(scene, async () => {
    const calls = Array.from({ length: 40 }, async () => {
      const startedAt = performance.now()
      const { status } = await scene.client.call(`/v1/videos/${before[0]}`, { api: 0 })
      return { status, seconds: (performance.now() - startedAt) / 1000 }
    })
    await sleep(1000)
    const live = await scene.client.call('/livez', { api: 0 })
    assert.equal(live.status, 200)
    await sleep(LOCKED_MS)
    return await Promise.all(calls)
  })
  const slowest = Math.max(...answers.map(({ seconds }) => seconds))
  for (const { status } of answers) assert.equal(status, 503)
  assertCompleted(await scene.ended(await scene.client.submit()), 1)
  return `40 reads were answered 503, the last after ${slowest.toFixed(1)} s; /livez 200; afterwards all went on`
}

async function listenersDead(scene: Scene): Promise<string> {
  const marks = scene.workers.map((worker) => worker.output().length)
  for (const { passage } of [...scene.workers, ...scene.apis])
    passage.silence({ listeners: true, newOnes: false })
  const id = await scene.client.submit()
  const { seconds } = await timed(() => holderOf(scene, id))
  assert.ok(seconds * 1000 < patient(2000), `begun after ${seconds} s`)
  assertCompleted(await scene.ended(id), 1)
  await Promise.all(
    scene.workers.map((worker, i) =>
      printed(worker, /LISTEN connection no longer answers/, marks[i] as number, 20_000),
    ),
  )
  return `begun by polling after ${seconds.toFixed(1)} s; the workers said so and connected again`
}

async function halfOpen(scene: Scene): Promise<string> {
  const id = await scene.client.submit('takes 1500 ms')
  const holder = await holderOf(scene, id)
  holder.passage.silence()
  await sleep(8000)
  await holder.passage.mend()
  assertCompleted(await scene.ended(id), 1)
  return 'silent for 8 s; the holder kept its claim and completed in attempt 1'
}

async function partitioned(scene: Scene): Promise<string> {
  const id = await scene.client.submit('takes 3000 ms')
  const holder = await holderOf(scene, id)
  await holder.passage.cut()
  assert.equal((await scene.ended(id)).status, 'completed')
  await holder.passage.mend()
  await printed(holder, /"outcome":"(fenced|completed)"/, 0, 60_000)
  return 'the other worker completed it; the one without a database published nothing'
}

async function deadlocks(scene: Scene): Promise<string> {
  const codes = ['40001', '40P01', '57014', '53100', '55P03']
  await sql
    .raw(
      `create sequence refusals;
      create function refuse() returns trigger language plpgsql as $$
      declare codes text[] := '{${codes.join(',')}}'; try bigint := nextval('refusals');
      begin
        if try <= array_length(codes, 1) then raise exception 'refused' using errcode = codes[try]; end if;
        return new;
      end $$;
      create trigger refuse before update on tasks for each row
        when (new.status = 'completed' and old.status = 'running') execute function refuse()`,
    )
    .execute(scene.db)
  try {
    const id = await scene.client.submit()
    assertCompleted(await scene.ended(id), 1)
    assert.equal(countRuns(scene, id), 1)
  } finally {
    await sql
      .raw('drop trigger refuse on tasks; drop function refuse; drop sequence refusals')
      .execute(scene.db)
  }
  return `rolled back with ${codes.join(', ')}; the transaction was repeated, the video made once`
}

async function lostJob(scene: Scene): Promise<string> {
  const [first, second] = await submitMany(scene, 2, 'takes 3000 ms')
  const id = await scene.client.submit()
  await sql`delete from pgboss.job where name = 'generate' and state = 'created'`.execute(scene.db)
  await allEnded(scene, [first as string, second as string])
  const { seconds } = await timed(() => scene.ended(id, 150_000))
  await until(
    () => countRuns(scene, id) === 1,
    1000,
    () => 'it did not run once',
  )
  return `queued again and completed ${seconds.toFixed(0)} s later`
}

export const POSTGRES_FAULTS: readonly Fault[] = [
  {
    id: 'F26',
    title: 'Postgres is shut down hard every 5 s during submits',
    how: { inject: restartsDuringSubmit },
  },
  {
    id: 'F27',
    title: 'Postgres is away for 30 s in the middle of a run',
    how: { inject: (scene) => awayInRun(scene, 30) },
  },
  {
    id: 'F30',
    title: '5 % of all statements are carried out without an answer',
    fast: true,
    how: { inject: lostAnswers },
  },
  { id: 'N2', title: 'Answers to COMMIT are lost', fast: true, how: { inject: lostCommits } },
  { id: 'F32', title: 'The table of tasks is locked for 15 s', how: { inject: locked } },
  { id: 'F34', title: 'Connections that LISTEN die silently', how: { inject: listenersDead } },
  { id: 'N3', title: 'Every connection of a worker falls silent for 8 s', how: { inject: halfOpen } },
  { id: 'N4', title: 'A worker is cut off from Postgres for good', how: { inject: partitioned } },
  { id: 'N5', title: 'Postgres rolls a completion back', fast: true, how: { inject: deadlocks } },
  { id: 'N6', title: 'The queue loses the job of a task', how: { inject: lostJob } },
]
