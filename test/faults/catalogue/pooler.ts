import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from '#test/faults/fault.ts'
import {
  allEnded,
  assertCompleted,
  COMPLETION,
  countRuns,
  holderOf,
  SUBMISSION,
  submitMany,
} from '#test/faults/scene/expectations.ts'
import type { Pooler } from '#test/faults/scene/pooler.ts'
import type { Scene } from '#test/faults/scene/scene.ts'
import type { Passage } from '#test/support/network/passage.ts'

function poolerOf({ pooler }: Scene): Pooler {
  assert.ok(pooler, 'the scene has no pooler')
  return pooler
}

/** Loses answers to submits and completions, and says how many. */
async function loseCommitsIn(scene: Scene, submits: readonly Passage[], completions: readonly Passage[]) {
  const every = new Set([...submits, ...completions])
  const countLost = (): number => [...every].reduce((sum, passage) => sum + passage.lostCommits, 0)
  let lost = 0
  for (const [of, passages] of [
    [SUBMISSION, submits],
    [COMPLETION, completions],
  ] as const) {
    const before = countLost()
    for (const passage of passages) passage.loseCommits(of, { count: 2 })
    const ids = await submitMany(scene, 8)
    for (const video of await allEnded(scene, ids)) assertCompleted(video, 1)
    assert.ok(countLost() > before, `no answer was lost of ${of}`)
    lost += countLost() - before
    for (const passage of every) await passage.mend()
  }
  const tasks = await scene.db.selectFrom('tasks').select('id').execute()
  assert.equal(tasks.length, scene.ledger.accepted.size, 'there are tasks that nobody knows')
  return lost
}

async function lostCommits(scene: Scene, pooler: Pooler): Promise<string> {
  const passagesOf = (parts: Scene['apis']): Passage[] => parts.map(({ passage }) => passage)
  const before = await loseCommitsIn(scene, passagesOf(scene.apis), passagesOf(scene.workers))
  const behind = await loseCommitsIn(scene, [pooler.passage], [pooler.passage])
  return `${before} answers were lost before the pooler and ${behind} behind it; 32 tasks for 32 submits, each made once`
}

const AWAY_MS = 10_000

/** Submits while the way to Postgres is broken, in the middle of a run. */
async function away(scene: Scene, breakWay: () => Promise<void>, mendWay: () => Promise<void>) {
  const id = await scene.client.submit('takes 6000 ms')
  await holderOf(scene, id)
  await breakWay()
  const waiting = submitMany(scene, 6)
  const refused = await scene.client.call(`/v1/videos/${id}`)
  assert.equal(refused.status, 503)
  const live = await scene.client.call('/livez')
  assert.equal(live.status, 200)
  await sleep(AWAY_MS)
  await mendWay()
  assertCompleted(await scene.ended(id), 1)
  assert.equal(countRuns(scene, id), 1)
  for (const video of await allEnded(scene, await waiting)) assertCompleted(video, 1)
}

async function cutBehind(scene: Scene, { passage }: Pooler): Promise<string> {
  await away(
    scene,
    () => passage.cut(),
    () => passage.mend(),
  )
  return 'a read was answered 503 meanwhile; the running video and 6 submits that waited completed in attempt 1'
}

async function killed(scene: Scene, pooler: Pooler): Promise<string> {
  await away(
    scene,
    () => pooler.kill(),
    () => pooler.mend(),
  )
  return 'a read was answered 503 meanwhile; the running video and 6 submits that waited completed in attempt 1'
}

async function silentBehind(scene: Scene, { passage }: Pooler): Promise<string> {
  const id = await scene.client.submit('takes 3000 ms')
  await holderOf(scene, id)
  passage.silence()
  await sleep(8000)
  await passage.mend()
  assertCompleted(await scene.ended(id), 1)
  assertCompleted(await scene.ended(await scene.client.submit()), 1)
  return 'silent for 8 s; the holder kept its claim and completed in attempt 1'
}

export const POOLER_FAULTS: readonly Fault[] = [
  { id: 'N9', title: 'Answers to COMMIT are lost, before and behind a pooler', inject: lostCommits },
  { id: 'N10', title: 'A pooler loses Postgres for 10 s in the middle of a run', inject: cutBehind },
  { id: 'N11', title: 'A pooler is killed in the middle of a run and started 10 s later', inject: killed },
  { id: 'N12', title: 'Connections of a pooler to Postgres fall silent for 8 s', inject: silentBehind },
].map(({ id, title, inject }) => ({
  id,
  title,
  needs: ['pgbouncer'],
  pooled: true,
  how: { inject: (scene) => inject(scene, poolerOf(scene)) },
}))
