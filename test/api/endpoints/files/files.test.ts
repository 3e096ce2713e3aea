import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import OpenAI, { BadRequestError, NotFoundError, PermissionDeniedError, toFile } from 'openai'
import sharp from 'sharp'
import { fileKey, FILES_PREFIX } from '#core/storage/asset-keys.ts'
import { ALL_SCOPES, issueApiKey } from '#test/support/service/auth.ts'
import { json, photograph, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'
import { rejection } from '#test/support/rejection.ts'

let api: TestApi
let client: OpenAI
let headers: Record<string, string>
before(async () => {
  api = await startApi()
  const { key } = await issueApiKey(api.deps.db, 'acme', ALL_SCOPES)
  headers = { authorization: `Bearer ${key}` }
  client = new OpenAI({ baseURL: `${api.baseUrl}/v1`, apiKey: key, maxRetries: 0 })
})
after(() => api?.close())

const photo = async (name = 'photo.jpg') => await toFile(await photograph(), name, { type: 'image/jpeg' })
const upload = async () => await client.files.create({ file: await photo(), purpose: 'vision' })
const strangers = async (tenant: string) =>
  client.withOptions({ apiKey: (await issueApiKey(api.deps.db, tenant, ALL_SCOPES)).key })

/** Uploads as the SDK does; the answer is checked against the contract. */
async function form(fields: Record<string, string>, file: Buffer | null = null): Promise<Response> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  if (file !== null) body.set('file', new Blob([file]), 'x.jpg')
  return await api.call('/v1/files', { method: 'POST', headers, body })
}

