import { createHash, randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import type { Deps } from '#core/deps.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { registerModels } from '#core/store/models.ts'
import { completionAt, newTask } from '#test/support/database/tasks.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { TEXT_MODEL } from '#test/support/service/service.ts'

export const TENANTS = 8
const VIDEOS = 100
const CONTENT_BYTES = 1_000_000
/** In the folder of the scene: the bytes of its video. */
export const CONTENT_FILE = 'content.mp4'

/** What `npm run bench:api` calls, and with what. */
export interface Scene {
  readonly deps: Deps
  readonly databaseUrl: string
  readonly folder: string
  readonly port: number
  readonly barePort: number
  /** Null where there is no FastAPI. */
  readonly fastapiPort: number | null
  /** One key a tenant. */
  readonly keys: readonly string[]
  /** A completed video of the first tenant: its public id and its row's. */
  readonly video: { readonly publicId: string; readonly id: string; readonly etag: string }
}

/** Takes every queued task away, with its event and job. */
export async function emptyQueue({ db }: Deps): Promise<void> {
  await sql`delete from events where task_id in (select id from tasks where status = 'queued')`.execute(db)
  await sql`delete from tasks where status = 'queued'`.execute(db)
  await sql`delete from pgboss.job where name = 'generate'`.execute(db)
}

/** The last of them has a video of 1 MB, which also lies in the folder. @returns its row's id */
async function completedVideos(deps: Deps, count: number, folder: string): Promise<string> {
  const bytes = randomBytes(CONTENT_BYTES)
  await writeFile(path.join(folder, CONTENT_FILE), bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  let id = ''
  for (let i = 0; i < count; i++) {
    const task = newTask('tenant-0', { model: TEXT_MODEL.id })
    id = task.id
    await lifecycle.submit(deps, task, null)
    const { job_id: jobId } = await deps.db
      .selectFrom('tasks')
      .select('job_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const started = await lifecycle.start(deps, { taskId: id, jobId, retryCount: 0 })
    if (started.outcome !== 'started') throw new Error('the task did not start')
    const completion = completionAt(`bench/${id}/`)
    const video = { ...completion.assets.video, sizeBytes: bytes.length, sha256 }
    if (i === count - 1) await deps.storage.put(video.key, bytes, { contentType: video.contentType })
    await lifecycle.complete(deps, started.claim, {
      ...completion,
      assets: { ...completion.assets, video },
    })
  }
  return id
}

type Ports = Pick<Scene, 'port' | 'barePort' | 'fastapiPort'>

/** Tenants with keys, and completed videos of the first one. */
export async function openScene(
  databaseUrl: string,
  folder: string,
  ports: Ports,
  deps: Deps,
): Promise<Scene> {
  await registerModels(deps.db, [TEXT_MODEL], deps.clock.now())
  const keys: string[] = []
  for (let i = 0; i < TENANTS; i++) keys.push((await issueApiKey(deps.db, `tenant-${i}`)).key)
  const id = await completedVideos(deps, VIDEOS, folder)
  const publicId = `video_${id.replaceAll('-', '')}`
  const headers = { authorization: `Bearer ${keys[0]}` }
  const response = await fetch(`http://127.0.0.1:${ports.port}/v1/videos/${publicId}`, { headers })
  if (response.status !== 200) throw new Error(`GET answered ${response.status}: ${await response.text()}`)
  const etag = response.headers.get('etag') as string
  return { deps, databaseUrl, folder, ...ports, keys, video: { publicId, id, etag } }
}
