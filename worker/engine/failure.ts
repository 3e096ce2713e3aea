import { EncodeError } from '#worker/media/encode-error.ts'
import { InvalidInputError } from '#worker/wan/generate-input.ts'
import { EngineError, type EngineErrorCode } from './protocol.ts'

/**
 * How ONNX Runtime, CUDA, the C++ runtime and V8 say that memory is short; there are no error codes. The first is
 * what ONNX Runtime's arena says, on CPU and CUDA alike (core/framework/bfc_arena.cc).
 */
const OUT_OF_MEMORY =
  /failed to allocate memory|bad_alloc|out of memory|cudaErrorMemoryAllocation|(CUBLAS|CUDNN)_STATUS_ALLOC_FAILED|array buffer allocation failed/i

const KINDS = {
  out_of_memory: { message: 'The device ran out of memory.', retryable: false },
  model_unavailable: { message: 'The model could not be loaded.', retryable: false },
  invalid_input: { message: 'The input cannot be used.', retryable: false },
  encode_failed: { message: 'The frames could not be encoded as a video.', retryable: true },
  internal_error: { message: 'Something went wrong while making the video.', retryable: true },
} as const satisfies Partial<Record<EngineErrorCode, { message: string; retryable: boolean }>>

/** What was going on: an error that says nothing of its own kind is judged by it. */
export type Stage = 'input' | 'load' | 'run'

/** Whatever ended a run, as an EngineError whose message may be shown to the customer; the original is its cause. */
export function engineErrorFrom(error: unknown, stage: Stage): EngineError {
  if (error instanceof EngineError) return error
  const code = classify(error, stage)
  return new EngineError(code, KINDS[code].message, KINDS[code].retryable, { cause: error })
}

function classify(error: unknown, stage: Stage): keyof typeof KINDS {
  const message = error instanceof Error ? error.message : String(error)
  if (OUT_OF_MEMORY.test(message)) return 'out_of_memory'
  if (error instanceof EncodeError) return 'encode_failed'
  if (error instanceof InvalidInputError || stage === 'input') return 'invalid_input'
  return stage === 'load' ? 'model_unavailable' : 'internal_error'
}
