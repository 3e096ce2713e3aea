import { memoryBudget } from '#worker/wan/memory/budget.ts'
import type { MemoryBudget } from '#worker/wan/memory/plan.ts'
import { precisionOf, type Precision } from '#worker/wan/folder/precision.ts'
import { findCudaDevice } from './nvidia-smi.ts'
import type { EngineSetup } from '#worker/engine/protocol.ts'

/** Memory and arithmetic of an engine's device. */
export interface DeviceFacts {
  readonly budget: MemoryBudget
  /** The arithmetic of the device's models. */
  readonly precision: Precision
  /** Sentences for the operator's log. */
  readonly notes: readonly string[]
}

const MIB_PER_GIB = 1024
/** Ampere, the first architecture whose tensor cores compute bfloat16. */
const BFLOAT16_CAPABILITY = 8

/**
 * Facts about the device. The CPU computes in float32 with the memory that the settings allow. A
 * CUDA device is queried through its driver: compute capability 8.0 and above gets bfloat16, the
 * type of the published weights; below that, or if it is unknown, float16. Settings override what
 * is found.
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
