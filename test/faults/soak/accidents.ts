import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { COMPLETION, doorOf, SUBMISSION } from '#test/faults/scene/expectations.ts'
import type { Part } from '#test/faults/scene/part.ts'
import type { Scene } from '#test/faults/scene/scene.ts'
import { pick } from './random.ts'

/** Makes one accident happen and ends it. */
export type Accident = (scene: Scene, random: () => number) => Promise<void>

const parts = (scene: Scene): readonly Part[] => [...scene.apis, ...scene.workers]

const killed: Accident = async (scene, random) => {
  const part = pick(random, parts(scene))
  await part.kill('SIGKILL')
  await sleep(random() * 2000)
  await part.start()
}

const stopped: Accident = async (scene, random) => {
  const part = pick(random, parts(scene))
  await part.kill('SIGTERM')
  await part.start()
}

const frozen: Accident = async (scene, random) => {
  const part = pick(random, parts(scene))
  part.signal('SIGSTOP')
  await sleep(1000 + random() * 14_000)
  part.signal('SIGCONT')
}

const backendsKilled: Accident = async (scene) => {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name like 'wan-%' and random() < 0.5`.execute(scene.db)
}

const postmasterKilled: Accident = async (scene, random) => {
  await scene.postgres.killHard()
  await sleep(random() * 5000)
  await scene.postgres.start()
}

const commitsCut: Accident = async (scene, random) => {
  for (const { passage } of parts(scene))
    passage.loseCommits(pick(random, [SUBMISSION, COMPLETION, /update "tasks"/]), { count: 2 })
  await sleep(2000)
  for (const { passage } of parts(scene)) await passage.mend()
}

const answersLost: Accident = async (scene, random) => {
  for (const { passage } of parts(scene)) passage.loseAnswers(0.02, random)
  await sleep(3000)
  for (const { passage } of parts(scene)) await passage.mend()
}

const silent: Accident = async (scene, random) => {
  const { passage } = pick(random, parts(scene))
  passage.silence()
  await sleep(1000 + random() * 6000)
  await passage.mend()
}

/** The next start of a worker has a clock that is wrong by up to an hour. */
const wrongClock: Accident = async (scene, random) => {
  const worker = pick(random, scene.workers)
  const ms = Math.round((random() - 0.5) * 2 * 3_600_000)
  await worker.kill('SIGTERM')
  await worker.start({
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`
      const Right = Date
      globalThis.Date = class extends Right {
        constructor(...args) { args.length === 0 ? super(Right.now() + ${ms}) : super(...args) }
        static now() { return Right.now() + ${ms} }
      }`)}`,
  })
}

const storeFails: Accident = async (scene, random) => {
  const door = doorOf(scene)
  const fault = pick(random, ['status-500', 'hang', 'lose-answer'] as const)
  door.fault = () => (random() < 0.5 ? fault : null)
  await sleep(500 + random() * 2500)
  door.fault = () => null
}

/** Every kind of accident, with how often it happens beside the others. */
export const ACCIDENTS: Readonly<Record<string, { readonly weight: number; readonly happen: Accident }>> = {
  'kill -9': { weight: 6, happen: killed },
  SIGTERM: { weight: 3, happen: stopped },
  SIGSTOP: { weight: 3, happen: frozen },
  'backends killed': { weight: 3, happen: backendsKilled },
  'postmaster killed': { weight: 2, happen: postmasterKilled },
  'COMMIT cut': { weight: 3, happen: commitsCut },
  'answers lost': { weight: 2, happen: answersLost },
  'silent connection': { weight: 2, happen: silent },
  'wrong clock': { weight: 2, happen: wrongClock },
  'S3 errors': { weight: 4, happen: storeFails },
}

export function nextAccident(random: () => number): { readonly name: string; readonly happen: Accident } {
  const all = Object.entries(ACCIDENTS)
  let left = random() * all.reduce((sum, [, { weight }]) => sum + weight, 0)
  for (const [name, { weight, happen }] of all) {
    left -= weight
    if (left < 0) return { name, happen }
  }
  return { name: 'kill -9', happen: killed }
}
