import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { writeClip } from '#test/support/media/clips.ts'

/**
 * A stand-in for vLLM-Omni that answers `/v1/videos` in the words of the recorded conversation: a
 * job is in progress at the first look, and completed at the next one.
 */
export interface StandInVllmOmni {
  /** `host:port`. */
  readonly address: string
  /** The text fields of every video that was asked for. */
  readonly asked: Readonly<Record<string, string>>[]
  close(): Promise<void>
}

export async function startStandInVllmOmni(model: string): Promise<StandInVllmOmni> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stand-in-vllm-omni-'))
  const jobs = new Map<string, { looks: number }>()
  const asked: Record<string, string>[] = []

  async function create(req: IncomingMessage, bytes: Buffer): Promise<object> {
    const headers = { 'content-type': req.headers['content-type'] ?? '' }
    const form = await new Response(bytes, { headers }).formData()
    const fields: Record<string, string> = {}
    for (const [name, value] of form) if (typeof value === 'string') fields[name] = value
    asked.push(fields)
    const id = `video_gen_${randomUUID().replaceAll('-', '')}`
    const { size, fps: rate, num_frames: frames } = fields
    await writeClip(folder, `${id}.mp4`, { size: size!, rate: rate!, frames: Number(frames) })
    jobs.set(id, { looks: 0 })
    return { id, object: 'video', model, status: 'queued', progress: 0 }
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const json = (status: number, value: object): void => {
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    }
    const { method = 'GET', url = '/' } = req
    if (url === '/v1/models') return json(200, { object: 'list', data: [{ id: model, owned_by: 'vllm' }] })
    if (url === '/version') return json(200, { version: '0.30.0' })
    if (method === 'POST' && url === '/v1/videos') return json(200, await create(req, Buffer.concat(chunks)))
    const [, id = '', content] = /^\/v1\/videos\/(\w+)(\/content)?$/.exec(url) ?? []
    const job = jobs.get(id)
    if (job === undefined) return json(404, { detail: 'Video not found' })
    if (content !== undefined)
      return void res.writeHead(200).end(await readFile(path.join(folder, `${id}.mp4`)))
    if (method === 'DELETE') {
      jobs.delete(id)
      return json(200, { id, deleted: true, object: 'video.deleted' })
    }
    job.looks++
    const isDone = job.looks > 1
    const state = isDone ? { status: 'completed', progress: 100 } : { status: 'in_progress', progress: 0 }
    return json(200, { id, object: 'video', model, error: null, ...state })
  }

  const http = createServer((req, res) => {
    answer(req, res).catch((error: unknown) => res.writeHead(500).end(String(error)))
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return {
    address: `127.0.0.1:${(http.address() as AddressInfo).port}`,
    asked,
    async close() {
      const closed = once(http, 'close')
      http.close()
      http.closeAllConnections()
      await closed
      await rm(folder, { recursive: true, force: true })
    },
  }
}
