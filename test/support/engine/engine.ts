import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepareInputImage } from '#api/images/decode-image.ts'
import { openLog } from '#core/log.ts'
import type { Engine } from '#worker/engine/engine.ts'
import { startEngine, type EngineOptions } from '#worker/engine/parent/client.ts'
import type { EngineRequest } from '#worker/engine/run.ts'
import { ONE_MODEL_DIRECTORY } from '#test/support/fixture-models.ts'
import { patient } from '#test/support/load/patience.ts'

export const TINY_MODEL = 'wan2.1-i2v-tiny'
const PHOTO = fileURLToPath(new URL('../../fixtures/photo.jpg', import.meta.url))

/** A real engine on the CPU that serves the tiny model of image-to-video. */
export function startTestEngine(patch: Partial<EngineOptions> = {}): Promise<Engine> {
  return startEngine({
    device: 'cpu',
    modelsDirectory: ONE_MODEL_DIRECTORY,
    threads: 1,
    log: openLog({ level: 'silent', process: 'test' }),
    // A step of a loaded machine takes minutes; tests of the limit set their own.
    stallTimeoutMs: 600_000,
    cancelGraceMs: 30_000,
    ...patch,
  })
}

export const newFolder = (): Promise<string> => mkdtemp(path.join(os.tmpdir(), 'engine-test-'))

/**
 * A request with its prepared image and its own output directory under `folder`; two steps of
 * 64x64x5 by default.
 */
export async function newRequest(folder: string, patch: Partial<EngineRequest> = {}): Promise<EngineRequest> {
  const runId = randomUUID()
  const size = { width: patch.width ?? 64, height: patch.height ?? 64 }
  const outputDirectory = path.join(folder, runId)
  const imagePath = path.join(outputDirectory, 'first-frame.png')
  await mkdir(outputDirectory)
  await writeFile(imagePath, await prepareInputImage(await readFile(PHOTO), size))
  return {
    runId,
    modelId: TINY_MODEL,
    imagePath,
    lastImagePath: null,
    outputDirectory,
    prompt: 'a cup of coffee',
    negativePrompt: 'blurry',
    ...size,
    frames: 5,
    fps: 16,
    steps: 2,
    guidanceScale: 5,
    guidanceScale2: null,
    flowShift: 3,
    seed: 7,
    checkpoint: null,
    resumeFrom: null,
    previews: false,
    ...patch,
  }
}

/** Denoises for many seconds, in steps of some 20 ms. */
export const LONG = { width: 160, height: 96, frames: 17, steps: 1000 } as const

/** Lets a process have this much memory of its own more than it has. */
export function limitMemory(pid: number, moreBytes: number): void {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1')
  const dataBytes = Number(/VmData:\s+(\d+) kB/.exec(status)![1]) * 1024
  execFileSync('prlimit', ['--pid', `${pid}`, `--data=${dataBytes + moreBytes}:`])
}

/** Whether a process exists and is not a zombie. */
export async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null)
  return stat !== null && !/\) [ZX] /.test(stat)
}

/**
 * Resolves when the process is gone, which no event tells of a process that is not our child.
 *
 * @throws Error after `timeoutMs`.
 */
export async function untilGone(pid: number, timeoutMs: number): Promise<void> {
  const until = Date.now() + patient(timeoutMs)
  while (await isAlive(pid)) {
    if (Date.now() > until) throw new Error(`process ${pid} is still there after ${timeoutMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Kills the child of an idle engine and resolves when the engine knows. */
export async function killIdle(engine: Engine): Promise<void> {
  const { pid } = engine
  process.kill(pid!, 'SIGKILL')
  while (engine.pid === pid) await new Promise((resolve) => setTimeout(resolve, 5))
}
