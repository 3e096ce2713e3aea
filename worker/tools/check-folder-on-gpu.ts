import { spawn } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { processEnvironment } from '#core/config/config.ts'
import { type CudaDevice } from '#worker/engine/child/nvidia-smi.ts'
import { type FloatType } from '#worker/graphs/onnx/builder.ts'
import { readModelConfigs } from '#worker/wan/folder/config/model-configs.ts'
import { attentionKernels, isFastKernel } from './attention-kernels.ts'
import { compareRuns, TOLERANCES, type Difference } from './compare-runs.ts'
import { type GpuCheckResult, type GpuCheckRun } from './gpu-check-run.ts'
import { peakFlops, transformerFlops } from './transformer-flops.ts'

export type RunSize = Pick<GpuCheckRun, 'width' | 'height' | 'frames' | 'steps'>

export interface CheckedRun {
  readonly name: string
  /** What was found, for people. */
  readonly line: string
  readonly faults: readonly string[]
}

/** A session that is released gives back all but what the library itself keeps. */
const RELEASE_TOLERANCE_MIB = 64
/**
 * What session.ts says when the runtime refuses a transformer that is to run on the device alone.
 */
const FALLBACK = /operators of \w+ run on the CPU/
const CHILD = path.join(import.meta.dirname, 'gpu-check-run.ts')

/** What the CPU makes of a folder in float32: the folder of its results. */
export async function runOnCpu(folder: string, size: RunSize, scratch: string): Promise<string> {
  const output = path.join(scratch, `${path.basename(folder)}-cpu`)
  await mkdir(output)
  const run = { folder, device: 'cpu', dtype: 'float32', computeCapability: null, ...size, output } as const
  const { code, text } = await runChild(run)
  if (code !== 0) throw new Error(`${folder} does not run on the CPU:\n${text}`)
  return output
}

/** Runs a folder on the CUDA device in one type and looks at everything that can be seen. */
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
    return { name, line: `${name}: failed`, faults: [`it ended with ${code}:\n${text.slice(-4000)}`] }

  const result = JSON.parse(await readFile(path.join(output, 'result.json'), 'utf8')) as GpuCheckResult
  const kernels = attentionKernels(text, 'denoise')
  const slow = kernels.filter((kernel) => !isFastKernel(kernel, computeCapability))
  const difference = reference === undefined ? undefined : await compareRuns(output, reference)
  const faults = [
    ...(kernels.length === 0 ? ['no attention kernel of the transformer was reported'] : []),
    ...slow.slice(0, 1).map(({ operator, kernel }) => `${operator} of the transformer ran on ${kernel}`),
    ...(FALLBACK.test(text) ? ['operators of the transformer run on the CPU'] : []),
    ...(difference ? differenceFaults(difference, TOLERANCES[dtype]) : []),
    ...memoryFaults(result.usedMemory),
  ]
  const names = [...new Set(kernels.map(({ kernel }) => kernel))].join(' and ') || 'no kernel reported'
  const apart = difference
    ? `latents ${difference.latents.toExponential(1)} and pixels ${difference.pixels.toFixed(2)} from the CPU`
    : 'not compared'
  const line = `${name}: ${names}; ${apart}; ${await stepTime(folder, result, device)}${faults.length > 0 ? '; FAULTS' : ''}`
  return { name, line, faults }
}

function differenceFaults({ latents, pixels }: Difference, tolerance: Difference): string[] {
  return [
    ...(latents > tolerance.latents ? [`latents are off by ${latents}, at most ${tolerance.latents}`] : []),
    ...(pixels > tolerance.pixels ? [`pixels are off by ${pixels}, at most ${tolerance.pixels}`] : []),
  ]
}

/**
 * What is left after the second release must not be more than after the first, which includes what
 * the library keeps.
 */
function memoryFaults([, first = 0, , second = 0]: readonly number[]): string[] {
  return second > first + RELEASE_TOLERANCE_MIB
    ? [`${second - first} MiB more are taken after the second release than after the first`]
    : []
}

async function stepTime(
  folder: string,
  { stepSeconds, tokens }: GpuCheckResult,
  { name }: CudaDevice,
): Promise<string> {
  const { configs } = await readModelConfigs(folder)
  // Two forwards, for guidance.
  const flops = 2 * transformerFlops(configs.transformer, tokens)
  const peak = peakFlops(name)
  const milliseconds = (seconds: number): string => `${(1000 * seconds).toPrecision(3)} ms`
  const floor = peak === undefined ? `no data sheet of ${name}` : `at least ${milliseconds(flops / peak)}`
  return `${milliseconds(stepSeconds)} a step, ${(flops / stepSeconds / 1e12).toPrecision(3)} TFLOP/s (${floor})`
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
