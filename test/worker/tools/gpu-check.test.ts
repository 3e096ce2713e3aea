import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { writeComfyuiFolder } from '#test/support/comfyui/comfyui-folder.ts'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { compareRuns, relativeError, TOLERANCES } from '#worker/tools/gpu/compare-runs.ts'
import { type GpuCheckResult, type GpuCheckRun } from '#worker/tools/gpu/gpu-check-run.ts'
import { nodeEnvironment } from '#test/support/processes/environment.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const CHECK = path.join(ROOT, 'worker/tools/gpu-check.ts')
const RUN = path.join(ROOT, 'worker/tools/gpu/gpu-check-run.ts')
const run = promisify(execFile)
type Failure = { readonly code: number; readonly stdout: string; readonly stderr: string }

describe('The check of a GPU', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'gpu-check-test-'))
  })
  after(() => rm(folder, { recursive: true }))

  it('The GPU check prints "not run" and ends with 0 where there is no GPU', async () => {
    const { stdout } = await run(process.execPath, [CHECK], { env: { ...nodeEnvironment(), PATH: folder } })
    assert.equal(stdout, 'gpu-check: not run: there is no CUDA device (nvidia-smi lists none)\n')
  })

  it('The GPU check ends with 1 and names what to install where the CUDA library is missing', async () => {
    const driver = path.join(folder, 'nvidia-smi')
    await writeFile(driver, '#!/bin/sh\necho "NVIDIA L4, 23034, 8.9, 580.65"\n')
    await chmod(driver, 0o755)
    const env = { ...nodeEnvironment(), PATH: `${folder}:/usr/bin:/bin` }
    const failure = (await run(process.execPath, [CHECK], { env }).catch(
      (error: unknown) => error,
    )) as Failure
    assert.equal(failure.code, 1)
    assert.match(
      failure.stdout,
      /not run: the machine has a CUDA device \(NVIDIA L4\), but libonnxruntime_providers_cuda\.so is not installed: run `npm run setup:cuda`/,
    )
  })

  it('The GPU check ends with 2 and the help when it does not understand its arguments', async () => {
    const failure = (await run(process.execPath, [CHECK, '--frames', 'many']).catch(
      (error: unknown) => error,
    )) as Failure
    assert.equal(failure.code, 2)
    assert.match(
      failure.stderr,
      /--size, --frames and --steps take whole numbers of at least 1\n\nnpm run gpu-check/,
    )
  })

  it('The GPU check accepts a transformer in float16 within the tolerance and refuses other numbers', async () => {
    const source = path.join(MODELS_DIRECTORY, 'wan2.2-t2v-a14b-tiny')
    // The files of ComfyUI have no model_index.json.
    const comfyui = path.join(folder, 'comfyui')
    await writeComfyuiFolder(source, comfyui)
    const results: GpuCheckResult[] = []
    for (const dtype of ['float32', 'float16'] as const) {
      const output = path.join(folder, dtype)
      await mkdir(output)
      const request: GpuCheckRun = {
        folder: dtype === 'float32' ? source : comfyui,
        device: 'cpu',
        dtype,
        computeCapability: null,
        width: 64,
        height: 64,
        frames: 5,
        steps: 3,
        output,
      }
      const { stdout } = await run(process.execPath, [RUN, JSON.stringify(request)])
      assert.deepEqual(stdout.match(/^== (denoise|released)$/gm), [
        '== denoise',
        '== released',
        '== denoise',
        '== released',
      ])
      results.push(JSON.parse(await readFile(path.join(output, 'result.json'), 'utf8')) as GpuCheckResult)
    }
    assert.ok(results.every(({ stepSeconds }) => stepSeconds > 0))
    assert.ok(results[0]!.forwardFlops > 0 && results[0]!.forwardFlops === results[1]!.forwardFlops)
    const difference = await compareRuns(path.join(folder, 'float16'), path.join(folder, 'float32'))
    assert.ok(
      difference.latents > 0 && difference.latents < TOLERANCES.float16.latents,
      `${difference.latents}`,
    )
    assert.ok(difference.pixels < TOLERANCES.float16.pixels, `${difference.pixels}`)

    const bytes = await readFile(path.join(folder, 'float32/latents.bin'))
    const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
    assert.ok(relativeError(values.toReversed(), values) > TOLERANCES.bfloat16.latents)
    assert.throws(() => relativeError(Float32Array.of(NaN), Float32Array.of(1)), /latent 0 is NaN/)
  })
})
