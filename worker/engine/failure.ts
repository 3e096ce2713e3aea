import { EncodeError } from '#worker/media/encode-error.ts'
import { InvalidInputError } from '#worker/wan/input.ts'
import { EngineError, type EngineErrorCode } from './protocol.ts'

/**
 * How ONNX Runtime, CUDA, the C++ runtime, the C library and V8 say that memory is short; there are no error codes. The first is
 * what ONNX Runtime's arena says, on CPU and CUDA alike (core/framework/bfc_arena.cc).
 */
const OUT_OF_MEMORY =
  /failed to allocate memory|bad_alloc|out of memory|cannot allocate memory|cudaErrorMemoryAllocation|(CUBLAS|CUDNN)_STATUS_ALLOC_FAILED|array buffer allocation failed/i

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

/**
 * What the C++ runtime says when it aborts because a thread could not be made: the runtime makes one for every run, and there was no
 * memory for its stack. A limit on the number of threads, which an engine with its few is not the one to reach, reads the same.
 */
const NO_THREAD = /std::system_error'[^]*Resource temporarily unavailable/

/** Whether the last words of a process that ended by itself say that memory was short. */
export const diedOfMemory = (lastWords: string): boolean =>
  OUT_OF_MEMORY.test(lastWords) || NO_THREAD.test(lastWords)

function classify(error: unknown, stage: Stage): keyof typeof KINDS {
  const message = error instanceof Error ? error.message : String(error)
  if (OUT_OF_MEMORY.test(message)) return 'out_of_memory'
  if (error instanceof EncodeError) return 'encode_failed'
  if (error instanceof InvalidInputError || stage === 'input') return 'invalid_input'
  return stage === 'load' ? 'model_unavailable' : 'internal_error'
}
