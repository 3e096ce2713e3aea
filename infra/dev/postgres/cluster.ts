import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chownSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { chmodSync, existsSync, lchownSync } from 'node:fs'
import path from 'node:path'
import { type PostgresAccount } from './account.ts'
import { type PostgresBinaries } from './binaries.ts'
import { SetupError, systemErrorCode } from '#infra/dev/setup-error.ts'

/** Name of the superuser role, and of the database it connects to. */
export const SUPERUSER = 'postgres'

export type ClusterOptions = {
  readonly dataDir: string
  readonly binaries: PostgresBinaries
  readonly account: PostgresAccount
  /** false skips the flush to disk after initdb. */
  readonly durable: boolean
  readonly log: (line: string) => void
}

/** File of the superuser's password, beside the data directory; readable by its owner and root. */
export function passwordFileOf(dataDir: string): string {
  return `${dataDir}.password`
}

/**
 * Prepares a data directory for a start, or creates it.
 *
 * A new one is filled beside its final place and renamed when complete, so that the name never
 * stands for half of one. Leftovers of an interrupted run are deleted.
 *
 * @returns the superuser's password
 * @throws SetupError for another major version, a foreign owner, missing write permission, a folder
 *   with other content, a lost password file, or a failing initdb
 */
export async function prepareCluster(options: ClusterOptions): Promise<string> {
  const { dataDir, account, binaries, log } = options
  removeUnfinished(dataDir)
  const entries = existsSync(dataDir) ? readdirSync(dataDir) : []
  if (entries.length === 0) return createCluster(options)

  if (!entries.includes('PG_VERSION')) {
    throw new SetupError(
      `${dataDir} has files in it but no Postgres data: empty it, or choose another DATA_DIR`,
    )
  }
  const version = readFileSync(path.join(dataDir, 'PG_VERSION'), 'utf8').trim()
  if (version !== String(binaries.majorVersion)) {
    throw new SetupError(
      `${dataDir} has data of Postgres ${version}, but this is Postgres ${binaries.majorVersion}: ` +
        'move it away or choose another DATA_DIR, or set DATABASE_URL to a server of that version',
    )
  }
  if (statSync(dataDir).uid !== account.uid) {
    log(`${dataDir} belongs to root, which Postgres refuses; changing its owner to user ${account.uid}`)
    changeOwner(dataDir, account)
  }
  // Postgres refuses a directory that others may enter; copies and archives often lose the mode.
  if (statSync(dataDir).mode & 0o077) chmodSync(dataDir, 0o700)
  return readPassword(dataDir)
}

/**
 * Refuses another user's data before reading any of it. Root may use any data.
 *
 * @param uid the current user
 * @throws SetupError that names both users and the ways out
 */
export function checkDataOwner(dataDir: string, uid = process.getuid?.()): void {
  const owner = statSync(dataDir, { throwIfNoEntry: false })?.uid
  if (uid === 0 || owner === undefined || owner === uid) return
  throw new SetupError(
    `${dataDir} belongs to user ${owner}, but this is user ${uid}: ` +
      `run as that user or as root, "sudo chown -R ${uid} ${path.dirname(dataDir)}", or choose another DATA_DIR`,
  )
}

/**
 * Runs `initdb` (0.5 s). The built-in locale provider keeps the sort order independent of the
 * host's C library.
 */
async function createCluster({ dataDir, binaries, account, durable, log }: ClusterOptions): Promise<string> {
  const started = performance.now()
  const password = randomBytes(24).toString('base64url')
  const passwordFile = passwordFileOf(dataDir)
  rmSync(passwordFile, { force: true })
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  const unfinished = mkdtempSync(unfinishedPrefix(dataDir))
  for (const file of [passwordFile, unfinished]) chownSync(file, account.uid, account.gid)

  const [command = '', ...args] = [
    ...account.commandPrefix,
    binaries.initdb,
    ...[
      '-D',
      unfinished,
      '-U',
      SUPERUSER,
      '--pwfile',
      passwordFile,
      '--auth',
      'scram-sha-256',
      '--encoding',
      'UTF8',
    ],
    ...['--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
    ...(durable ? [] : ['--no-sync']),
  ]
  const initdb = spawn(command, args, {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let stderr = ''
  initdb.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const [code] = (await once(initdb, 'close')) as [number | null]
  if (code !== 0) {
    rmSync(unfinished, { recursive: true, force: true })
    const cause = stderr.split('\n').find((line) => /error|fatal/i.test(line)) ?? stderr.trim()
    throw new SetupError(`initdb could not create ${dataDir} (exit code ${code}): ${cause}`)
  }
  renameSync(unfinished, dataDir)
  log(`created ${dataDir} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return password
}

function unfinishedPrefix(dataDir: string): string {
  return `${dataDir}.unfinished-`
}

function removeUnfinished(dataDir: string): void {
  const prefix = path.basename(unfinishedPrefix(dataDir))
  const folder = path.dirname(dataDir)
  for (const entry of readdirSync(folder)) {
    if (entry.startsWith(prefix))
      rmSync(path.join(folder, entry), { recursive: true, force: true, maxRetries: 3 })
  }
}

function readPassword(dataDir: string): string {
  const file = passwordFileOf(dataDir)
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new SetupError(
      `${file}, the password for ${dataDir}, cannot be read (${systemErrorCode(error)}): restore it, or choose another DATA_DIR`,
    )
  }
}

function changeOwner(file: string, account: PostgresAccount): void {
  lchownSync(file, account.uid, account.gid)
  for (const entry of readdirSync(file, { withFileTypes: true })) {
    const child = path.join(file, entry.name)
    if (entry.isDirectory()) changeOwner(child, account)
    else lchownSync(child, account.uid, account.gid)
  }
}
