import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ConfigError } from '#core/config/config.ts'

const TOUCH_MS = 5000
/** Twelve touches: a process that is only slow is not taken for dead. */
const DEAD_AFTER_MS = 60_000
const ALIVE = 'alive'
/** As much as a short video and its checkpoints. */
const PROBE_BYTES = 4 * 2 ** 20

/**
 * The folders of runs on this machine. Several workers may share a data folder: each process has a
 * folder of its own, `<root>/<process>/`, and touches the file `alive` in it while it lives.
 */
export interface RunFolders {
  /** Makes the folder of one attempt at a task. */
  make(taskId: string): Promise<string>
  /** Deletes every folder of a task, those of other processes included. */
  removeOf(taskId: string): Promise<void>
  /** Deletes the folders of processes that have not touched theirs for a minute. */
  removeDead(): Promise<void>
  /**
   * Writes and deletes 4 MiB, as a run would.
   *
   * @throws Error of the file system.
   */
  check(): Promise<void>
  /** Deletes this process's folder. */
  close(): Promise<void>
}

/**
 * @param root the folder that the processes of this machine share, inside `DATA_DIR`; it need not
 *   exist
 * @throws ConfigError when it cannot be made or written
 */
export async function openRunFolders(root: string): Promise<RunFolders> {
  const own = path.join(root, randomUUID())
  const touch = async (): Promise<void> => {
    await mkdir(own, { recursive: true, mode: 0o700 })
    await writeFile(path.join(own, ALIVE), '')
  }
  await touch().catch(async (error: Error) => {
    const reason = (await whyNotMade(own)) ?? error.message
    throw new ConfigError([`DATA_DIR: this user cannot write to it (${reason})`])
  })
  // A full disk or an unmounted folder ends runs by itself; here it only stops the touching.
  const touching = setInterval(() => void touch().catch(() => undefined), TOUCH_MS)
  touching.unref()

  return {
    async make(taskId) {
      await mkdir(own, { recursive: true, mode: 0o700 })
      return mkdtemp(path.join(own, `${taskId}-`))
    },

    async removeOf(taskId) {
      for (const process of await namesIn(root))
        for (const run of await namesIn(path.join(root, process)))
          if (run.startsWith(`${taskId}-`)) await remove(path.join(root, process, run))
    },

    async removeDead() {
      // Both times are of the file system's clock, which may differ from this machine's.
      await touch()
      const now = await touchedAt(own)
      for (const process of await namesIn(root)) {
        const folder = path.join(root, process)
        if (folder !== own && now - (await touchedAt(folder)) > DEAD_AFTER_MS) await remove(folder)
      }
    },

    async check() {
      await mkdir(own, { recursive: true, mode: 0o700 })
      const probe = path.join(own, `probe-${randomUUID()}`)
      try {
        await writeFile(probe, Buffer.alloc(PROBE_BYTES), { flush: true })
      } finally {
        await remove(probe)
      }
    },

    async close() {
      clearInterval(touching)
      await remove(own)
    },
  }
}

const remove = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 })

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

/** When a process last touched its folder, in ms; when the folder was made, if it never did. */
async function touchedAt(folder: string): Promise<number> {
  const times = [path.join(folder, ALIVE), folder].map((file) => stat(file).then(({ mtimeMs }) => mtimeMs))
  const [alive, made] = await Promise.allSettled(times)
  if (alive?.status === 'fulfilled') return alive.value
  return made?.status === 'fulfilled' ? made.value : Infinity
}

/**
 * Why a folder cannot be made; null when it can. A recursive `mkdir` reports a read-only file
 * system as ENOENT of the whole path.
 */
async function whyNotMade(folder: string): Promise<string | null> {
  const parent = path.dirname(folder)
  const isThere = await stat(parent).catch(() => null)
  if (isThere === null && parent !== folder) return await whyNotMade(parent)
  return await mkdir(folder).then(
    () => null,
    (error: Error) => error.message,
  )
}
