import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { DIALECTS } from '#api/dialects/dialect-of-path.ts'
import type { DialectName } from '#api/dialects/dialect.ts'
import { AppError, ERROR_CATALOGUE, type ErrorCode } from '#core/errors.ts'
import { hexFromUuid, videoIdOf } from '#core/ids.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { startApi, type TestApi } from '#test/support/service/service.ts'
import {
  assertDeprecated,
  finish,
  happen,
  newestTask,
  play,
  readGolden,
  requestInit,
  VIDEO,
  type Exchange,
  type Stage,
} from './golden.ts'
import { openImageServer } from '#test/support/service/image-server.ts'

type Sent = Pick<Exchange['request'], 'path' | 'json' | 'form'>

export interface DialectSpec {
  readonly dialect: DialectName
  /** A valid request. */
  readonly create: Sent
  /** A request to the same path that makes another video. */
  readonly createOther: Sent
  readonly createStatus: number
  /** Whether the answer to `create` waits for the video. */
  readonly waits?: true
  /** The request for the status of a task; null where the format has none. */
  readonly status: ((taskId: string) => Exchange['request']) | null
  /** The status code for an id that is not the caller's. */
  readonly unknownStatus?: number
  /** The format's word for each state. */
  readonly states?: Readonly<
    Record<'queued' | 'running' | 'completed' | 'failed' | 'cancelled' | 'unknown', string | null>
  >
  /** The address of the video in the answer for a completed task. */
  readonly fileOf: (body: never) => string | undefined
}

