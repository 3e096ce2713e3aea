import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, readdir, symlink } from 'node:fs/promises'
import path from 'node:path'
import { ROOT } from './markdown.ts'

/** A shell in which somebody has pasted commands. */
export interface Shell {
  /** Everything that its programs printed. */
  output(): string
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>
  /** Sends the signal to the shell and all its programs. */
  kill(signal: NodeJS.Signals): void
}

/**
 * The checkout as a reader has it: what samples only read is linked, what they may write beside is
 * copied.
 */
export async function copyCheckout(checkout: string): Promise<void> {
  await mkdir(path.join(checkout, 'node_modules'), { recursive: true })
  const entries = (await readdir(ROOT)).filter(
    (name) => !['.data', '.git', 'models', 'node_modules', 'sdk'].includes(name),
  )
  for (const name of entries) await symlink(path.join(ROOT, name), path.join(checkout, name))
  await mkdir(path.join(checkout, 'models'))
  for (const name of await readdir(path.join(ROOT, 'models')))
    await symlink(path.join(ROOT, 'models', name), path.join(checkout, 'models', name))
  await cp(path.join(ROOT, 'sdk'), path.join(checkout, 'sdk'), { recursive: true })
  for (const name of await readdir(path.join(ROOT, 'node_modules')))
    await symlink(path.join(ROOT, 'node_modules', name), path.join(checkout, 'node_modules', name))
}

/** Starts one shell with the scripts, which stops at the first failure. */
export function openShell(
  scripts: readonly string[],
  cwd: string,
  settings: Readonly<Record<string, string>> = {},
): Shell {
  const { PATH = '', HOME = '', ...environment } = process.env
  // What pip needs for its index, the mark by which the runner of the tests knows its processes,
  // and the run's cache of compiled code.
  const kept = Object.entries(environment).filter(([name]) =>
    /proxy|^(PIP|SSL|REQUESTS|WAN_TEST)_|^NODE_COMPILE_CACHE$/i.test(name),
  )
  const shell = spawn('bash', ['-c', `set -euo pipefail\n${scripts.join('\n')}\n`], {
    cwd,
    // Without pre-scripts: `npm run` must not install into the node_modules that other tests are
    // using.
    env: { PATH, HOME, ...Object.fromEntries(kept), npm_config_ignore_scripts: 'true', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that programs in its background end with it.
    detached: true,
  })
  let output = ''
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => (output += text))
  }
  return {
    output: () => output,
    ended: once(shell, 'exit').then(([code]) => code as number | null),
    kill(signal) {
      try {
        process.kill(-(shell.pid as number), signal)
      } catch {
        // The group has ended already.
      }
    },
  }
}

/**
 * Runs the scripts in one shell to their end.
 *
 * @returns what was printed
 * @throws Error with the end of it when a command failed
 */
export async function runInOneShell(scripts: readonly string[], cwd: string): Promise<string> {
  const shell = openShell(scripts, cwd)
  const code = await shell.ended
  shell.kill('SIGKILL')
  if (code !== 0) throw new Error(`the shell ended with ${code}:\n${shell.output().slice(-4000)}`)
  return shell.output()
}
