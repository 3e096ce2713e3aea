import assert from 'node:assert/strict'
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { pino } from 'pino'
import { newFolder, newRequest, startTestEngine, TINY_MODEL } from '#test/support/engine/engine.ts'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { EngineError } from '#worker/engine/failure.ts'
import type { Engine } from '#worker/engine/engine.ts'
import type { EngineOptions } from '#worker/engine/parent/client.ts'
import type { EngineRequest } from '#worker/engine/run.ts'

/** A log whose lines can be read. */
function readableLog(): { readonly log: EngineOptions['log']; readonly text: () => string } {
  const stream = new PassThrough()
  const chunks: string[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  return { log: pino({ level: 'info' }, stream), text: () => chunks.join('') }
}

const generate = (engine: Engine, request: EngineRequest) =>
  engine.generate(request, {
    onProgress: () => undefined,
    signal: new AbortController().signal,
    timeLimitMs: 120_000,
  })

const errorOf = (run: Promise<unknown>): Promise<EngineError> =>
  run.then(
    () => assert.fail('the run succeeded'),
    (error: unknown) => (error instanceof EngineError ? error : assert.fail(String(error))),
  )

describe('An engine with little memory', () => {
  let folder: string
  let engine: Engine
  const { log, text } = readableLog()
  before(async () => {
    folder = await newFolder()
    await mkdir(path.join(folder, 'models'))
    await cp(path.join(MODELS_DIRECTORY, TINY_MODEL), path.join(folder, 'models', TINY_MODEL), {
      recursive: true,
    })
    engine = await startTestEngine({ memoryGb: 0.33, modelsDirectory: path.join(folder, 'models'), log })
  })
  after(async () => {
    await engine?.close()
    await rm(folder, { recursive: true })
  })

  it('An engine with little memory logs at its start what each part takes and what fits', () => {
    assert.match(
      text(),
      /memory of wan2\.1-i2v-tiny at \d+ pixels and \d+ frames: textEncoder \d\.\d\d GiB, /,
    )
    assert.match(text(), /of 0\.33 GiB; open between runs: /)
  })

  it('An engine with little memory tells the API which sizes fit', () => {
    const { fittingSizes, limits } = engine.models[0]!
    assert.ok(fittingSizes!.length > 0)
    assert.equal(fittingSizes!.at(-1)!.frames, limits.maxFrames)
    assert.ok(fittingSizes!.every(({ maxPixels }) => maxPixels <= limits.maxPixels))
    assert.ok(fittingSizes!.at(-1)!.maxPixels < limits.maxPixels && fittingSizes!.at(-1)!.maxPixels > 64 * 64)
  })

  it('A size that cannot fit is refused at once with a smaller one, which the engine then makes', async () => {
    const { pid } = engine
    const error = await errorOf(
      generate(engine, await newRequest(folder, { width: 320, height: 192, frames: 81 })),
    )
    assert.deepEqual([error.code, error.retryable], ['out_of_memory', false])
    const match =
      /320x192 with 81 frames does not fit .*; (\d+)x(\d+) with (\d+) frames is expected to\.$/.exec(
        error.message,
      )
    const [width, height, frames] = match!.slice(1).map(Number) as [number, number, number]
    assert.ok(width * height < 320 * 192)
    assert.equal(frames, 81)
    await generate(engine, await newRequest(folder, { width, height, frames, steps: 1 }))
    assert.equal(engine.pid, pid, 'nothing had to be restarted')
  })
})

describe('An engine whose memory holds no whole picture', () => {
  let folder: string
  let engine: Engine
  const { log, text } = readableLog()
  const size = { width: 448, height: 320, frames: 5 }
  before(async () => {
    folder = await newFolder()
    const model = path.join(folder, 'models', TINY_MODEL)
    await mkdir(path.dirname(model))
    await cp(path.join(MODELS_DIRECTORY, TINY_MODEL), model, { recursive: true })
    const file = path.join(model, 'service.json')
    const service = JSON.parse(await readFile(file, 'utf8')) as { limits?: object; defaults?: object }
    const limits = { ...service.limits, maxPixels: 448 * 320 }
    const defaults = { ...service.defaults, size: '448x320', frames: 5 }
    await writeFile(file, JSON.stringify({ ...service, limits, defaults }))
    engine = await startTestEngine({ memoryGb: 0.75, modelsDirectory: path.join(folder, 'models'), log })
  })
  after(async () => {
    await engine?.close()
    await rm(folder, { recursive: true })
  })

  it('A size that only fits in tiles is made in tiles, and manifest, model and log say so', async () => {
    const { untiledSizes, fittingSizes } = engine.models[0]!
    assert.ok(untiledSizes!.at(-1)!.maxPixels < size.width * size.height)
    assert.notDeepEqual(untiledSizes, fittingSizes)
    assert.match(text(), /vaeDecoder \d\.\d\d GiB in tiles of \d+ pixels/)
    const { manifest } = await generate(engine, await newRequest(folder, { ...size, steps: 1 }))
    const { tiles } = manifest
    assert.ok(tiles?.decode, JSON.stringify(tiles))
    assert.ok(tiles.decode.width < size.width && tiles.decode.strideWidth < tiles.decode.width)
    const small = await generate(engine, await newRequest(folder, { steps: 1 }))
    assert.equal(small.manifest.tiles, undefined)
  })
})

describe('An engine whose models name sizes to prepare', () => {
  it('An engine is ready once it has run the sizes to prepare, and logs which it could not run', async () => {
    const folder = await newFolder()
    const model = path.join(folder, 'models', TINY_MODEL)
    await mkdir(path.dirname(model))
    await cp(path.join(MODELS_DIRECTORY, TINY_MODEL), model, { recursive: true })
    const service = JSON.parse(await readFile(path.join(model, 'service.json'), 'utf8')) as object
    const buckets = [
      { width: 320, height: 192, frames: 81 },
      { width: 64, height: 64, frames: 5 },
    ]
    await writeFile(path.join(model, 'service.json'), JSON.stringify({ ...service, buckets }))
    const { log, text } = readableLog()
    const engine = await startTestEngine({ memoryGb: 0.33, modelsDirectory: path.dirname(model), log })
    try {
      assert.match(text(), /wan2\.1-i2v-tiny at 64x64 with 5 frames: denoise/)
      assert.match(text(), /wan2\.1-i2v-tiny at 64x64 with 5 frames prepared in \d+\.\d s/)
      assert.match(
        text(),
        /wan2\.1-i2v-tiny at 320x192 with 81 frames could not be prepared: .* does not fit/,
      )
      await generate(engine, await newRequest(folder))
    } finally {
      await engine.close()
      await rm(folder, { recursive: true })
    }
  })
})
