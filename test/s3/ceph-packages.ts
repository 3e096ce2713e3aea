import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'

const commands = ['ceph', 'ceph-authtool', 'ceph-mon', 'ceph-osd', 'monmaptool', 'radosgw', 'radosgw-admin']
const packages = ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph-base', 'ceph-common']

/**
 * Makes sure Ceph's programs are there, installing Debian's packages (60 MB) where this process
 * may.
 *
 * @returns null, or one line that says what the operator has to do
 */
export async function ensureCephPackages(): Promise<string | null> {
  if ((await missingCommands()).length === 0) return null
  const install = `apt-get install --yes --no-install-recommends ${packages.join(' ')}`
  const hint = `test:s3 needs Ceph; run as root: apt-get update && ${install}`
  if (process.getuid?.() !== 0 || !(await has('apt-get'))) return hint
  const command = spawn('sh', ['-c', `apt-get update && ${install}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  await once(command, 'exit')
  const missing = await missingCommands()
  return missing.length === 0 ? null : `${hint} (missing: ${missing.join(', ')})`
}

async function missingCommands(): Promise<string[]> {
  const present = await Promise.all(commands.map(has))
  return commands.filter((_, i) => !present[i])
}

async function has(command: string): Promise<boolean> {
  return promisify(execFile)('sh', ['-c', 'command -v "$0"', command]).then(
    () => true,
    () => false,
  )
}
