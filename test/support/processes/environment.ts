import { ONE_MODEL_DIRECTORY } from '#test/support/fixture-models.ts'
import { MARK_VARIABLE } from '#test/support/runner/leftovers.ts'

const INHERITED = ['PATH', 'TMPDIR', 'NODE_COMPILE_CACHE', MARK_VARIABLE]

/**
 * What every program of node gets that a test starts, with the run's cache of compiled code, and
 * nothing that the tester has set.
 */
export const nodeEnvironment = (): Record<string, string> =>
  Object.fromEntries(INHERITED.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))

/** What a process of the service gets beside the settings of its test. */
export const serviceEnvironment = (): Record<string, string> => ({
  DATABASE_CONNECT_TIMEOUT_SECONDS: '120',
  DATABASE_POOL_WAIT_SECONDS: '120',
  MODELS_DIR: ONE_MODEL_DIRECTORY,
  ...nodeEnvironment(),
})
