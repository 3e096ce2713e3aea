import assert from 'node:assert/strict'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { taskIdOfVideo } from '#core/ids.ts'
import { resultKey } from '#core/storage/asset-keys.ts'
import type { Fault } from '#test/faults/fault.ts'
import {
  allEnded,
  assertCompleted,
  COMPLETION,
  countRuns,
  holderOf,
  printed,
  submitMany,
  timed,
} from '#test/faults/scene/expectations.ts'
import type { HoldPoint } from '#test/support/network/passage.ts'
import type { Part } from '#test/faults/scene/part.ts'
import type { Scene } from '#test/faults/scene/scene.ts'
import { patient } from '#test/support/load/patience.ts'
import { ended, spawnService, until } from '#test/support/processes/processes.ts'

/** The longest time from the kill of a worker to the next attempt. */
const TAKEN_OVER_MS = 20_000

async function killedInRun(scene: Scene): Promise<string> {
  const id = await scene.client.submit('takes 4000 ms')
  const holder = await holderOf(scene, id)
  await holder.kill('SIGKILL')
  const { seconds } = await timed(() =>
    until(
      () => countRuns(scene, id) === 2,
      TAKEN_OVER_MS + 5000,
      () => 'nobody took over',
    ),
  )
  assert.ok(seconds * 1000 <= patient(TAKEN_OVER_MS), `taken over after ${seconds} s`)
  assertCompleted(await scene.ended(id), 2)
  return `the other worker began ${seconds.toFixed(1)} s after the kill; completed in attempt 2`
}

/** The worker that completes the next video stands at its COMMIT. */
const heldAtCompletion = (scene: Scene, at: HoldPoint): Promise<Part> =>
  Promise.race(
    scene.workers.map(async (worker) => {
      await worker.passage.hold(COMPLETION, at)
      return worker
    }),
  )

/** Submits a video and kills its worker at the COMMIT of its completion. */
async function killedAt(scene: Scene, at: HoldPoint): Promise<string> {
  const held = heldAtCompletion(scene, at)
  const id = await scene.client.submit()
  await (await held).kill('SIGKILL')
  for (const { passage } of scene.workers) await passage.mend()
  return id
}

async function hasFiles(scene: Scene, prefix: string): Promise<boolean> {
  for await (const _ of scene.storage.list(prefix)) return true
  return false
}

async function killedBeforeCommit(scene: Scene): Promise<string> {
  const id = await killedAt(scene, 'before commit')
  assertCompleted(await scene.ended(id), 2)
  const taskId = taskIdOfVideo(id) as string
  await until(
    async () => !(await hasFiles(scene, resultKey(taskId, 1, ''))),
    30_000,
    () => 'files of the first attempt are left',
  )
  return 'made again in attempt 2; the files of the first attempt are gone'
}

async function jobStateOf(scene: Scene, videoId: string): Promise<string | undefined> {
  const { rows } = await sql<{ state: string }>`
    select state::text from pgboss.job
    where id = (select job_id from tasks where id = ${taskIdOfVideo(videoId)})`.execute(scene.db)
  return rows[0]?.state
}

async function killedAfterCommit(scene: Scene): Promise<string> {
  const id = await killedAt(scene, 'after commit')
  assertCompleted(await scene.ended(id), 1)
  // The queue delivers the job again when its heartbeat has been missed.
  await until(
    async () => (await jobStateOf(scene, id)) === 'completed',
    30_000,
    () => 'the job was not delivered again',
  )
  assert.equal(countRuns(scene, id), 1)
  return 'the redelivered job found the video completed; the engine ran once'
}

async function frozen(scene: Scene): Promise<string> {
  const id = await scene.client.submit('takes 3000 ms')
  const holder = await holderOf(scene, id)
  holder.signal('SIGSTOP')
  const since = holder.output().length
  assertCompleted(await scene.ended(id), 2)
  holder.signal('SIGCONT')
  await printed(holder, /"outcome":"fenced"/, since)
  assertCompleted(await scene.client.video(id), 2)
  return 'the other worker completed it; the frozen one found its claim gone'
}

async function stoppedShort(scene: Scene): Promise<string> {
  const id = await scene.client.submit('takes 2000 ms')
  const holder = await holderOf(scene, id)
  await holder.kill('SIGTERM')
  assertCompleted(await scene.client.video(id), 1)
  return 'the run ended before the process did; completed in attempt 1'
}

async function stoppedLong(scene: Scene): Promise<string> {
  const id = await scene.client.submit('takes 9000 ms')
  const holder = await holderOf(scene, id)
  const stop = await timed(() => holder.kill('SIGTERM'))
  assert.ok(stop.seconds * 1000 < patient(8000), `stopped after ${stop.seconds} s`)
  await until(
    () => countRuns(scene, id) === 2,
    5000,
    () => 'nobody took over',
  )
  assertCompleted(await scene.ended(id), 1)
  return `released after ${stop.seconds.toFixed(1)} s, uncharged; completed by the other worker in attempt 1`
}

