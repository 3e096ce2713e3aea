/**
 * One attention as ONNX Runtime's CUDA provider reports it under
 * ORT_ENABLE_ATTENTION_KERNEL_DEBUG_INFO.
 */
export interface AttentionKernel {
  readonly operator: string
  readonly dtype: 'fp32' | 'fp16' | 'bf16'
  /** FLASH_ATTENTION, CUDNN_FLASH_ATTENTION, EFFICIENT_ATTENTION, MATH and others. */
  readonly kernel: string
}

/** Colours around a line: ESC [ digits m. */
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')
const REPORT = /^Operator=(\S+)(?: Node=\S*)? DataType=(fp32|fp16|bf16) SdpaKernel=(\w+)$/

/**
 * What a process printed while it was in `section`: sections begin with a line `== <name>`. Text of
 * the reports: microsoft/onnxruntime, contrib_ops/cuda/bert/attention_kernel_options.cc,
 * AttentionKernelDebugInfo::Print.
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
 * Kernels that keep no scores in memory and use tensor cores; below compute capability 8.0 the
 * memory-efficient one is the best there is.
 */
export function isFastKernel({ kernel }: AttentionKernel, computeCapability: number): boolean {
  return (
    kernel === 'FLASH_ATTENTION' ||
    kernel === 'CUDNN_FLASH_ATTENTION' ||
    (computeCapability < 8 && kernel === 'EFFICIENT_ATTENTION')
  )
}
