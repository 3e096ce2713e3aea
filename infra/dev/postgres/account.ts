import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { SetupError } from '#infra/dev/setup-error.ts'

/**
 * The operating system account that runs Postgres. Postgres refuses to run as root and insists on
 * owning its data directory, so root hands both to another account.
 */
export type PostgresAccount = {
  readonly uid: number
  readonly gid: number
  /** Prefix of a command that runs it under this account; empty: our own. */
  readonly commandPrefix: readonly string[]
}

/** Bits of the effective capability set, from capabilities(7). */
const CAPABILITIES = [
  { name: 'dac_read_search', bit: 2n },
  { name: 'dac_override', bit: 1n },
]

/**
 * An ordinary user keeps its own account. Root takes the owner of an existing data directory, else
 * `nobody`.
 *
 * That account may be unable to enter the folders above the programs or the data, as below root's
 * home. It then also gets the right to read and search every directory: CAP_DAC_READ_SEARCH, or
 * CAP_DAC_OVERRIDE in containers that withhold the former. `no_setuid_fixup` makes access(2), with
 * which Postgres checks its own program, honour that capability.
 *
 * @param dataDir need not exist, unlike the folder above it
 * @throws SetupError when root finds no account that can use both
 */
export function choosePostgresAccount(postgres: string, dataDir: string): PostgresAccount {
  const { uid, gid } = { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 }
  if (uid !== 0) return { uid, gid, commandPrefix: [] }
  const target = ownerOf(dataDir) ?? nobody()
  let refusal = ''
  for (const capability of [undefined, ...heldCapabilities()]) {
    const account = { ...target, commandPrefix: becomeOther(target, capability) }
    refusal = probe(account, postgres, path.dirname(dataDir))
    if (refusal === '') return account
  }
  throw new SetupError(
    `Postgres must not run as root, and user ${target.uid} cannot use ${postgres} and ${dataDir} (${refusal}): ` +
      'run as an ordinary user, move the checkout and DATA_DIR where every user may enter, or set DATABASE_URL',
  )
}

/** Owner of an existing data directory. One that belongs to root (a copy) is handed over later. */
function ownerOf(dataDir: string): { uid: number; gid: number } | undefined {
  const found = statSync(dataDir, { throwIfNoEntry: false })
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined
}

function nobody(): { uid: number; gid: number } {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  if (uid?.status !== 0 || gid?.status !== 0) {
    throw new SetupError(
      'Postgres must not run as root, and the user nobody does not exist: run as an ordinary user, or set DATABASE_URL',
    )
  }
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
}

function heldCapabilities(): string[] {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
  const held = BigInt(`0x${effective}`)
  return CAPABILITIES.filter(({ bit }) => (held >> bit) & 1n).map(({ name }) => name)
}

function becomeOther(target: { uid: number; gid: number }, capability: string | undefined): string[] {
  const identity = [
    '--reuid',
    String(target.uid),
    '--regid',
    String(target.gid),
    '--clear-groups',
    '--no-new-privs',
  ]
  const extra = capability
    ? ['--inh-caps', `+${capability}`, '--ambient-caps', `+${capability}`, '--securebits', '+no_setuid_fixup']
    : []
  return ['setpriv', ...identity, ...extra, '--']
}

/**
 * Runs the program under the account inside the data's folder: '' on success, otherwise the
 * obstacle.
 */
function probe(account: PostgresAccount, postgres: string, folder: string): string {
  const [command = '', ...args] = [
    ...account.commandPrefix,
    ...['/bin/sh', '-c', '"$1" --version >/dev/null && cd "$2"', 'sh', postgres, folder],
  ]
  const result = spawnSync(command, args, { cwd: '/', encoding: 'utf8' })
  if (result.status === 0) return ''
  return result.error?.message ?? result.stderr.trim().split('\n').at(-1) ?? `exit code ${result.status}`
}