async function blockedLoop(scene: Scene): Promise<string> {
  const id = await scene.client.submit('blocks 15 s')
  const video = await scene.ended(id, 90_000)
  assert.equal(video.status, 'completed', JSON.stringify(video.error))
  return `completed in attempt ${video.attempts}, once`
}

async function poison(scene: Scene): Promise<string> {
  const { workers } = scene
  for (const worker of workers) worker.mayEnd()
  let crashes = 0
  const bad = await scene.client.submit('ends its process')
  const good = await submitMany(scene, 10, 'takes 300 ms')
  const video = await timed(async () => {
    for (;;) {
      const latest = await scene.client.video(bad)
      if (ended(latest)) return latest
      for (const worker of workers.filter((each) => !each.isAlive())) {
        crashes += 1
        await worker.start()
        worker.mayEnd()
      }
      await sleep(100)
    }
  })
  assert.deepEqual([video.result.status, video.result.error?.code], ['failed', 'worker_lost'])
  assert.ok(crashes <= 3, `${crashes} crashes`)
  for (const each of await allEnded(scene, good)) assert.equal(each.status, 'completed')
  return `failed as worker_lost after 3 crashes and ${video.seconds.toFixed(0)} s; 10 other videos completed`
}

async function cancelQueued(scene: Scene): Promise<string> {
  await submitMany(scene, 2, 'takes 2500 ms')
  const id = await scene.client.submit()
  assert.equal(await scene.client.cancel(id), 200)
  const video = await scene.client.video(id)
  assert.equal(video.error?.code, 'cancelled')
  assert.equal(countRuns(scene, id), 0)
  return 'it never started'
}

async function cancelRunning(scene: Scene): Promise<string> {
  const id = await scene.client.submit('takes 20000 ms')
  await holderOf(scene, id)
  assert.equal(await scene.client.cancel(id), 200)
  const { seconds, result } = await timed(() => scene.ended(id))
  assert.equal(result.error?.code, 'cancelled')
  assert.ok(seconds * 1000 < patient(8000), `stopped after ${seconds} s`)
  return `stopped after ${seconds.toFixed(1)} s, at the end of its step`
}

const RACES = 200

async function cancelRaces(scene: Scene): Promise<string> {
  let cancelled = 0
  for (let done = 0; done < RACES; done += 20)
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const id = await scene.client.submit('takes 40 ms')
        await sleep(Math.random() * 400)
        const status = await scene.client.cancel(id)
        const video = await scene.ended(id)
        if (status === 409) assert.equal(video.status, 'completed')
        if (video.error?.code === 'cancelled') cancelled += 1
      }),
    )
  return `${cancelled} of ${RACES} were cancelled, the others completed; each answer agrees with the end`
}

async function noSettings(scene: Scene): Promise<string> {
  const startedAt = performance.now()
  const { child, output } = spawnService('api/main.ts', { ...scene.env, PORT: 'eighty', DATABASE_URL: '' })
  const [code] = (await once(child, 'exit')) as [number | null]
  assert.equal(code, 1)
  assert.match(output(), /PORT must be a number/)
  return `ended with 1 and one clear line after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`
}

export const WORKER_FAULTS: readonly Fault[] = [
  { id: 'F01', title: 'A worker is killed in the middle of a run', how: { inject: killedInRun } },
  {
    id: 'F02',
    title: 'A worker is killed between upload and COMMIT',
    how: { inject: killedBeforeCommit },
  },
  {
    id: 'F03',
    title: 'A worker is killed between COMMIT and its answer',
    how: { inject: killedAfterCommit },
  },
  { id: 'F04', title: 'A worker freezes and wakes after it was replaced', how: { inject: frozen } },
  { id: 'F05', title: 'SIGTERM with little left to do', fast: true, how: { inject: stoppedShort } },
  { id: 'F06', title: 'SIGTERM with much left to do', how: { inject: stoppedLong } },
  { id: 'F08', title: 'The event loop of a worker stands still for 15 s', how: { inject: blockedLoop } },
  { id: 'F10', title: 'A task that ends every process that runs it', how: { inject: poison } },
  { id: 'F20', title: 'Cancel of a queued video', fast: true, how: { inject: cancelQueued } },
  { id: 'F21', title: 'Cancel of a running video', how: { inject: cancelRunning } },
  { id: 'F22', title: 'Cancel races completion', how: { inject: cancelRaces } },
  { id: 'F24', title: 'A start without valid settings', how: { inject: noSettings } },
]
