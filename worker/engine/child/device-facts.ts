import { memoryBudget } from '#worker/wan/memory/budget.ts'
import type { MemoryBudget } from '#worker/wan/memory/plan.ts'
import { precisionOf, type Precision } from '#worker/wan/folder/precision.ts'
import { findCudaDevice } from './nvidia-smi.ts'
import type { EngineSetup } from '#worker/engine/protocol.ts'

/** What an engine's device can do and hold. */
export interface DeviceFacts {
  readonly budget: MemoryBudget
  /** The arithmetic that its models are built in. */
  readonly precision: Precision
  /** Sentences for the operator's log. */
  readonly notes: readonly string[]
}

const MIB_PER_GIB = 1024
/** Ampere, whose tensor cores are the first for bfloat16. */
const BFLOAT16_CAPABILITY = 8

/**
 * The CPU computes in float32 and has as much memory as the settings say. Of a CUDA device the
 * driver is asked: bfloat16, the type of the published weights, where it is fast; float16 below,
 * and where that is not known. The settings win over what is found.
 */
export async function readDeviceFacts({
  device,
  memoryGb,
  visibleDevice,
}: Pick<EngineSetup, 'device' | 'memoryGb' | 'visibleDevice'>): Promise<DeviceFacts> {
  if (device === 'cpu')
    return { budget: memoryBudget('cpu', memoryGb), precision: precisionOf('float32'), notes: [] }
  const found = await findCudaDevice(visibleDevice ?? '0')
  const capability = found?.computeCapability
  const dtype = capability !== undefined && capability >= BFLOAT16_CAPABILITY ? 'bfloat16' : 'float16'
  const unknown =
    'nvidia-smi did not answer, so the memory of the device is not known and nothing is refused for it: set ENGINE_MEMORY_GB'
  return {
    budget: memoryBudget('cuda', memoryGb ?? (found ? found.totalMib / MIB_PER_GIB : null)),
    precision: precisionOf(dtype, capability),
    notes: found || memoryGb !== null ? [] : [unknown],
  }
}
