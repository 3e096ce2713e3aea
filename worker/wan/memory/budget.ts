import { type MemoryBudget } from './plan.ts'

const GIB = 2 ** 30

/**
 * Memory in use before the first session opens. On CUDA: the context, the code of the kernels, and
 * the workspaces of cuBLAS and cuDNN; an allowance, not measured. On the CPU: Node with the
 * runtime's library, measured at 0.11 GiB, and the buffers of one run.
 */
const BASE_BYTES = { cpu: 0.25 * GIB, cuda: 1 * GIB }

/**
 * The budget of a device with `totalGib` GiB, as vendors count the memory of their cards; null
 * means no limit.
 */
export function memoryBudget(kind: 'cpu' | 'cuda', totalGib: number | null): MemoryBudget {
  const totalBytes = totalGib === null ? null : totalGib * GIB
  return { totalBytes, baseBytes: BASE_BYTES[kind], keepsSessions: kind === 'cuda' }
}
