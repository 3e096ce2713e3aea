import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const OLDEST = [3, 11]
const INSTALL_TIMEOUT_MS = 180_000

/** A Python that can create virtual environments, or the reason why there is none. */
export async function findPython(): Promise<{ command: string } | { missing: string }> {
  const probe = `import ensurepip, sys, venv; sys.exit(sys.version_info < (${OLDEST.join(', ')}))`
  for (const command of ['python3', 'python'])
    if (
      await execute(command, ['-c', probe]).then(
        () => true,
        () => false,
      )
    )
      return { command }
  return { missing: `no Python ${OLDEST.join('.')} or newer with venv is on PATH` }
}

/**
 * Creates a virtual environment in `folder` and installs packages into it.
 *
 * @param install arguments of `pip install`
 * @returns the folder of its programs
 * @throws Error with pip's output when it cannot install, for example without a network
 */
export async function makeVenv(python: string, folder: string, install: readonly string[]): Promise<string> {
  await execute(python, ['-m', 'venv', folder])
  const programs = path.join(folder, process.platform === 'win32' ? 'Scripts' : 'bin')
  const pip = [
    '-m',
    'pip',
    '--disable-pip-version-check',
    '--retries',
    '1',
    '--timeout',
    '15',
    'install',
    '--quiet',
  ]
  await execute(path.join(programs, 'python'), [...pip, ...install], { timeout: INSTALL_TIMEOUT_MS })
  return programs
}
