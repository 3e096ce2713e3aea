import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { after, afterEach, before, describe, test } from 'node:test'
import { EngineError } from '#worker/engine/failure.ts'
import type { Engine } from '#worker/engine/engine.ts'
import type { EngineOptions } from '#worker/engine/parent/client.ts'
import type { EngineProgress, EngineRequest } from '#worker/engine/run.ts'
import { findFfmpeg } from '#worker/media/ffmpeg.ts'
import {
  killIdle,
  LONG,
  newFolder,
  newRequest,
  startTestEngine,
  untilGone,
} from '#test/support/engine/engine.ts'
import { patient } from '#test/support/load/patience.ts'

let folder: string
let engine: Engine | null = null
before(async () => void (folder = await newFolder()))
afterEach(async () => {
  if (engine?.pid) process.kill(engine.pid, 'SIGCONT')
  await engine?.close()
  engine = null
})
after(() => rm(folder, { recursive: true, force: true }))

const start = async (patch: Partial<EngineOptions> = {}) => (engine = await startTestEngine(patch))
const generate = (
  request: EngineRequest,
  onProgress: (progress: EngineProgress) => void = () => undefined,
  signal = new AbortController().signal,
) => engine!.generate(request, { onProgress, signal, timeLimitMs: 3_600_000 })
const failsWith = (run: Promise<unknown>, code: string, retryable: boolean) =>
  assert.rejects(run, (error: unknown) => {
    assert.ok(error instanceof EngineError, String(error))
    assert.deepEqual([error.code, error.retryable], [code, retryable])
    return true
  })

/** Calls `act` once, at the given denoising step. */
const atStep = (step: number, act: () => void) => (progress: EngineProgress) => {
  if (progress.phase === 'denoise' && progress.step === step) act()
}

describe('An engine process that dies or hangs', () => {
  test('SIGKILL during a run fails it as engine_crashed, and the next run works in a new process', async () => {
    await start()
    const pid = engine!.pid!
    await failsWith(
      generate(
        await newRequest(folder, LONG),
        atStep(3, () => process.kill(pid, 'SIGKILL')),
      ),
      'engine_crashed',
      true,
    )
    await untilGone(pid, 1000)
    const result = await generate(await newRequest(folder))
    assert.equal(result.video.frames, 5)
    assert.ok(engine!.pid !== null && engine!.pid !== pid)
  })

  test('SIGABRT without a message about memory fails the run as engine_crashed', async () => {
    await start()
    const abort = atStep(3, () => process.kill(engine!.pid!, 'SIGABRT'))
    await failsWith(generate(await newRequest(folder, LONG), abort), 'engine_crashed', true)
  })

  test('A killed idle process is replaced before the next run, time after time', async () => {
    await start()
    const pids = new Set<number>()
    for (let i = 0; i < 3; i++) {
      pids.add(engine!.pid!)
      await killIdle(engine!)
      await generate(await newRequest(folder))
    }
    assert.equal(pids.size, 3)
  })

  test('A process that does not answer a cancellation is killed after the grace period', async () => {
    await start({ cancelGraceMs: 300 })
    const pid = engine!.pid!
    const cancel = new AbortController()
    let abortedAt = 0
    const run = generate(
      await newRequest(folder, LONG),
      atStep(3, () => {
        process.kill(pid, 'SIGSTOP')
        abortedAt = performance.now()
        cancel.abort()
      }),
      cancel.signal,
    )
    await failsWith(run, 'cancelled', false)
    const tookMs = performance.now() - abortedAt
    assert.ok(tookMs >= 290 && tookMs < patient(2000), `${tookMs} ms`)
    await untilGone(pid, 1000)
    await generate(await newRequest(folder))
  })

  test('A run without progress for the stall timeout fails as engine_stalled, and the next run works', async () => {
    await start({ stallTimeoutMs: 3000 })
    const pid = engine!.pid!
    await failsWith(
      generate(
        await newRequest(folder, LONG),
        atStep(3, () => process.kill(pid, 'SIGSTOP')),
      ),
      'engine_stalled',
      true,
    )
    await untilGone(pid, 1000)
    await generate(await newRequest(folder))
  })

  test('An engine process ignores SIGINT and SIGTERM, because its parent decides', async () => {
    await start()
    const { pid } = engine!
    await generate(
      await newRequest(folder, { steps: 4 }),
      atStep(2, () => ['SIGINT', 'SIGTERM'].forEach((signal) => process.kill(pid!, signal))),
    )
    assert.equal(engine!.pid, pid)
  })

  test('A process that cannot be restarted fails the run that waits for it, and the next run tries again', async () => {
    const { ffmpegPath } = await findFfmpeg({})
    const wrapper = path.join(folder, 'ffmpeg')
    await writeFile(wrapper, `#!/bin/sh\nexec "${ffmpegPath}" "$@"\n`, { mode: 0o755 })
    await start({ ffmpegPath: wrapper })
    await chmod(wrapper, 0o644)
    await killIdle(engine!)
    await failsWith(generate(await newRequest(folder)), 'engine_crashed', true)
    await chmod(wrapper, 0o755)
    await generate(await newRequest(folder))
  })
})

describe('The end of an engine', () => {
  test('Closing an idle engine ends its process', async () => {
    await start()
    const pid = engine!.pid!
    const closingAt = performance.now()
    await engine!.close()
    assert.ok(performance.now() - closingAt < 1900, 'it ended by itself and was not killed')
    await untilGone(pid, 0)
    await failsWith(generate(await newRequest(folder)), 'engine_crashed', true)
  })

  test('Closing an engine during a run fails the run as retryable and ends the process', async () => {
    await start()
    const pid = engine!.pid!
    const closed = Promise.withResolvers<void>()
    const run = generate(
      await newRequest(folder, LONG),
      atStep(3, () => void engine!.close().then(closed.resolve, closed.reject)),
    )
    await failsWith(run, 'engine_crashed', true)
    await closed.promise
    await untilGone(pid, 0)
  })

  /**
   * Starts a worker with a run, kills it when the run reports `report`, and returns the pid of its
   * engine.
   */
  async function orphan(patch: Partial<EngineRequest>, report: string): Promise<number> {
    const script = fileURLToPath(new URL('../../../support/engine/engine-parent.ts', import.meta.url))
    const parent = spawn(process.execPath, [script, folder, JSON.stringify(patch)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exit = once(parent, 'exit')
    let pid = 0
    for await (const line of createInterface({ input: parent.stdout })) {
      pid = Number(line.split(' ')[0])
      if (line.endsWith(report)) break
    }
    assert.ok(pid > 0)
    parent.kill('SIGKILL')
    await exit
    return pid
  }

  test('The engine process ends when its parent is killed with SIGKILL during a run', async () => {
    await untilGone(await orphan(LONG, 'denoise 2'), 2000)
  })

  test('The engine process ends with its parent even during a forward of several seconds', async () => {
    const large = { width: 304, height: 192, frames: 65, steps: 1 }
    await untilGone(await orphan(large, 'decode 1'), 2000)
  })
})
