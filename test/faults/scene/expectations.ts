import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { taskIdOfVideo } from '#core/ids.ts'
import { until, type Video } from '#test/support/processes/processes.ts'
import type { Part } from './part.ts'
import type { Scene, StoreDoor } from './scene.ts'

/** The transactions that faults aim at. */
export const COMPLETION = /update "tasks" set [^\0]*"assets" = /
export const SUBMISSION = /insert into "tasks"/

/** Asserts that a video is completed and that so many attempts were charged. */
export function assertCompleted(video: Video, attempts: number): void {
  assert.equal(video.status, 'completed', JSON.stringify(video.error))
  assert.equal(video.attempts, attempts, `${video.attempts} attempts were charged`)
}

/** The store of a scene that has one, and its proxy. */
export function doorOf(scene: Scene): StoreDoor {
  assert.ok(scene.store, 'the scene has no S3 store')
  return scene.store
}

const runsOf = (part: Part, videoId: string): number =>
  part.output().split(`run ${taskIdOfVideo(videoId)}-`).length - 1

/** How often the engines of all workers have begun with a video. */
export const countRuns = (scene: Scene, videoId: string): number =>
  scene.everyPart().reduce((sum, part) => sum + runsOf(part, videoId), 0)

/** The living worker whose engine began with a video last, once one has. */
export async function holderOf(scene: Scene, videoId: string): Promise<Part> {
  let holder: Part | undefined
  await until(
    () => {
      holder = scene.everyPart().findLast((part) => part.isAlive() && runsOf(part, videoId) > 0)
      return holder !== undefined
    },
    30_000,
    () => `no worker has begun with ${videoId}`,
  )
  return holder as Part
}

/** Waits until a process has printed something since a place in its output. */
export const printed = (part: Part, text: RegExp, since = 0, timeoutMs = 30_000): Promise<void> =>
  until(
    () => text.test(part.output().slice(since)),
    timeoutMs,
    () => `${part.name} did not print ${text}`,
  )

/** Runs `work` and says how long it took. */
export async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const startedAt = performance.now()
  const result = await work()
  return { result, seconds: (performance.now() - startedAt) / 1000 }
}

/** Submits so many tasks at once. */
export const submitMany = (scene: Scene, count: number, words = ''): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, () => scene.client.submit(words)))

/** Waits for the ends of videos. */
export const allEnded = (scene: Scene, ids: readonly string[]): Promise<Video[]> =>
  Promise.all(ids.map((id) => scene.ended(id)))

/** The fixture photograph, a JPEG. */
export const photograph = (): Promise<Buffer> =>
  readFile(new URL('../../fixtures/photo.jpg', import.meta.url))
