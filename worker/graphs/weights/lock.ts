import { createHash, randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'

/** A process: its machine, its number, and when it began, since numbers are used again. */
export interface Holder {
  readonly host: string
  readonly pid: number
  readonly startedAt: string
}

/**
 * Takes a lock, a file that names this process. A lock whose process has ended is taken over. One
 * of another machine, which shares the disk, cannot be looked at: it is taken over when its file
 * was not touched for `staleMs`.
 *
 * @returns null once it is taken, else who holds it.
 * @throws Error when the folder of the file cannot be written.
 */
export async function takeLock(file: string, staleMs = Infinity): Promise<Holder | null> {
  const own = `${file}.${randomUUID()}`
  await writeFile(own, JSON.stringify(await thisProcess()))
  try {
    // A link appears together with its content, so a lock always names its holder.
    while (!(await isLinked(own, file))) {
      const holder = await holderUnlessAbandoned(file, staleMs)
      if (holder !== null) return holder
    }
    return null
  } finally {
    await rm(own, { force: true })
  }
}

/** Gives back a lock that this process took. */
export async function releaseLock(file: string): Promise<void> {
  await rm(file, { force: true })
}

const thisProcess = async (): Promise<Holder> => ({
  host: hostname(),
  pid: process.pid,
  startedAt: await startOf(process.pid),
})

async function isLinked(own: string, file: string): Promise<boolean> {
  try {
    await link(own, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** Who holds a lock; null after one that has ended was removed. */
async function holderUnlessAbandoned(file: string, staleMs: number): Promise<Holder | null> {
  const [text, touchedAt] = await Promise.all([
    readFile(file, 'utf8').catch(() => null),
    stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    ),
  ])
  if (text === null) return null
  const holder = parse(text)
  if (holder !== null && (await holds(holder, Date.now() - touchedAt < staleMs))) return holder
  // Only what was read is removed: by now, another process may have taken the lock over.
  const abandoned = `${file}.${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
  await rename(file, abandoned).catch(() => undefined)
  if ((await readFile(abandoned, 'utf8').catch(() => text)) === text) await rm(abandoned, { force: true })
  else await rename(abandoned, file)
  return null
}

async function holds({ host, pid, startedAt }: Holder, isFresh: boolean): Promise<boolean> {
  if (host !== hostname()) return isFresh
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
