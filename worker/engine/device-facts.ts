import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { memoryBudget } from '#worker/wan/memory-budget.ts'
import type { MemoryBudget } from '#worker/wan/memory-plan.ts'
import { precisionOf, type Precision } from '#worker/wan/precision.ts'
import type { EngineSetup } from './protocol.ts'

/** What an engine's device can do and hold. */
export interface DeviceFacts {
  readonly budget: MemoryBudget
  /** The arithmetic that its models are built in. */
  readonly precision: Precision
  /** Sentences for the operator's log. */
  readonly notes: readonly string[]
}

const QUERY = ['--query-gpu=memory.total,compute_cap', '--format=csv,noheader,nounits']
const MIB_PER_GIB = 1024
const run = promisify(execFile)

/**
 * The CPU computes in float32 and has as much memory as the settings say. Of a CUDA device nvidia-smi is asked: bfloat16, the
 * type of the published weights, from compute capability 8.0 (Ampere) on, which is where its tensor cores begin; float16 below, and
 * where the capability is not known. The settings win over what is found.
 */
export async function readDeviceFacts({
  device,
  memoryGb,
  visibleDevice,
}: Pick<EngineSetup, 'device' | 'memoryGb' | 'visibleDevice'>): Promise<DeviceFacts> {
  if (device === 'cpu')
    return { budget: memoryBudget('cpu', memoryGb), precision: precisionOf('float32'), notes: [] }
  const found = await askDriver(visibleDevice)
  const totalGib = memoryGb ?? found?.totalGib ?? null
  const capability = found?.computeCapability
  const precision = precisionOf(
    capability !== undefined && capability >= 8 ? 'bfloat16' : 'float16',
    capability,
  )
  const notes =
    found || memoryGb !== null
      ? []
      : [
          'nvidia-smi did not answer, so the memory of the device is not known and nothing is refused for it: set ENGINE_MEMORY_GB',
        ]
  return { budget: memoryBudget('cuda', totalGib), precision, notes }
}

export interface DriverAnswer {
  readonly totalGib: number
  /** 8.9 for example. */
  readonly computeCapability: number
}

async function askDriver(visibleDevice: string | null): Promise<DriverAnswer | undefined> {
  try {
    const { stdout } = await run('nvidia-smi', [...QUERY, ...(visibleDevice ? ['-i', visibleDevice] : [])], {
      timeout: 20_000,
    })
    return parseDriverAnswer(stdout)
  } catch {
    return undefined
  }
}

/** The first line of nvidia-smi: memory in MiB and compute capability, separated by a comma. */
export function parseDriverAnswer(text: string): DriverAnswer | undefined {
  const [mebibytes = NaN, computeCapability = NaN] = (text.trim().split('\n')[0] ?? '').split(',').map(Number)
  return mebibytes > 0 && computeCapability > 0
    ? { totalGib: mebibytes / MIB_PER_GIB, computeCapability }
    : undefined
}
