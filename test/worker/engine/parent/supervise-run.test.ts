import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { EngineExit, EngineProcess } from '#worker/engine/parent/process.ts'
import { EngineError } from '#worker/engine/failure.ts'
import type { ChildMessage } from '#worker/engine/protocol.ts'
import type { EngineRequest } from '#worker/engine/run.ts'
import { superviseRun } from '#worker/engine/parent/supervise-run.ts'

const ADVICE = 'A video of 320x192 does not fit; 240x144 is expected to.'
const BAD_ALLOC = "terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc"
const NO_THREAD =
  "terminate called after throwing an instance of 'std::system_error'\n  what():  Resource temporarily unavailable"

/** What a run ends with when its process begins it and then exits like this. */
async function endOf(exit: EngineExit): Promise<EngineError> {
  const exited = Promise.withResolvers<EngineExit>()
  let listener: ((message: ChildMessage) => void) | null = null
  const child: EngineProcess = {
    pid: 0,
    models: [],
    modelFaults: [],
    notes: [],
    send: () => {
      listener?.({ type: 'begun', runId: 'run', outOfMemory: ADVICE })
      exited.resolve(exit)
    },
    onMessage: (next) => void (listener = next),
    exited: exited.promise,
    kill: () => assert.fail('no process may be killed'),
    disconnect: () => undefined,
  }
  const options = {
    signal: new AbortController().signal,
    timeLimitMs: 60_000,
    onProgress: () => undefined,
  }
  const limits = { stallTimeoutMs: 60_000, cancelGraceMs: 60_000 }
  return superviseRun(child, { runId: 'run' } as EngineRequest, options, limits).then(
    () => assert.fail('the run succeeded'),
    (error: unknown) => (error instanceof EngineError ? error : assert.fail(String(error))),
  )
}

describe('The exit of the engine process during a run', () => {
  for (const [name, exit] of Object.entries({
    'an abort for an allocation that failed': { how: 'signal SIGABRT', killed: false, lastWords: BAD_ALLOC },
    'an abort because no thread could be made': {
      how: 'signal SIGABRT',
      killed: false,
      lastWords: NO_THREAD,
    },
    'an exit with words of memory': {
      how: 'exit code 1',
      killed: false,
      lastWords: 'Cannot allocate memory',
    },
  }))
    test(`The run ends as out_of_memory with its advice, and no attempt follows, when the process ends by ${name}`, async () => {
      const { code, retryable, message, cause } = await endOf(exit)
      assert.deepEqual([code, retryable, message], ['out_of_memory', false, ADVICE])
      assert.equal(cause, `${exit.how}: ${exit.lastWords}`)
    })

  for (const [name, exit] of Object.entries({
    'an abort without a word': { how: 'signal SIGABRT', killed: false, lastWords: '' },
    'SIGKILL, whatever was said before': { how: 'signal SIGKILL', killed: true, lastWords: BAD_ALLOC },
  }))
    test(`The run ends as engine_crashed, and another attempt may follow, when the process ends by ${name}`, async () => {
      const { code, retryable, cause } = await endOf(exit)
      assert.deepEqual([code, retryable], ['engine_crashed', true])
      assert.match(String(cause), new RegExp(`^${exit.how}`))
    })
})
