import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { loadConfig } from '#core/config/config.ts'
import { taskFromRow } from '#core/store/tasks.ts'
import type { Task } from '#core/task/task.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import {
  photograph,
  startApi,
  STRICT_MODEL,
  TEXT_MODEL,
  TINY_MODEL,
  type TestApi,
} from '#test/support/service/service.ts'
import { finish, happen, newestTask } from './golden.ts'
import { openImageServer } from '#test/support/service/image-server.ts'

let api: TestApi
let images: Awaited<ReturnType<typeof openImageServer>>
before(async () => {
  api = await startApi()
  images = await openImageServer()
})
after(async () => {
  await images?.close()
  await api?.close()
})

const postJson = (path: string, body: unknown, init: RequestInit = {}, to = api) =>
  to.call(path, {
    ...init,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(init.headers as Record<string, string>) },
    body: JSON.stringify(body),
  })

async function upload(
  path: string,
  fields: Record<string, string> = {},
  o: { to?: TestApi; name?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries({ prompt: 'x', ...fields })) form.set(name, value)
  form.set('image', new Blob([await photograph()]), o.name ?? 'a.jpg')
  return await (o.to ?? api).call(path, { method: 'POST', body: form, headers: o.headers ?? {} })
}

async function storedTask(to = api): Promise<Task> {
  const { id } = await newestTask(to)
  const row = await to.deps.db.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return taskFromRow(row)
}

