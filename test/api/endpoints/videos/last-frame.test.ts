import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import sharp from 'sharp'
import { inputPrefix } from '#core/storage/asset-keys.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import {
  json,
  photograph,
  startApi,
  TEXT_MODEL,
  TINY_MODEL,
  type ProblemBody,
  type TestApi,
} from '#test/support/service/service.ts'
import { runMaintenance } from '#test/support/service/maintenance.ts'

const FLF2V: ModelDefinition = {
  ...TINY_MODEL,
  id: 'd-first-and-last',
  aliases: ['Wan2.1-FLF2V-14B-720P'],
  task: 'flf2v',
  inputs: { firstFrame: 'required', lastFrame: 'required' },
}
const EITHER: ModelDefinition = {
  ...TINY_MODEL,
  id: 'e-last-if-any',
  aliases: [],
  inputs: { firstFrame: 'required', lastFrame: 'optional' },
}

let api: TestApi
let photo: Buffer
let red: Buffer
before(async () => {
  api = await startApi({ models: [TINY_MODEL, TEXT_MODEL, FLF2V, EITHER] })
  photo = await photograph()
  red = await sharp({ create: { width: 200, height: 300, channels: 3, background: '#ff0000' } })
    .png()
    .toBuffer()
})
after(() => api?.close())

const dataUrl = (bytes: Buffer): string => `data:image/png;base64,${bytes.toString('base64')}`
const FIELDS = { prompt: 'a cup', model: FLF2V.id, size: '96x64', num_frames: '5', seed: '1' }

function submitFiles(files: Record<string, Buffer>, fields: Record<string, string> = {}, headers = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...FIELDS, ...fields })) form.set(name, value)
  for (const [name, bytes] of Object.entries(files)) form.set(name, new Blob([bytes]), `${name}.png`)
  return api.call('/v1/videos', { method: 'POST', headers, body: form })
}

const rowOf = (videoId: string) =>
  api.deps.db
    .selectFrom('tasks')
    .select(['id', 'input_key', 'last_input_key'])
    .where('id', '=', taskIdOfVideo(videoId) as string)
    .executeTakeFirstOrThrow()

async function filesOf(videoId: string): Promise<string[]> {
  const keys: string[] = []
  const prefix = inputPrefix(taskIdOfVideo(videoId) as string)
  for await (const { key } of api.deps.storage.list(prefix)) keys.push(key.slice(prefix.length))
  return keys.toSorted()
}

async function stored(key: string | null): Promise<Buffer> {
  const found = await api.deps.storage.read(key ?? '')
  assert.ok(found, `${key} is not stored`)
  return await buffer(found.body)
}

async function assertRedEnd(videoId: string): Promise<void> {
  const { input_key, last_input_key } = await rowOf(videoId)
  const last = sharp(await stored(last_input_key))
  const { width, height, format } = await last.metadata()
  assert.deepEqual({ width, height, format }, { width: 96, height: 64, format: 'png' })
  const { channels } = await last.stats()
  assert.deepEqual(
    channels.map(({ mean }) => mean),
    [255, 0, 0],
  )
  assert.notDeepEqual(await stored(input_key), await stored(last_input_key))
}

async function refused(response: Response, code: string, field: string): Promise<void> {
  const problem = await json<ProblemBody>(response)
  assert.deepEqual([response.status, problem.code, problem.error.param], [400, code, field], problem.detail)
  assert.match(problem.errors[0]?.pointer ?? '', new RegExp(`^/${field}`))
}

