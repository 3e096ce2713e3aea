import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { until } from '#test/support/processes/processes.ts'
import { PHOTO, startConsoleService, type ConsoleService } from './service.ts'

/** A service in the middle of its work: videos in every state, a second tenant, a webhook. */
export interface Scene {
  readonly console: ConsoleService
  /** A finished video. */
  readonly done: string
  readonly cancelled: string
  /** A video that runs now and has a preview. */
  runningWithPreview(): Promise<string>
  close(): Promise<void>
}

const SENTENCES = [
  'Night falls over the scene.',
  'Fog rolls in.',
  'The camera holds still.',
  'Slowly zoom into the cup.',
]
const SMALL = { size: '192x128', num_frames: '9', num_inference_steps: '4' }
/** The demo model's longest clip, at its most steps: minutes of work. */
const LONG = { size: '320x192', num_frames: '33', num_inference_steps: '50' }

interface Unfinished {
  readonly id: string
  readonly preview_url: string | null
  readonly step: number
}

export async function startScene(): Promise<Scene> {
  const console = await startConsoleService()
  const receiver = createServer((_request, response) => response.end('{"received": true}'))
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const close = async (): Promise<void> => {
    receiver.close()
    await console.close()
  }
  try {
    return { ...(await play(console, (receiver.address() as AddressInfo).port)), console, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function play({ service, key, adminKey }: ConsoleService, port: number) {
  const call = async <T>(method: string, path: string, body?: object, as = key): Promise<T> => {
    const answer = await fetch(service.baseUrl + path, {
      method,
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const submit = async (prompt: string, more: Record<string, string>, as = key): Promise<string> => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ prompt, ...more })) form.set(name, value)
    form.set('input_reference', new Blob([await readFile(PHOTO)], { type: 'image/jpeg' }), 'photo.jpg')
    const answer = await fetch(`${service.baseUrl}/v1/videos`, {
      method: 'POST',
      headers: { authorization: `Bearer ${as}` },
      body: form,
    })
    if (!answer.ok) throw new Error(await answer.text())
    return ((await answer.json()) as { id: string }).id
  }
  const ended = async (id: string): Promise<boolean> =>
    ['completed', 'failed'].includes((await call<{ status: string }>('GET', `/v1/videos/${id}`)).status)
  const untilEnded = (id: string): Promise<void> =>
    until(
      () => ended(id),
      240_000,
      () => `${id} did not end`,
    )

  await call('POST', '/v1/webhook_endpoints', {
    name: 'production',
    url: `http://127.0.0.1:${port}/hooks`,
    event_types: ['video.completed', 'video.failed'],
  })
  await call('POST', '/admin/tenants', { id: 'studio-nord', name: 'Studio Nord', max_running: 1 }, adminKey)
  const { key: studioKey } = await call<{ key: string }>(
    'POST',
    '/admin/tenants/studio-nord/keys',
    { name: 'web shop', scopes: ['videos:read', 'videos:write'] },
    adminKey,
  )
  const finished: string[] = []
  for (const [index, prompt] of SENTENCES.entries())
    finished.push(
      await submit(
        prompt,
        index === 0 ? { size: '320x192', num_frames: '17', num_inference_steps: '8' } : SMALL,
      ),
    )
  for (const id of finished) await untilEnded(id)
  /** The videos that wait or run, topped up so that one always runs and one waits. */
  const unfinished = async (): Promise<Unfinished[]> => {
    const lists = await Promise.all(
      ['in_progress', 'queued'].map((status) =>
        call<{ data: Unfinished[] }>('GET', `/v1/videos?status=${status}`),
      ),
    )
    return lists.flatMap(({ data }) => data)
  }
  let turn = 0
  const topUp = async (): Promise<Unfinished[]> => {
    const found = await unfinished()
    for (let missing = 3 - found.length; missing > 0; missing--)
      await submit(SENTENCES[turn++ % SENTENCES.length] as string, LONG)
    return found
  }
  await topUp()
  const cancelled = await submit('The camera pans left.', { ...SMALL, start_timeout_seconds: '1' })
  await submit('The camera turns to the right.', LONG, studioKey)
  await untilEnded(cancelled)
  return {
    done: finished[0] as string,
    cancelled,
    async runningWithPreview() {
      let found: string | undefined
      await until(
        async () => {
          // One that has just begun, so that it still runs when its picture is taken.
          found = (await topUp()).find((video) => video.preview_url !== null && video.step < 40)?.id
          return found !== undefined
        },
        120_000,
        () => 'no running video has a preview',
      )
      return found as string
    },
  }
}
