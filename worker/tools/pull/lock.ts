import { createHash } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { PullError } from './hub.ts'

/** Who downloads: the machine, its process, and when that began, since numbers are used again. */
interface Holder {
  readonly host: string
  readonly pid: number
  readonly startedAt: string
}

/**
 * Runs a download that alone may write a folder. A lock whose process has ended is taken over; one
 * of another machine, which shares the disk, cannot be looked at and stays.
 *
 * @param folder that `work` writes; the lock lies beside it
 * @throws PullError while another download of the folder is running.
 */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const file = `${folder}.lock`
  const own = `${file}.${process.pid}`
  const text = JSON.stringify({ host: hostname(), pid: process.pid, startedAt: await startOf(process.pid) })
  await writeFile(own, text).catch((error: Error) => {
    throw new PullError(`${own} cannot be written: ${error.message}`)
  })
  try {
    // A link appears together with its content, so a lock always names its holder.
    while (!(await isLinked(own, file))) await removeIfAbandoned(file)
  } finally {
    await rm(own, { force: true })
  }
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

async function isLinked(own: string, file: string): Promise<boolean> {
  try {
    await link(own, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** @throws PullError unless the holder has ended. */
async function removeIfAbandoned(file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return
  const holder = parse(text)
  if (holder !== null && (await isRunning(holder)))
    throw new PullError(
      `another download of this folder is running (process ${holder.pid} of ${holder.host}): wait for its end, ` +
        `or choose another folder with --name. If there is none, delete ${file}`,
    )
  // Only what was read is removed: by now, another download may have taken the lock over.
  const abandoned = `${file}.${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
  await rename(file, abandoned).catch(() => undefined)
  if ((await readFile(abandoned, 'utf8').catch(() => text)) === text) await rm(abandoned, { force: true })
  else await rename(abandoned, file)
}

async function isRunning({ host, pid, startedAt }: Holder): Promise<boolean> {
  if (host !== hostname()) return true
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false
  }
  return (await startOf(pid)) === startedAt
}

/** When a process began, in ticks of the system; empty where that cannot be read. */
async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name of the program, in parentheses, may hold spaces.
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

function parse(text: string): Holder | null {
  try {
    return JSON.parse(text) as Holder
  } catch {
    return null
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined
