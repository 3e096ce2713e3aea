import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { openMemoryGroup } from '#test/faults/scene/memory-group.ts'
import { ensureCephPackages } from '#test/s3/ceph-packages.ts'

const run = promisify(execFile)

export type Tool = keyof typeof TOOLS

const works = (...command: readonly [string, ...string[]]): Promise<boolean> =>
  run(command[0], command.slice(1)).then(
    () => true,
    () => false,
  )

/** The library that `faketime` preloads. */
export const FAKETIME_LIBRARY = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1'

/** For each tool null where it is, otherwise what is missing. */
const TOOLS = {
  /** A store that checks signatures, digests and credentials as AWS does. */
  rgw: async () => await ensureCephPackages(),
  faketime: async () =>
    existsSync(FAKETIME_LIBRARY) || (await installs('faketime'))
      ? null
      : 'no faketime (apt-get install faketime)',
  pgbouncer: async () =>
    (await works('sh', '-c', 'command -v pgbouncer')) || (await installs('pgbouncer'))
      ? null
      : 'no pgbouncer (apt-get install pgbouncer)',
  /** Small file systems of its own. */
  tmpfs: async () =>
    (await works('unshare', '--mount', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', '/mnt'))
      ? null
      : 'this account may not mount file systems',
  'memory-group': async () =>
    await openMemoryGroup(100).then(
      async (group) => {
        await group.remove()
        return null
      },
      (error: unknown) => (error as Error).message,
    ),
} as const satisfies Record<string, () => Promise<string | null>>

async function installs(packageName: string): Promise<boolean> {
  if (process.getuid?.() !== 0) return false
  return await works('sh', '-c', `apt-get install --yes --no-install-recommends ${packageName}`)
}

/** Why the machine lacks each of the tools; only what is asked for is looked at or installed. */
export function createMachine(): (needs: readonly Tool[]) => Promise<string[]> {
  const answers = new Map<Tool, Promise<string | null>>()
  return async (needs) => {
    const missing: string[] = []
    for (const tool of needs) {
      const answer = answers.get(tool) ?? TOOLS[tool]()
      answers.set(tool, answer)
      const reason = await answer
      if (reason !== null) missing.push(reason)
    }
    return missing
  }
}