/** The tests that every legacy dialect passes. */
export function conformance(spec: DialectSpec): void {
  describe(`The ${spec.dialect} dialect`, () => {
    let stage: Stage
    let api: TestApi
    let images: Awaited<ReturnType<typeof openImageServer>>
    before(async () => {
      api = await startApi()
      images = await openImageServer()
      const { key: other } = await issueApiKey(api.deps.db, 'other')
      const names = { base: api.baseUrl, images: images.url, key: api.key, other }
      stage = { api, names: new Map(Object.entries(names)) }
    })
    after(async () => {
      await images?.close()
      await api?.close()
    })

    const send = async (request: Exchange['request'], headers: Record<string, string> = {}) => {
      const init = await requestInit(stage, request)
      for (const [name, value] of Object.entries(headers)) (init.headers as Headers).set(name, value)
      return await api.call(request.path, init)
    }
    /** Sends a create and, where the answer waits for the video, completes its task. */
    const create = async (sent: Sent, headers: Record<string, string> = {}) => {
      const tasksBefore = await api.countTasks()
      const answer = send({ method: 'POST', ...sent }, headers)
      if (spec.waits === undefined) return { answer: await answer, taskId: (await newestTask(api)).id }
      const taskId = await newTask(api, tasksBefore, answer)
      if (taskId !== null) await finish(api, taskId)
      return { answer: await answer, taskId: (await newestTask(api)).id }
    }
    const stateOf = async (taskId: string, headers: Record<string, string> = {}): Promise<string> => {
      assert.ok(spec.status)
      const answer = await send(spec.status(taskId), headers)
      assert.equal(answer.status, 200)
      return ((await answer.json()) as { status: string }).status
    }

    it(`The ${spec.dialect} dialect answers as recorded in its golden file`, async () => {
      for (const step of await readGolden(spec.dialect)) await play(stage, step)
    })

    it(`The ${spec.dialect} dialect serves a video at a secret address without a key`, async () => {
      const { answer, taskId } = await create(spec.create)
      assert.equal(answer.status, spec.createStatus)
      assertDeprecated(answer, 'create')
      let body = await answer.json()
      if (spec.status !== null) {
        assert.equal(await stateOf(taskId), spec.states?.queued)
        await finish(api, taskId)
        assert.equal(await stateOf(taskId), spec.states?.completed)
        body = await (await send(spec.status(taskId))).json()
      }
      const url = new URL(spec.fileOf(body as never) ?? assert.fail('there is no address'))
      assert.equal(url.origin, api.baseUrl)
      assert.ok(!url.href.includes(hexFromUuid(taskId)), 'the id of the task must not open its file')
      const address = url.pathname + url.search
      const file = await api.call(address, { headers: { authorization: '' } })
      assert.equal(file.status, 200)
      assert.deepEqual(Buffer.from(await file.arrayBuffer()), VIDEO)
      const part = await api.call(address, { headers: { range: 'bytes=4-8' } })
      assert.equal(part.status, 206)
      assert.equal(await part.text(), 'bytes')
      assert.equal((await api.call(`/v1/videos/${videoIdOf(taskId)}`)).status, 200)
      await api.call(`/v1/videos/${videoIdOf(taskId)}`, { method: 'DELETE' })
      assert.equal((await api.call(address)).status, 404)
    })

    it(`The ${spec.dialect} dialect makes one video under one Idempotency-Key`, async () => {
      const headers = { 'idempotency-key': `${spec.dialect}-1` }
      const first = await create(spec.create, headers)
      const tasks = await api.countTasks()
      const second = await send({ method: 'POST', ...spec.create }, headers)
      assert.equal(second.status, spec.createStatus)
      assert.equal(await api.countTasks(), tasks)
      const bodies = [await first.answer.json(), await second.json()] as Record<string, unknown>[]
      for (const body of bodies) delete body['inference_time']
      assert.deepEqual(bodies[1], bodies[0])
      const changed = await send({ method: 'POST', ...spec.createOther }, headers)
      assert.equal(changed.status, 422)
    })

    const { status } = spec
    // A dialect without a status request shows no states and has no tasks to hide.
    if (status !== null) {
      it(`The ${spec.dialect} dialect shows failed and cancelled tasks as such`, async () => {
        const { taskId } = await create(spec.create)
        await happen(api, 'start')
        assert.equal(await stateOf(taskId), spec.states?.running)
        await happen(api, 'fail')
        assert.equal(await stateOf(taskId), spec.states?.failed)
        const { taskId: cancelled } = await create(spec.create)
        await api.call(`/v1/videos/${videoIdOf(cancelled)}/cancel`, { method: 'POST' })
        assert.equal(await stateOf(cancelled), spec.states?.cancelled)
      })

      it(`The ${spec.dialect} dialect hides a task from other tenants`, async () => {
        const { taskId } = await create(spec.create)
        const theirs = { authorization: `Bearer ${stage.names.get('other')}` }
        for (const id of [taskId, '00000000-0000-4000-8000-000000000000']) {
          const answer = await send(status(id), theirs)
          assert.equal(answer.status, spec.unknownStatus)
          if (answer.status === 200)
            assert.equal(((await answer.json()) as { status: string }).status, spec.states?.unknown)
        }
      })
    }

    it(`The ${spec.dialect} dialect needs credentials with the scope to make videos`, async () => {
      const { key: reader } = await issueApiKey(api.deps.db, 'acme', ['videos:read'])
      const tasks = await api.countTasks()
      const request = { method: 'POST', ...spec.create }
      assert.equal((await send(request, { authorization: '' })).status, 401)
      assert.equal((await send(request, { authorization: 'Bearer nonsense' })).status, 401)
      assert.equal((await send(request, { authorization: `Bearer ${reader}` })).status, 403)
      assert.equal(await api.countTasks(), tasks)
    })

    it(`The ${spec.dialect} dialect answers an unknown path or method in its words`, async () => {
      const nowhere = await fetch(`${api.baseUrl}${spec.create.path}/nowhere`)
      assert.equal(nowhere.status, 404)
      assert.deepEqual(await nowhere.json(), { detail: 'Not Found' })
      assertDeprecated(nowhere, 'nowhere')
      const put = await fetch(api.baseUrl + spec.create.path, { method: 'PUT' })
      assert.equal(put.status, 405)
      assert.equal(put.headers.get('allow'), 'POST')
      assert.deepEqual(await put.json(), { detail: 'Method Not Allowed' })
    })

    it(`The ${spec.dialect} dialect renders every error with its status and Retry-After`, () => {
      for (const [code, { status }] of Object.entries(ERROR_CATALOGUE)) {
        const error = new AppError(code as ErrorCode, 'in short', { retryAfterSeconds: 7 })
        const rendered = DIALECTS[spec.dialect].error(error, 'req_1')
        const detail = (rendered.body as { detail?: unknown; message?: string }).detail
        assert.ok(detail ?? (rendered.body as { message?: string }).message, code)
        assert.equal(rendered.headers['Retry-After'], '7', code)
        if (status === 429 || status === 503 || status === 401) assert.equal(rendered.status, status, code)
      }
    })
  })
}

/** The id of the task that a waiting request creates; null when it is answered without one. */
async function newTask(api: TestApi, before: number, answer: Promise<unknown>): Promise<string | null> {
  let isAnswered = false
  void answer.finally(() => (isAnswered = true)).catch(() => undefined)
  while (!isAnswered) {
    if ((await api.countTasks()) > before) return (await newestTask(api)).id
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return null
}