describe('Creating a video with a last frame', () => {
  it('A last frame may be a file or a URL, and is resized to the size of the video', async () => {
    const asFiles = await submitFiles({ input_reference: photo, last_frame: red })
    assert.equal(asFiles.status, 200, await asFiles.clone().text())
    await assertRedEnd((await json(asFiles)).id)

    const nested = await submitFiles({ input_reference: photo }, { 'last_frame[image_url]': dataUrl(red) })
    await assertRedEnd((await json(nested)).id)

    const base = { ...FIELDS, num_frames: 5, input_reference: { image_url: dataUrl(photo) } }
    for (const last_frame of [{ image_url: dataUrl(red) }, dataUrl(red)]) {
      const response = await api.create({ ...base, last_frame })
      assert.equal(response.status, 200, await response.clone().text())
      await assertRedEnd((await json(response)).id)
    }
  })

  it('A last frame selects a model that takes one, and may be omitted where optional', async () => {
    const { last_frame, input_reference } = { last_frame: dataUrl(red), input_reference: dataUrl(photo) }
    assert.equal((await json(await api.create({ prompt: 'x', input_reference, last_frame }))).model, FLF2V.id)
    assert.equal((await json(await api.create({ prompt: 'x', input_reference }))).model, TINY_MODEL.id)
    assert.equal((await json(await api.create({ prompt: 'x' }))).model, TEXT_MODEL.id)
    const { id } = await json(await submitFiles({ input_reference: photo }, { model: EITHER.id }))
    assert.equal((await rowOf(id)).last_input_key, null)
    await assertRedEnd(
      (await json(await submitFiles({ input_reference: photo, last_frame: red }, { model: EITHER.id }))).id,
    )
  })

  it('A missing, unsupported or invalid last frame is refused and never stored', async () => {
    const count = await api.countTasks()
    await refused(await submitFiles({ input_reference: photo }), 'input_reference_required', 'last_frame')
    await refused(await submitFiles({ last_frame: red }), 'input_reference_required', 'input_reference')
    const both = { input_reference: photo, last_frame: red }
    await refused(await submitFiles(both, { model: TINY_MODEL.id }), 'unsupported_parameter', 'last_frame')
    await refused(
      await submitFiles({ last_frame: red }, { model: TEXT_MODEL.id }),
      'unsupported_parameter',
      'last_frame',
    )
    const bad: [Buffer, string][] = [
      [Buffer.from('%PDF-1.7'), 'input_reference_invalid'],
      [Buffer.concat([red.subarray(0, red.length - 40)]), 'input_reference_invalid'],
      [Buffer.alloc(10_000_001), 'input_reference_too_large'],
    ]
    for (const [last_frame, code] of bad)
      await refused(await submitFiles({ input_reference: photo, last_frame }), code, 'last_frame')
    const base = { ...FIELDS, num_frames: 5, input_reference: dataUrl(photo) }
    await refused(
      await api.create({ ...base, last_frame: { image_url: 'http://169.254.169.254/' } }),
      'input_reference_forbidden_host',
      'last_frame',
    )
    await refused(await api.create({ ...base, last_frame: 7 }), 'input_reference_invalid', 'last_frame')
    assert.equal(await api.countTasks(), count)
    const rows = await api.deps.db.selectFrom('tasks').select(['input_key', 'last_input_key']).execute()
    const owned = rows.flatMap((row) => [row.input_key, row.last_input_key]).filter((key) => key !== null)
    const files: string[] = []
    for await (const { key } of api.deps.storage.list('tasks/')) files.push(key)
    assert.deepEqual(files.toSorted(), owned.toSorted())
  })

  it('A last frame counts for the Idempotency-Key and for the daily upload quota', async () => {
    const usage = async (): Promise<number> => {
      const rows = await api.deps.db.selectFrom('tenant_usage').select('upload_bytes').execute()
      return rows.reduce((sum, row) => sum + Number(row.upload_bytes), 0)
    }
    const before = await usage()
    const headers = { 'idempotency-key': 'two-images' }
    const files = { input_reference: photo, last_frame: red }
    const first = await submitFiles(files, {}, headers)
    assert.equal(first.status, 200)
    assert.equal(await usage(), before + photo.length + red.length)
    const again = await submitFiles(files, {}, headers)
    assert.equal(again.headers.get('idempotent-replayed'), 'true')
    const other = await submitFiles({ input_reference: photo, last_frame: photo }, {}, headers)
    assert.equal((await json<ProblemBody>(other)).code, 'idempotency_key_reused')
    assert.equal(await usage(), before + photo.length + red.length)
  })

  it('A rerun copies the last frame, and deleting a video deletes its last frame', async () => {
    const source = await json(await submitFiles({ input_reference: photo, last_frame: red }))
    const rerun = () => api.call(`/v1/videos/${source.id}/rerun`, { method: 'POST' })
    const again = await json(await rerun())
    await assertRedEnd(again.id)
    const row = await rowOf(source.id)
    assert.notEqual((await rowOf(again.id)).last_input_key, row.last_input_key)

    await api.deps.storage.remove([row.last_input_key as string])
    const expired = await rerun()
    assert.equal((await json<ProblemBody>(expired)).code, 'video_expired')

    assert.deepEqual(await filesOf(again.id), ['first-frame.png', 'last-frame.png'])
    await api.call(`/v1/videos/${again.id}`, { method: 'DELETE' })
    const taskId = taskIdOfVideo(again.id) as string
    await runMaintenance(api.deps, { kind: 'purge', taskId })
    assert.deepEqual(await filesOf(again.id), [])
    const { input_key, last_input_key } = await rowOf(again.id)
    assert.deepEqual([input_key, last_input_key], [null, null])
  })

  it('The list of models shows which of them take a last frame', async () => {
    const { data } = await json<{ data: { id: string; inputs: object }[] }>(await api.call('/v1/models'))
    const inputs = Object.fromEntries(data.map((model) => [model.id, model.inputs]))
    assert.deepEqual(inputs[FLF2V.id], { first_frame: 'required', last_frame: 'required' })
    assert.deepEqual(inputs[EITHER.id], { first_frame: 'required', last_frame: 'optional' })
    assert.deepEqual(inputs[TEXT_MODEL.id], { first_frame: 'none', last_frame: 'none' })
  })
})
