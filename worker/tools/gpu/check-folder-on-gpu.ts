import { spawn } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { processEnvironment } from '#core/config/config.ts'
import { type CudaDevice } from '#worker/engine/child/nvidia-smi.ts'
import { type FloatType } from '#worker/graphs/onnx/builder.ts'
import { attentionKernels, isFastKernel } from './attention-kernels.ts'
import { compareRuns, TOLERANCES, type Difference } from './compare-runs.ts'
import { type GpuCheckResult, type GpuCheckRun } from './gpu-check-run.ts'
import { peakFlops } from './transformer-flops.ts'

export type RunSize = Pick<GpuCheckRun, 'width' | 'height' | 'frames' | 'steps'>

export interface CheckedRun {
  readonly name: string
  /** The findings as a line of text. */
  readonly line: string
  readonly faults: readonly string[]
}

/** The growth between two releases that is no leak: a library may keep some memory. */
const RELEASE_TOLERANCE_MIB = 64
/** The message of session.ts when the runtime refuses to run a whole transformer on the device. */
const FALLBACK = /operators of \w+ run on the CPU/
const CHILD = path.join(import.meta.dirname, 'gpu-check-run.ts')

/**
 * Runs a model folder on the CPU in float32 and returns the folder of its results.
 *
 * @throws Error with the output of the process when the run fails.
 */
export async function runOnCpu(folder: string, size: RunSize, scratch: string): Promise<string> {
  const output = path.join(scratch, `${path.basename(folder)}-cpu`)
  await mkdir(output)
  const run = { folder, device: 'cpu', dtype: 'float32', computeCapability: null, ...size, output } as const
  const { code, text } = await runChild(run)
  if (code !== 0) throw new Error(`${folder} does not run on the CPU:\n${text}`)
  return output
}

/**
 * Runs a model folder on the CUDA device in one float type and checks its attention kernels, the
 * fallback to the CPU, the difference from the reference and the released memory. A run that fails
 * is a fault of the result, not an error.
 */
export async function checkFolder(check: {
  readonly folder: string
  readonly dtype: FloatType
  readonly size: RunSize
  readonly scratch: string
  readonly reference: string | undefined
  readonly device: CudaDevice
}): Promise<CheckedRun> {
  const { folder, dtype, size, reference, device } = check
  const { computeCapability } = device
  const name = `${path.basename(folder)} ${dtype}`
  const output = path.join(check.scratch, name.replace(' ', '-'))
  await mkdir(output)
  const { code, text } = await runChild({
    folder,
    device: 'cuda:0',
    dtype,
    computeCapability,
    ...size,
    output,
  })
  if (code !== 0)
    return { name, line: `${name}: failed`, faults: [`exit code ${code}:\n${text.slice(-4000)}`] }

  const result = JSON.parse(await readFile(path.join(output, 'result.json'), 'utf8')) as GpuCheckResult
  const kernels = attentionKernels(text, 'denoise')
  const slow = kernels.filter((kernel) => !isFastKernel(kernel, computeCapability))
  const difference = reference === undefined ? undefined : await compareRuns(output, reference)
  const faults = [
    ...(kernels.length === 0 ? ['no attention kernel of the transformer was reported'] : []),
    ...slow
      .slice(0, 1)
      .map(({ operator, kernel }) => `${operator} of the transformer ran on the slow kernel ${kernel}`),
    ...(FALLBACK.test(text) ? ['operators of the transformer run on the CPU'] : []),
    ...(difference ? differenceFaults(difference, TOLERANCES[dtype]) : []),
    ...memoryFaults(result.usedMemory),
  ]
  const names = [...new Set(kernels.map(({ kernel }) => kernel))].join(' and ') || 'no kernel reported'
  const apart = difference
    ? `latents differ by ${difference.latents.toExponential(1)} and pixels by ${difference.pixels.toFixed(2)} from the CPU`
    : 'not compared with the CPU'
  const line = `${name}: ${names}; ${apart}; ${stepTime(result, device)}${faults.length > 0 ? '; FAULTS' : ''}`
  return { name, line, faults }
}

function differenceFaults({ latents, pixels }: Difference, tolerance: Difference): string[] {
  return [
    ...(latents > tolerance.latents
      ? [`latents differ by ${latents}, expected at most ${tolerance.latents}`]
      : []),
    ...(pixels > tolerance.pixels
      ? [`pixels differ by ${pixels}, expected at most ${tolerance.pixels}`]
      : []),
  ]
}

/**
 * The memory in use after the second release must not exceed that after the first, which includes
 * what the library itself keeps. Values are in MiB.
 */
function memoryFaults([, first = 0, , second = 0]: readonly number[]): string[] {
  return second > first + RELEASE_TOLERANCE_MIB
    ? [`${second - first} MiB more are in use after the second release than after the first`]
    : []
}

function stepTime({ stepSeconds, forwardFlops }: GpuCheckResult, { name }: CudaDevice): string {
  // A step with guidance is two forwards.
  const flops = 2 * forwardFlops
  const peak = peakFlops(name)
  const milliseconds = (seconds: number): string => `${(1000 * seconds).toPrecision(3)} ms`
  const floor = peak === undefined ? `no data sheet of ${name}` : `at least ${milliseconds(flops / peak)}`
  return `${milliseconds(stepSeconds)} per step, ${(flops / stepSeconds / 1e12).toPrecision(3)} TFLOP/s (${floor})`
}

function runChild(run: GpuCheckRun): Promise<{ readonly code: number | null; readonly text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ code: number | null; text: string }>()
  const child = spawn(process.execPath, [CHILD, JSON.stringify(run)], {
    env: { ...processEnvironment(), ORT_ENABLE_ATTENTION_KERNEL_DEBUG_INFO: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  child.on('error', reject)
  child.on('close', (code) => resolve({ code, text }))
  return promise
}