async function until<T>(read: () => Promise<T | false>): Promise<T> {
  for (;;) {
    const found = await read()
    if (found !== false) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const newTaskAfter = (count: number, to = api): Promise<true> =>
  until(async () => (await to.countTasks()) > count && true)

describe('The fields of the legacy services', () => {
  it('The wan21-video dialect uses 16 fps and adds no negative prompt', async () => {
    await postJson('/video/submit', {
      prompt: 'Sunset scene with mountains',
      image_url: `${images.url}/photo.jpg`,
      image_size: '832x480',
      num_frames: 30,
      seed: 7,
    })
    const { parameters, dialect, adjustments } = await storedTask()
    assert.equal(dialect, 'wan21-video')
    assert.deepEqual(
      [parameters.fps, parameters.frames, parameters.steps, parameters.guidanceScale, parameters.seed],
      [16, 29, 30, 3, 7],
    )
    assert.equal(parameters.negativePrompt, '')
    assert.ok(adjustments.some(({ field, requested }) => field === 'size' && requested === '832x480'))
  })

  it('The comfy-api dialect uses one scale for both samplers and accepts any seed', async () => {
    await upload('/api/upload_and_generate', { cfg: '2.5', noise_seed: '-1', steps: '6' })
    const { parameters } = await storedTask()
    assert.deepEqual(
      [parameters.guidanceScale, parameters.steps, parameters.seed, parameters.fps],
      [2.5, 6, 2 ** 32 - 1, 16],
    )
  })

  it('The t2v dialect adds the style to the prompt and completes the negative prompt', async () => {
    await postJson('/v1/t2v/generate', {
      prompt: 'waves',
      negative_prompt: 'Flickering, text',
      style: 'cinematic',
      duration: 3,
      frame_rate: 24,
    })
    const { parameters, model, adjustments } = await storedTask()
    assert.equal(model, TEXT_MODEL.id)
    assert.equal(parameters.prompt, 'waves, cinematic style')
    assert.equal(parameters.negativePrompt, 'Flickering, text, distorted faces, blurry background')
    assert.equal(parameters.fps, TEXT_MODEL.fps)
    assert.ok(adjustments.some(({ field, requested }) => field === 'seconds' && requested === 3))
    assert.ok(adjustments.some(({ field, requested }) => field === 'frame_rate' && requested === 24))
  })

  it('The i2vgen dialect maps its resolutions and brings other numbers into range', async () => {
    const { signal, abort } = abortable()
    const tasks = await api.countTasks()
    const answer = postJson(
      '/api/v1/generate',
      {
        image_base64: (await photograph()).toString('base64').replaceAll(/(.{76})/g, '$1\n'),
        prompt: 'x',
        resolution: '256p',
        num_frames: 16,
        fps: 1000,
        guidance_scale: -1,
      },
      { signal },
    )
    await newTaskAfter(tasks)
    const { parameters } = await storedTask()
    assert.deepEqual(
      [parameters.width, parameters.height, parameters.frames, parameters.fps, parameters.guidanceScale],
      [192, 192, 17, 60, 0],
    )
    abort()
    await assert.rejects(answer)
  })

  it('A legacy request within the ranges of its service fits even a small model', async () => {
    const strict = await startApi({ models: [STRICT_MODEL, TEXT_MODEL] })
    try {
      const created = await upload(
        '/api/upload_and_generate',
        { length: '240', width: '1920' },
        { to: strict },
      )
      assert.equal(created.status, 200)
    } finally {
      await strict.close()
    }
  })
})

describe('Synchronous requests of the legacy services', () => {
  it('A synchronous comfy-api request is answered with the finished video', async () => {
    const tasks = await api.countTasks()
    const answer = upload('/api/upload_and_generate_sync')
    await newTaskAfter(tasks)
    const { id } = await newestTask(api)
    await finish(api, id)
    const body = (await (await answer).json()) as Record<string, unknown>
    assert.deepEqual([body['prompt_id'], body['status'], body['message']], [id, 'completed', '视频生成完成'])
    assert.equal((body['videos'] as unknown[]).length, 1)
  })

  it('A synchronous comfy-api request is answered 500 when the video fails', async () => {
    const tasks = await api.countTasks()
    const answer = upload('/api/upload_and_generate_sync')
    await newTaskAfter(tasks)
    await happen(api, 'start')
    await happen(api, 'fail')
    assert.equal((await answer).status, 500)
    const { id } = await newestTask(api)
    assert.deepEqual(await (await answer).json(), {
      detail: '视频生成失败: The frames could not be encoded.',
      prompt_id: id,
    })
  })

  it('A synchronous comfy-api request times out with 408, and its task stays queued', async () => {
    const answer = await upload('/api/upload_and_generate_sync', { timeout: '1' })
    assert.equal(answer.status, 408)
    const { id } = await newestTask(api)
    assert.deepEqual(await answer.json(), {
      detail: '视频生成超时（1秒），请使用异步接口或增加超时时间',
      prompt_id: id,
    })
    assert.equal((await storedTask()).status, 'queued')
  })

  it('A synchronous i2vgen request reports a failure with 200', async () => {
    const tasks = await api.countTasks()
    const answer = postJson('/api/v1/generate', {
      image_base64: (await photograph()).toString('base64'),
      prompt: 'x',
    })
    await newTaskAfter(tasks)
    await happen(api, 'start')
    await happen(api, 'fail')
    const response = await answer
    assert.equal(response.status, 200)
    assert.deepEqual(await response.json(), {
      success: false,
      message: '视频生成失败,请检查参数或日志',
      video_path: null,
      video_url: null,
      inference_time: 0,
      seed: null,
      error: 'The frames could not be encoded.',
    })
  })

  it('A synchronous i2vgen request cancels its task on a timeout or a disconnect', async () => {
    const hasty = await startApi({ env: { LEGACY_WAIT_SECONDS: '1' } })
    try {
      const body = { image_base64: (await photograph()).toString('base64'), prompt: 'x' }
      const late = await postJson('/api/v1/generate', body, {}, hasty)
      assert.equal(((await late.json()) as { success: boolean }).success, false)
      assert.equal((await storedTask(hasty)).status, 'cancelled')
      const keyed = await postJson(
        '/api/v1/generate',
        body,
        { headers: { 'idempotency-key': 'again' } },
        hasty,
      )
      assert.equal(((await keyed.json()) as { success: boolean }).success, false)
      assert.equal((await storedTask(hasty)).status, 'queued', 'a repeat under the key finds it')
    } finally {
      await hasty.close()
    }
    const tasks = await api.countTasks()
    const payload = JSON.stringify({ image_base64: (await photograph()).toString('base64'), prompt: 'x' })
    const client = httpRequest(`${api.baseUrl}/api/v1/generate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${api.key}`, 'content-type': 'application/json' },
    })
    client.on('error', () => undefined).end(payload)
    await newTaskAfter(tasks)
    client.destroy()
    await until(async () => (await storedTask()).status === 'cancelled' && true)
  })

  it('A synchronous request may wait longer than a connection may be idle', async () => {
    api.server.timeout = 300
    const tasks = await api.countTasks()
    const answer = upload('/api/upload_and_generate_sync')
    await newTaskAfter(tasks)
    await new Promise((resolve) => setTimeout(resolve, 900))
    await finish(api, (await newestTask(api)).id)
    assert.equal((await answer).status, 200)
    api.server.timeout = 60_000
  })
})

