/**
 * An attention node's kernel, as ONNX Runtime's CUDA provider reports it when
 * ORT_ENABLE_ATTENTION_KERNEL_DEBUG_INFO is set.
 */
export interface AttentionKernel {
  readonly operator: string
  readonly dtype: 'fp32' | 'fp16' | 'bf16'
  /** FLASH_ATTENTION, CUDNN_FLASH_ATTENTION, EFFICIENT_ATTENTION, MATH and others. */
  readonly kernel: string
}

/** The terminal colour codes around a line: ESC [ digits m. */
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')
const REPORT = /^Operator=(\S+)(?: Node=\S*)? DataType=(fp32|fp16|bf16) SdpaKernel=(\w+)$/

/**
 * The kernels that a process reported in `section` of its output. A section begins with a line
 * `== <name>`. The format of a report is that of AttentionKernelDebugInfo::Print
 * (microsoft/onnxruntime, contrib_ops/cuda/bert/attention_kernel_options.cc).
 */
export function attentionKernels(output: string, section: string): AttentionKernel[] {
  const kernels: AttentionKernel[] = []
  let current = ''
  for (const raw of output.split('\n')) {
    const line = raw.replace(COLOURS, '').trim()
    if (line.startsWith('== ')) current = line.slice(3)
    const [, operator, dtype, kernel] = REPORT.exec(line) ?? []
    if (current === section && operator !== undefined && kernel !== undefined)
      kernels.push({ operator, dtype: dtype as AttentionKernel['dtype'], kernel })
  }
  return kernels
}

/**
 * Whether the kernel keeps no scores in memory and uses tensor cores. Below compute capability 8.0
 * the memory-efficient kernel is the best available and counts as fast.
 */
export function isFastKernel({ kernel }: AttentionKernel, computeCapability: number): boolean {
  return (
    kernel === 'FLASH_ATTENTION' ||
    kernel === 'CUDNN_FLASH_ATTENTION' ||
    (computeCapability < 8 && kernel === 'EFFICIENT_ATTENTION')
  )
}