describe('Files through the official OpenAI client', () => {
  it('The OpenAI client uploads, retrieves, lists, downloads and deletes a file', async () => {
    const file = await client.files.create({ file: await photo('Foto 1 – Ä.jpg'), purpose: 'vision' })
    const bytes = await photograph()
    assert.match(file.id, /^file-[0-9a-f]{32}$/)
    assert.deepEqual(
      [file.object, file.bytes, file.filename, file.purpose, file.status],
      ['file', bytes.length, 'Foto 1 – Ä.jpg', 'vision', 'processed'],
    )
    assert.equal(file.expires_at, file.created_at + 30 * 86_400)
    assert.deepEqual(await client.files.retrieve(file.id), file)
    const listed: string[] = []
    for await (const each of client.files.list({ purpose: 'vision' })) listed.push(each.id)
    assert.deepEqual(listed, [file.id])
    const none = await client.files.list({ purpose: 'user_data' })
    assert.deepEqual(none.data, [])

    const content = await client.files.content(file.id)
    assert.equal(content.headers.get('content-type'), 'image/jpeg')
    assert.deepEqual(Buffer.from(await content.arrayBuffer()), bytes)

    assert.deepEqual(await client.files.delete(file.id), { id: file.id, object: 'file', deleted: true })
    for (const attempt of [
      () => client.files.retrieve(file.id),
      () => client.files.delete(file.id),
      () => client.files.content(file.id),
    ])
      assert.equal((await rejection(attempt(), NotFoundError)).code, 'file_not_found')
    assert.equal(await api.deps.storage.stat(fileKey(file.id)), null)
  })

  it('The OpenAI client pages through all files in either order', async () => {
    const pager = await strangers('pager')
    const made: string[] = []
    for (let i = 0; i < 5; i++) {
      made.push((await pager.files.create({ file: await photo(), purpose: 'user_data' })).id)
      api.clock.advance(10)
    }
    const seen: string[] = []
    for await (const file of pager.files.list({ limit: 2, order: 'asc' })) seen.push(file.id)
    assert.deepEqual(seen, made)
    const newest: string[] = []
    for await (const file of pager.files.list({ limit: 2 })) newest.push(file.id)
    assert.deepEqual(newest, made.toReversed())
  })

  it('Videos made from one file count as one upload and outlive the file', async () => {
    const tenant = await strangers('thrifty')
    const file = await tenant.files.create({ file: await photo(), purpose: 'vision' })
    const used = async () =>
      await api.deps.db
        .selectFrom('tenant_usage')
        .select('upload_bytes')
        .where('tenant_id', '=', 'thrifty')
        .executeTakeFirstOrThrow()
    assert.equal((await used()).upload_bytes, String(file.bytes))
    const create = () => tenant.videos.create({ prompt: 'x', input_reference: { file_id: file.id } })
    const [first, second] = [await create(), await create()]
    assert.deepEqual([first.status, first.size], ['queued', '224x144'])
    assert.notEqual(first.id, second.id)
    assert.equal((await used()).upload_bytes, String(file.bytes))
    await tenant.files.delete(file.id)
    const error = await rejection(create(), NotFoundError)
    assert.deepEqual([error.code, error.param], ['file_not_found', 'input_reference'])
    const rerun = await fetch(`${api.baseUrl}/v1/videos/${first.id}/rerun`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.apiKey}` },
    })
    assert.equal(rerun.status, 200)
  })
})

describe('Uploaded files', () => {
  it('A file cannot be read, listed, used or deleted by another tenant', async () => {
    const { id } = await upload()
    const rival = await strangers('rival')
    for (const attempt of [
      () => rival.files.retrieve(id),
      () => rival.files.content(id),
      () => rival.files.delete(id),
      () => rival.videos.create({ prompt: 'x', input_reference: { file_id: id } }),
    ])
      assert.equal((await rejection(attempt(), NotFoundError)).code, 'file_not_found')
    assert.deepEqual((await rival.files.list()).data, [])
    assert.deepEqual((await rival.files.list({ after: id })).data, [])
    assert.equal((await client.files.retrieve(id)).id, id)
    for (const nonsense of ['nonsense', '%00', 'file-%27--'])
      assert.equal((await api.call(`/v1/files/${nonsense}`, { headers })).status, 404, nonsense)
    assert.equal((await api.call('/v1/files?after=%00', { headers })).status, 400)
  })

  it('A file expires on time, and an upload may only shorten its lifetime', async () => {
    const seconds = (file: OpenAI.FileObject) => (file.expires_at ?? 0) - file.created_at
    const short = await client.files.create({
      file: await photo(),
      purpose: 'vision',
      expires_after: { anchor: 'created_at', seconds: 3600 },
    })
    assert.equal(seconds(short), 3600)
    for (const wrong of ['3599', '2592001', 'soon']) {
      const response = await form(
        { purpose: 'vision', 'expires_after[anchor]': 'created_at', 'expires_after[seconds]': wrong },
        await photograph(),
      )
      assert.equal(response.status, 400)
      assert.equal((await json<ProblemBody>(response)).error.param, 'expires_after')
    }
    api.clock.advance(3601_000)
    assert.equal((await rejection(client.files.retrieve(short.id), NotFoundError)).code, 'file_not_found')
    const used = client.videos.create({ prompt: 'x', input_reference: { file_id: short.id } })
    assert.equal((await rejection(used, NotFoundError)).code, 'file_not_found')

    const brief = await startApi({ env: { FILE_TTL_SECONDS: '60' } })
    try {
      const { key } = await issueApiKey(brief.deps.db, 'acme', ALL_SCOPES)
      const there = client.withOptions({ baseURL: `${brief.baseUrl}/v1`, apiKey: key })
      const expires_after = { anchor: 'created_at' as const, seconds: 7200 }
      assert.equal(
        seconds(await there.files.create({ file: await photo(), purpose: 'vision', expires_after })),
        60,
      )
    } finally {
      await brief.close()
    }
  })

  it('A file must be an image within the input limits, or it is not stored', async () => {
    const small = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#123' } })
      .png()
      .toBuffer()
    const before = await countStored()
    const cases: [Record<string, string>, Buffer | null, string, string][] = [
      [{ purpose: 'vision' }, Buffer.from('%PDF-1.7'), 'input_reference_invalid', 'file'],
      [{ purpose: 'vision' }, Buffer.alloc(0), 'input_reference_invalid', 'file'],
      [{ purpose: 'vision' }, small, 'input_reference_invalid', 'file'],
      [{ purpose: 'vision' }, Buffer.alloc(10_000_001), 'input_reference_too_large', 'file'],
      [{ purpose: 'vision' }, null, 'invalid_request', 'file'],
      [{ purpose: 'vision', file: 'text' }, null, 'invalid_request', 'file'],
      [{}, await photograph(), 'invalid_request', 'purpose'],
      [{ purpose: 'batch' }, await photograph(), 'invalid_request', 'purpose'],
    ]
    for (const [fields, bytes, code, param] of cases) {
      const response = await form(fields, bytes)
      const problem = await json<ProblemBody>(response)
      assert.deepEqual([response.status, problem.code, problem.error.param ?? 'file'], [400, code, param])
    }
    assert.deepEqual(await countStored(), before)
    const asJson = await api.call('/v1/files', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{"purpose":"vision"}',
    })
    assert.equal(asJson.status, 415)
  })

  it('A file counts towards the daily upload quota, and one beyond it is not stored', async () => {
    const tenant = await strangers('small')
    const bytes = (await photograph()).length
    await api.deps.db
      .updateTable('tenants')
      .set({ upload_bytes_per_day: String(bytes + 10) })
      .where('id', '=', 'small')
      .execute()
    await tenant.files.create({ file: await photo(), purpose: 'vision' })
    const before = await countStored()
    const error = await rejection(
      tenant.files.create({ file: await photo(), purpose: 'vision' }),
      OpenAI.RateLimitError,
    )
    assert.equal(error.code, 'quota_exceeded')
    assert.equal(error.headers.get('x-should-retry'), 'false')
    assert.deepEqual(await countStored(), before)
  })

  it('Writing or deleting a file needs files:write, and reading it videos:read', async () => {
    const { id } = await upload()
    const holder = async (scopes: readonly string[]) =>
      client.withOptions({ apiKey: (await issueApiKey(api.deps.db, 'acme', scopes)).key })
    const reader = await holder(['videos:read', 'videos:write'])
    assert.equal((await reader.files.retrieve(id)).id, id)
    for (const attempt of [
      () => reader.files.delete(id),
      async () => await reader.files.create({ file: await photo(), purpose: 'vision' }),
      async () => await (await holder(['files:write'])).files.list(),
    ])
      assert.equal((await rejection(attempt(), PermissionDeniedError)).code, 'insufficient_scope')
  })

  it('The content of a file supports ETags and byte ranges', async () => {
    const { id } = await upload()
    const bytes = await photograph()
    const whole = await api.call(`/v1/files/${id}/content`, { headers })
    const etag = whole.headers.get('etag') as string
    assert.equal(etag, `"${createHash('sha256').update(bytes).digest('hex')}"`)
    assert.match(whole.headers.get('content-disposition') ?? '', new RegExp(`"${id}\\.jpeg"`))
    const held = { ...headers, 'if-none-match': etag }
    assert.equal((await api.call(`/v1/files/${id}/content`, { headers: held })).status, 304)
    const part = await api.call(`/v1/files/${id}/content`, { headers: { ...headers, range: 'bytes=0-9' } })
    assert.equal(part.status, 206)
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), bytes.subarray(0, 10))
  })
})

describe('Inputs that name a file', () => {
  it('An input names either a file or a URL, and an unknown file is answered 404', async () => {
    const { id } = await upload()
    const both = { file_id: id, image_url: 'https://images.example.com/a.jpg' }
    const error = await rejection(
      client.videos.create({ prompt: 'x', input_reference: both }),
      BadRequestError,
    )
    assert.deepEqual([error.code, error.param], ['input_reference_invalid', 'input_reference'])
    const response = await api.create({ prompt: 'x', input_reference: { file_id: 'file-1' } })
    assert.equal(response.status, 404)
    assert.equal((await json<ProblemBody>(response)).code, 'file_not_found')
    assert.equal((await api.create({ prompt: 'x', input_reference: { file_id: id } })).status, 200)
  })
})

async function countStored(): Promise<{ keys: number; rows: number }> {
  let keys = 0
  for await (const _ of api.deps.storage.list(FILES_PREFIX)) keys++
  const rows = await api.deps.db.selectFrom('files').select('id').execute()
  return { keys, rows: rows.length }
}
