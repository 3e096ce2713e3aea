import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { MARK_VARIABLE } from '#test/support/runner/leftovers.ts'

const INHERITED = ['PATH', 'TMPDIR', 'NODE_COMPILE_CACHE', MARK_VARIABLE]

/**
 * What a process of the service gets beside the settings of its test: nothing that the tester has
 * set.
 */
export const serviceEnvironment = (): Record<string, string> => ({
  DATABASE_CONNECT_TIMEOUT_SECONDS: '120',
  DATABASE_POOL_WAIT_SECONDS: '120',
  MODELS_DIR: MODELS_DIRECTORY,
  ...Object.fromEntries(INHERITED.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
})
