import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { cp, mkdir, symlink } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { findPython, makeVenv } from '#infra/sdk/python.ts'

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..')
const SOURCE = path.join(ROOT, 'sdk', 'typescript')

/**
 * Builds the TypeScript client by the settings of its package, installs it into `folder`, and
 * imports it by its name. The compiler is the one that checks this repository, which takes a tenth
 * of the time; `test/infra/sdk` builds the package by its own script.
 */
export async function importTypescriptSdk(
  folder: string,
): Promise<typeof import('#sdk/typescript/src/index.ts')> {
  const installed = path.join(folder, 'node_modules', 'wan-video-client')
  await mkdir(installed, { recursive: true })
  await promisify(execFile)(process.execPath, [
    path.join(ROOT, 'node_modules', 'typescript-checker', 'bin', 'tsc'),
    ...['--project', SOURCE, '--outDir', path.join(installed, 'dist')],
  ])
  await cp(path.join(SOURCE, 'package.json'), path.join(installed, 'package.json'))
  for (const name of ['openapi-fetch', 'standardwebhooks'])
    await symlink(path.join(ROOT, 'node_modules', name), path.join(folder, 'node_modules', name))
  const entry = createRequire(path.join(folder, 'program.js')).resolve('wan-video-client')
  return (await import(pathToFileURL(entry).href)) as typeof import('#sdk/typescript/src/index.ts')
}

/**
 * Installs the Python client into `folder`. Gives the Python that has it, or why this machine
 * cannot.
 */
export async function installPythonSdk(folder: string): Promise<{ python: string } | { missing: string }> {
  const found = await findPython()
  if ('missing' in found) return found
  try {
    const programs = await makeVenv(found.command, folder, [path.join(ROOT, 'sdk', 'python')])
    return { python: path.join(programs, 'python') }
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string }
    return { missing: `pip cannot install the client here: ${(stderr ?? message).trim().split('\n').at(-1)}` }
  }
}
