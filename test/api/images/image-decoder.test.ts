import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { isAppError } from '#core/errors.ts'
import { openLog } from '#core/log.ts'
import { InputImageError, prepareInputImage } from '#api/images/decode-image.ts'
import { openImageDecoder, type OpenImageDecoder } from '#api/images/decoder/image-decoder.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { json, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'

const TARGET = { width: 128, height: 96 }
/** On a busy machine the flood below takes minutes. */
const PATIENT_MS = 300_000
const log = openLog({ level: 'silent', process: 'test' })
const photo = readFileSync(new URL('../../fixtures/photo.jpg', import.meta.url))

/** Takes a quarter of a second to decode, and 10 kB: the dearest kind of image that is accepted. */
let dear: Buffer
before(async () => {
  dear = await sharp({ create: { width: 1024, height: 1024, channels: 4, background: '#4466887f' } })
    .toColourspace('rgb16')
    .png({ progressive: true })
    .toBuffer()
})

const isOverload = (error: unknown): boolean =>
  isAppError(error) && error.code === 'service_unavailable' && error.options.retryAfterSeconds !== undefined

/** The processes that this one has started and that decode. */
const childIds = (): number[] =>
  execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('decoder/main'))
    .map((line) => Number.parseInt(line, 10))

describe('Decoding in processes of its own', () => {
  let decoder: OpenImageDecoder
  const caller = (tenantId = 'acme') => ({ tenantId, signal: new AbortController().signal })
  before(() => {
    decoder = openImageDecoder({ processes: 2, maxWaitMs: PATIENT_MS, log })
  })
  after(() => decoder.close())

  it('It makes the same frame as decoding here, and tells the same faults', async () => {
    assert.deepEqual(await decoder.prepare(photo, TARGET, caller()), await prepareInputImage(photo, TARGET))
    for (const bytes of [photo.subarray(0, photo.length >> 1), Buffer.from('<svg/>'), Buffer.alloc(0)]) {
      const here = await prepareInputImage(bytes, TARGET).catch((error: unknown) => error)
      const there = await decoder.prepare(bytes, TARGET, caller()).catch((error: unknown) => error)
      assert.ok(here instanceof InputImageError && there instanceof InputImageError)
      assert.deepEqual([there.code, there.message], [here.code, here.message])
    }
  })

  it('A process that dies is overload, not a bad image, and the next image gets a new one', async () => {
    const idle = childIds()
    assert.ok(idle.length > 0)
    // Frozen, so that none has an answer before it dies.
    for (const id of idle) process.kill(id, 'SIGSTOP')
    const refused = assert.rejects(decoder.prepare(dear, TARGET, caller()), isOverload)
    for (const id of idle) process.kill(id, 'SIGKILL')
    await refused
    assert.ok((await decoder.prepare(photo, TARGET, caller())).length > 0)
  })

  it('A client that leaves takes its image along', async () => {
    const leaving = new AbortController()
    const left = assert.rejects(decoder.prepare(dear, TARGET, { tenantId: 'acme', signal: leaving.signal }))
    setImmediate(() => leaving.abort())
    await left
    assert.ok((await decoder.prepare(photo, TARGET, caller())).length > 0)
  })

  it('One tenant has one of two processes, and the other one is free for others', async () => {
    // Both processes run before the flood comes.
    await Promise.all(['one', 'two'].map((tenant) => decoder.prepare(photo, TARGET, caller(tenant))))
    const many = Array.from({ length: 12 }, () => decoder.prepare(dear, TARGET, caller('flood')))
    let ended = 0
    for (const each of many) void each.catch(() => undefined).finally(() => (ended += 1))
    await decoder.prepare(photo, TARGET, caller('other'))
    assert.ok(ended < 6, `${ended} images of the flood came first`)
    // On a busy machine some take too long, which other tests look at.
    await Promise.allSettled(many)
  })

  it('A tenant that sends too many at once is refused, while another one is served', async () => {
    const flood = Array.from({ length: 68 }, () =>
      decoder.prepare(dear, TARGET, caller('flood')).catch((e: unknown) => e),
    )
    assert.ok((await decoder.prepare(photo, TARGET, caller('other'))).length > 0)
    // One runs and 64 wait.
    const refused = (await Promise.all(flood.slice(65))).filter(isOverload)
    assert.equal(refused.length, 3)
    decoder.close()
    await Promise.all(flood)
  })
})

describe('Images under overload', () => {
  let api: TestApi
  const imageDecoder = openImageDecoder({ processes: 1, maxWaitMs: PATIENT_MS, log })
  before(async () => {
    api = await startApi({ env: { RATE_LIMIT_PER_MINUTE: '0' }, app: { imageDecoder } })
  })
  after(async () => {
    await api?.close()
    imageDecoder.close()
  })

  it('A create beyond the bound gets 503 with Retry-After, and makes no video', async () => {
    const { key } = await issueApiKey(api.deps.db, 'flood')
    const send = async (): Promise<Response> => {
      const form = new FormData()
      form.set('prompt', 'x')
      form.set('input_reference', new Blob([new Uint8Array(photo)]), 'x.jpg')
      return await api.call('/v1/videos', {
        method: 'POST',
        body: form,
        headers: { authorization: `Bearer ${key}` },
      })
    }
    assert.ok((await send()).ok)
    const [id] = childIds()
    assert.ok(id !== undefined)
    // One image is with the stopped process, 32 wait, and 7 are too many.
    process.kill(id, 'SIGSTOP')
    const answers: Response[] = []
    const sent = Array.from({ length: 40 }, () => send().then((answer) => answers.push(answer)))
    while (answers.length < 7) await sleep(20)
    process.kill(id, 'SIGCONT')
    await Promise.all(sent)
    const refused = answers.filter(({ status }) => status === 503)
    assert.equal(refused.length, 7)
    for (const answer of refused) {
      assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/)
      assert.equal((await json<ProblemBody>(answer)).code, 'service_unavailable')
    }
    assert.equal(await api.countTasks(), 34)
  })
})
