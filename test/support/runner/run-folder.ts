import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

const GUARDIAN = path.join(import.meta.dirname, 'guardian.ts')

/** The temporary folder of one run of the tests. */
export interface RunFolder {
  readonly path: string
  /** What the marks of the run's processes begin with. */
  readonly mark: string
  /** Folder for the temporary files of the tests. */
  readonly temporary: string
  /**
   * Folder for node's compile cache, which spares later processes of the run most of their start.
   */
  readonly compileCache: string
  /** Kills what the run has left and removes the folder. */
  remove(): Promise<void>
}

/** Makes the folder and starts the guardian that removes it, also after this process is killed. */
export async function openRunFolder(): Promise<RunFolder> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'wan-video-test-'))
  const temporary = path.join(folder, 'tmp')
  await mkdir(temporary)
  // As root Postgres runs under another account, which has to pass through these folders.
  for (const each of [folder, temporary]) await chmod(each, 0o755)
  const mark = `${path.basename(folder)}/`
  // A session of its own keeps Ctrl-C away, and an environment of its own keeps it out of other
  // runs' marks.
  const guardian = spawn(process.execPath, [GUARDIAN, mark, folder], {
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const exited = once(guardian, 'exit')
  return {
    path: folder,
    mark,
    temporary,
    compileCache: path.join(folder, 'compile-cache'),
    async remove() {
      guardian.stdin.end()
      await exited
    },
  }
}
