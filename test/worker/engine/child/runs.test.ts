import assert from 'node:assert/strict'
import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { EngineError } from '#worker/engine/failure.ts'
import type { Engine } from '#worker/engine/engine.ts'
import type { EngineProgress, EngineRequest } from '#worker/engine/run.ts'
import { PHASES } from '#core/task/run.ts'
import { findFfmpeg } from '#worker/media/ffmpeg.ts'
import { verifyVideo } from '#worker/media/probe.ts'
import {
  limitMemory,
  LONG,
  newFolder,
  newRequest,
  startTestEngine,
  TINY_MODEL,
} from '#test/support/engine/engine.ts'
import { patient } from '#test/support/load/patience.ts'

/** The upload is the job's. */
const ENGINE_PHASES = PHASES.filter((phase) => phase !== 'upload')

describe('A run of the tiny model in a real engine', () => {
  let engine: Engine
  let folder: string
  before(async () => {
    folder = await newFolder()
    engine = await startTestEngine({ name: 'first' })
  })
  after(async () => {
    await engine.close()
    await rm(folder, { recursive: true, force: true })
  })

  const AN_HOUR_MS = 3_600_000
  const generate = (
    request: EngineRequest,
    onProgress: (progress: EngineProgress) => void = () => undefined,
    signal = new AbortController().signal,
    timeLimitMs = AN_HOUR_MS,
  ) => engine.generate(request, { onProgress, signal, timeLimitMs })
  /** The child's account of what happened, as text. */
  const detailOf = ({ cause }: EngineError) => (typeof cause === 'string' ? cause : '')
  const failsWith = async (run: Promise<unknown>, code: string, retryable: boolean, message = /./) => {
    const error = await run.then(
      () => assert.fail('the run succeeded'),
      (e: unknown) => e,
    )
    assert.ok(error instanceof EngineError, String(error))
    assert.deepEqual([error.code, error.retryable], [code, retryable], detailOf(error))
    assert.match(error.message, message)
    assert.doesNotMatch(error.message, /\/|\n/, 'no path and no stack')
    return error
  }

  test('An engine reports its name, its device and its models', () => {
    assert.deepEqual([engine.name, engine.device], ['first', 'cpu'])
    assert.ok(engine.models.some((model) => model.id === TINY_MODEL && model.limits.sizeMultiple % 16 === 0))
    assert.deepEqual(engine.modelFaults, [])
    assert.ok(engine.pid !== null && engine.pid !== process.pid)
  })

  test('A run ends in a playable mp4, a thumbnail, a spritesheet and the last frame, and nothing else', async () => {
    const request = await newRequest(folder, { width: 96, height: 64, frames: 9, fps: 12 })
    const result = await generate(request)
    const tools = await findFfmpeg({})
    const probe = await verifyVideo(result.video.path, { width: 96, height: 64, frames: 9, fps: 12 }, tools)
    const { path: videoPath, ...video } = result.video
    const sizeBytes = (await readFile(videoPath)).length
    assert.deepEqual(video, { sizeBytes, frames: 9, fps: 12, width: 96, height: 64, durationSeconds: 9 / 12 })
    assert.equal(probe.sizeBytes, sizeBytes)
    assert.equal((await sharp(result.thumbnail.path).metadata()).format, 'webp')
    assert.equal((await sharp(result.spritesheet.path).metadata()).width, 3 * 96)
    assert.deepEqual((await readdir(request.outputDirectory)).toSorted(), [
      'first-frame.png',
      'last-frame.png',
      'spritesheet.jpg',
      'thumbnail.webp',
      'video.mp4',
    ])
    assert.deepEqual(Object.keys(result.timings), [...ENGINE_PHASES])
    assert.ok(Object.values(result.timings).every((seconds) => seconds >= 0 && seconds < 60))
  })

  test('Progress passes the phases in order, counts every step once and never falls', async () => {
    const seen: EngineProgress[] = []
    await generate(await newRequest(folder, { steps: 4 }), (progress) => seen.push(progress))
    const rank = seen.map(({ phase, step }) => ENGINE_PHASES.indexOf(phase) * 1000 + step)
    assert.deepEqual(
      rank,
      rank.toSorted((a, b) => a - b),
    )
    assert.deepEqual([...new Set(seen.map(({ phase }) => phase))], [...ENGINE_PHASES])
    const steps = seen.filter(({ phase }) => phase === 'denoise').map(({ step }) => step)
    assert.deepEqual(steps, [0, 1, 2, 3, 4])
    assert.ok(seen.every((progress) => progress.steps === 4))
  })

  test('The same request gives the same frames, and another seed gives others', async () => {
    const sheet = async (seed: number) => {
      const { spritesheet } = await generate(await newRequest(folder, { seed }))
      return await readFile(spritesheet.path)
    }
    const [a, again, other] = [await sheet(1), await sheet(1), await sheet(2 ** 32 + 2)]
    assert.ok(a.equals(again))
    assert.ok(!a.equals(other))
  })

  test('A request may choose the sampler, which the manifest names, and else has the model’s own', async () => {
    const made = async (sampler: Pick<EngineRequest, 'scheduler' | 'schedule'>) => {
      const { manifest, spritesheet } = await generate(
        await newRequest(folder, { seed: 1, steps: 3, ...sampler }),
      )
      return { names: [manifest.scheduler, manifest.schedule], sheet: await readFile(spritesheet.path) }
    }
    const own = await made({})
    assert.deepEqual(own.names, ['unipc', 'A'])
    assert.deepEqual(await made({ scheduler: 'unipc', schedule: 'A' }), own)
    const euler = await made({ scheduler: 'euler', schedule: 'E' })
    assert.deepEqual(euler.names, ['euler', 'E'])
    assert.ok(!euler.sheet.equals(own.sheet))
  })

  test('A cancellation takes effect before the next step, and the process stays', async () => {
    await generate(await newRequest(folder))
    const { pid } = engine
    const request = await newRequest(folder, LONG)
    const cancel = new AbortController()
    let stepAt = 0
    let stepMs = 0
    let abortedAt = 0
    const onProgress = ({ phase, step }: EngineProgress) => {
      if (phase !== 'denoise') return
      stepMs = performance.now() - stepAt
      stepAt = performance.now()
      if (step !== 5) return
      abortedAt = stepAt
      cancel.abort()
    }
    await failsWith(generate(request, onProgress, cancel.signal), 'cancelled', false)
    const tookMs = performance.now() - abortedAt
    assert.ok(tookMs < patient(3 * stepMs + 100), `${tookMs} ms, steps of ${stepMs} ms`)
    assert.deepEqual(await readdir(request.outputDirectory), ['first-frame.png'])
    await generate(await newRequest(folder))
    assert.equal(engine.pid, pid)
  })

  test('A run cancelled before its start never starts', async () => {
    const request = await newRequest(folder)
    let reports = 0
    await failsWith(
      generate(request, () => reports++, AbortSignal.abort()),
      'cancelled',
      false,
    )
    assert.equal(reports, 0)
    await generate(await newRequest(folder))
  })

  test('A deadline during a run ends it as deadline_exceeded, and one that has passed keeps it from starting', async () => {
    const { pid } = engine
    const request = await newRequest(folder, LONG)
    const late = generate(request, undefined, undefined, 1500)
    await failsWith(late, 'deadline_exceeded', false)
    assert.equal(engine.pid, pid)
    await failsWith(generate(request, undefined, undefined, 0), 'deadline_exceeded', false)
    await generate(await newRequest(folder))
  })

  test('An engine makes one video at a time: a second run is refused and the first continues', async () => {
    const first = generate(await newRequest(folder))
    await assert.rejects(generate(await newRequest(folder)), /first is busy/)
    await first
  })

  const unusable: Record<string, [Partial<EngineRequest>, code: string, retryable: boolean, detail: RegExp]> =
    {
      'an unknown model': [{ modelId: 'wan9' }, 'model_unavailable', false, /wan9/],
      'an image that is missing': [{ imagePath: '/nonexistent/image.png' }, 'invalid_input', false, /ENOENT/],
      'frames that are not 4n + 1': [{ frames: 6 }, 'invalid_input', false, /expected 4n \+ 1/],
      'an output directory that is missing': [
        { outputDirectory: '/nonexistent' },
        'encode_failed',
        true,
        /No such file/,
      ],
      'guidance that overflows': [{ guidanceScale: 1e300, steps: 3 }, 'internal_error', false, /^$/],
    }
  for (const [name, [patch, code, retryable, detail]] of Object.entries(unusable))
    test(`A run with ${name} fails as ${code}, and the engine stays usable`, async () => {
      const { pid } = engine
      const error = await failsWith(generate(await newRequest(folder, patch)), code, retryable)
      assert.match(detailOf(error), detail)
      assert.equal(engine.pid, pid)
      await generate(await newRequest(folder))
    })

  test("An image of a size other than the request's fails as invalid_input", async () => {
    const other = await newRequest(folder, { width: 80 })
    const error = await failsWith(
      generate({
        ...(await newRequest(folder)),
        imagePath: path.join(other.outputDirectory, 'first-frame.png'),
      }),
      'invalid_input',
      false,
    )
    assert.match(detailOf(error), /is 80x64; the request is for 64x64/)
  })

  test('A run beyond the available memory fails as out_of_memory with a smaller size, and the restarted engine stays usable', async () => {
    // One of its own: what earlier runs of a process took and gave back does not count against the
    // limit.
    const limited = await startTestEngine()
    const run = (request: EngineRequest) =>
      limited.generate(request, {
        onProgress: () => undefined,
        signal: new AbortController().signal,
        timeLimitMs: AN_HOUR_MS,
      })
    try {
      await run(await newRequest(folder))
      const { pid } = limited
      limitMemory(pid!, 180e6)
      const large = await newRequest(folder, { width: 320, height: 192, frames: 81 })
      const error = await failsWith(run(large), 'out_of_memory', false)
      assert.match(
        error.message,
        /320x192 with 81 frames does not fit .*; (\d+)x(\d+) with 81 frames is expected to\.$/,
      )
      await run(await newRequest(folder))
      assert.notEqual(limited.pid, pid)
    } finally {
      await limited.close()
    }
  })

  test('The engine process sees PATH but no secret of the service', async () => {
    const secretive = await startTestEngine({
      environment: {
        PATH: '/usr/bin:/bin',
        DATABASE_URL: 'postgres://secret',
        JWT_SECRET: 'secret',
        LD_LIBRARY_PATH: '/opt',
      },
    })
    try {
      const variables = (await readFile(`/proc/${secretive.pid}/environ`, 'utf8')).split('\0')
      assert.ok(variables.includes('PATH=/usr/bin:/bin') && variables.includes('LD_LIBRARY_PATH=/opt'))
      assert.ok(!variables.some((variable) => variable.includes('secret')))
    } finally {
      await secretive.close()
    }
  })
})
