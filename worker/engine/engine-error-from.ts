import { EngineError, type EngineErrorCode } from './failure.ts'
import { workerFaultOf } from './worker-fault.ts'
import { reportsOutOfMemory } from './out-of-memory.ts'
import { EncodeError } from '#worker/media/encode-error.ts'
import { InvalidInputError } from '#worker/wan/input.ts'

const KINDS = {
  out_of_memory: { message: 'The device ran out of memory.', retryable: false },
  model_unavailable: { message: 'The model could not be loaded.', retryable: false },
  invalid_input: { message: 'The input cannot be used.', retryable: false },
  encode_failed: { message: 'The frames could not be encoded as a video.', retryable: true },
  internal_error: { message: 'Something went wrong while making the video.', retryable: true },
} as const satisfies Partial<Record<EngineErrorCode, { message: string; retryable: boolean }>>

/**
 * The part of a run in which an error occurred; it decides the code of an error of unknown kind.
 */
export type Stage = 'input' | 'load' | 'run'

/**
 * The EngineError for any error that ended a run. Its message may be shown to customers; the
 * original error is its cause.
 */
export function engineErrorFrom(error: unknown, stage: Stage): EngineError {
  if (error instanceof EngineError) return error
  const code = classify(error, stage)
  const { message, retryable } = KINDS[code]
  const workerFault = code === 'out_of_memory' ? null : workerFaultOf(error)
  return new EngineError(code, message, retryable || workerFault !== null, { cause: error, workerFault })
}

function classify(error: unknown, stage: Stage): keyof typeof KINDS {
  const message = error instanceof Error ? error.message : String(error)
  if (reportsOutOfMemory(message)) return 'out_of_memory'
  if (error instanceof EncodeError) return 'encode_failed'
  if (error instanceof InvalidInputError || stage === 'input') return 'invalid_input'
  return stage === 'load' ? 'model_unavailable' : 'internal_error'
}
