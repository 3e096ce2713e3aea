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
  const text = await textOfThisProcess()
  for (;;) {
    const holder = await holderUnlessAbandoned(file, staleMs)
    if (holder !== null) return holder
    if (await appears(file, text)) return null
  }
}

/** Gives back a lock that this process took, unless another one has taken it over since. */
export async function releaseLock(file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === (await textOfThisProcess())) await rm(file, { force: true })
}

async function textOfThisProcess(): Promise<string> {
  const { pid } = process
  return JSON.stringify({ host: hostname(), pid, startedAt: await startOf(pid) } satisfies Holder)
}

/** Writes a lock; false where there is one. A link appears together with its content. */
async function appears(file: string, text: string): Promise<boolean> {
  const own = `${file}.${randomUUID()}`
  await writeFile(own, text)
  try {
    await link(own, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(own, { force: true })
  }
}

/** Who holds a lock; null where there is none, and after that of an ended process was removed. */
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
