import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engineErrorFrom, type Stage } from '#worker/engine/engine-error-from.ts'
import { EngineError, stopError, type EngineErrorCode } from '#worker/engine/failure.ts'
import { EncodeError } from '#worker/media/encode-error.ts'
import { InvalidInputError } from '#worker/wan/input.ts'

describe('The translation of errors into engine errors', () => {
  const cases: [name: string, error: unknown, stage: Stage, code: EngineErrorCode, retryable: boolean][] = [
    [
      "ONNX Runtime's arena is full",
      new Error(
        "Non-zero status code returned while running Conv node. Name:'x' Status Message: /onnxruntime_src/onnxruntime/core/framework/bfc_arena.cc:376 " +
          'void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool) Failed to allocate memory for requested buffer of size 6710886400',
      ),
      'run',
      'out_of_memory',
      false,
    ],
    ['malloc fails', new Error('std::bad_alloc'), 'load', 'out_of_memory', false],
    [
      'CUDA fails',
      new Error('CUDA failure 2: out of memory ; GPU=0 ; hostname=x'),
      'run',
      'out_of_memory',
      false,
    ],
    [
      'cuBLAS fails',
      new Error('CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED'),
      'run',
      'out_of_memory',
      false,
    ],
    [
      'a thread of a session cannot be made',
      new Error('pthread_create failed, error code: 12 error msg: Cannot allocate memory'),
      'load',
      'out_of_memory',
      false,
    ],
    ['V8 fails', new RangeError('Array buffer allocation failed'), 'run', 'out_of_memory', false],
    ['a session cannot be opened', new Error('Load model failed'), 'load', 'model_unavailable', false],
    [
      'the image cannot be read',
      new Error('ENOENT: no such file, open /a/b.png'),
      'input',
      'invalid_input',
      false,
    ],
    ['the pipeline refuses the input', new InvalidInputError('6 frames'), 'run', 'invalid_input', false],
    ['ffmpeg fails', new EncodeError('ffmpeg exited with code 1'), 'run', 'encode_failed', true],
    ['anything else', new TypeError('x is not a function'), 'run', 'internal_error', true],
    ['something that is no error', 'a string', 'run', 'internal_error', true],
  ]
  for (const [name, error, stage, code, retryable] of cases)
    test(`The error is ${code}, ${retryable ? '' : 'not '}retryable and keeps its cause when the reason is: ${name}`, () => {
      const result = engineErrorFrom(error, stage)
      assert.deepEqual([result.code, result.retryable, result.cause], [code, retryable, error])
      assert.doesNotMatch(result.message, /\//, 'the message tells no path')
    })

  test('An EngineError is returned unchanged', () => {
    const error: EngineError = stopError('deadline_exceeded')
    assert.equal(engineErrorFrom(error, 'load'), error)
  })
})