describe('Uploads of comfy-api', () => {
  it('A comfy-api upload keeps its name in any script, for its own key alone', async () => {
    const name = '我的照片.jpg'
    const { key: sibling } = await issueApiKey(api.deps.db, 'acme')
    assert.equal((await upload('/api/upload_and_generate', {}, { name })).status, 200)
    const byName = (key: string) =>
      postJson(
        '/api/generate',
        { image_filename: name, prompt: 'x' },
        { headers: { authorization: `Bearer ${key}` } },
      )
    assert.equal((await byName(api.key)).status, 200)
    assert.equal((await byName(sibling)).status, 400)
    await upload('/api/upload_and_generate', {}, { name, headers: { authorization: `Bearer ${sibling}` } })
    assert.equal((await byName(sibling)).status, 200)
  })
})

describe('Settings of the legacy services', () => {
  it('LEGACY_COMFY_OPEN admits requests without a key as one tenant, but no bad key', async () => {
    const opened = await startApi({ env: { LEGACY_COMFY_OPEN: 'true', LEGACY_SUNSET: '2030-01-31' } })
    try {
      const nobody = { authorization: '' }
      const created = await upload('/api/upload_and_generate', {}, { to: opened, headers: nobody })
      assert.equal(created.status, 200)
      assert.equal(created.headers.get('sunset'), 'Thu, 31 Jan 2030 23:59:59 GMT')
      const { prompt_id: id } = (await created.json()) as { prompt_id: string }
      const status = async (headers: Record<string, string>) =>
        ((await (await opened.call(`/api/status/${id}`, { headers })).json()) as { status: string }).status
      assert.equal(await status(nobody), 'pending')
      assert.equal(await status({}), 'unknown')
      const bad = await opened.call(`/api/status/${id}`, { headers: { authorization: 'Bearer nonsense' } })
      assert.equal(bad.status, 401)
      const elsewhere = await opened.call('/v1/videos', { headers: nobody })
      assert.equal(elsewhere.status, 401)
    } finally {
      await opened.close()
    }
  })

  it('LEGACY_SUNSET must be a day', () => {
    for (const day of ['tomorrow', '2030-13-01', '2030-1-1'])
      assert.throws(() => loadConfig({ LEGACY_SUNSET: day }), /LEGACY_SUNSET must be a day/)
  })
})

describe('Cross-origin requests to the legacy services', () => {
  it('Pages of other origins may call comfy-api and POST to i2vgen, and nothing else', async () => {
    const preflight = (path: string) =>
      fetch(api.baseUrl + path, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://app.example.com',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      })
    for (const [path, methods] of [
      ['/api/v1/generate', 'POST'],
      ['/api/generate', 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT'],
    ] as const) {
      const answer = await preflight(path)
      assert.equal(answer.status, 200)
      assert.equal(answer.headers.get('access-control-allow-origin'), '*')
      assert.equal(answer.headers.get('access-control-allow-methods'), methods)
      assert.equal(answer.headers.get('access-control-allow-headers'), 'authorization,content-type')
    }
    assert.equal((await preflight('/video/submit')).headers.get('access-control-allow-origin'), null)
    const origin = { origin: 'https://app.example.com' }
    assert.equal(
      (await api.call('/health', { headers: origin })).headers.get('access-control-allow-origin'),
      '*',
    )
  })
})

describe('The model of a legacy request', () => {
  it('A legacy request uses a model of its kind, and is answered 503 without one', async () => {
    const i2vOnly = await startApi({ models: [TINY_MODEL] })
    const t2vOnly = await startApi({ models: [TEXT_MODEL] })
    try {
      const text = await postJson('/v1/t2v/generate', { prompt: 'waves' }, {}, i2vOnly)
      assert.equal(text.status, 503)
      assert.equal(text.headers.get('retry-after'), '5')
      assert.deepEqual(await text.json(), {
        detail: 'No model that makes videos from text is served here.',
      })
      const image = await upload('/api/upload_and_generate', {}, { to: t2vOnly })
      assert.deepEqual(await image.json(), {
        detail: 'No model that makes videos from an image is served here.',
      })
    } finally {
      await i2vOnly.close()
      await t2vOnly.close()
    }
  })
})

describe('Cancelling through wan21-video', () => {
  it('A wan21-video request with cancel_running cancels a running video', async () => {
    const body = { prompt: 'Sunset scene with mountains', image_url: `${images.url}/photo.jpg` }
    const { requestId } = (await (await postJson('/video/submit', body)).json()) as { requestId: string }
    await happen(api, 'start')
    const answer = await postJson('/video/cancel', { requestId, cancel_running: true })
    assert.equal(answer.status, 200)
    assert.ok((await storedTask()).cancelRequestedAt)
  })
})

function abortable(): { signal: AbortSignal; abort(): void } {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}
