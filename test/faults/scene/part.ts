import { openPassage, type Passage } from '#test/support/network/passage.ts'
import { spawnService, until, type ServiceProcess } from '#test/support/processes/processes.ts'

const START_MS = 60_000
const STOP_MS = 60_000

/** One process of the scene, with a passage of its own to the database. */
export interface Part {
  readonly name: string
  readonly passage: Passage
  /** Of the latest start. */
  readonly pid: number
  /** Everything that all its starts have printed. */
  output(): string
  isAlive(): boolean
  /** Sends a signal that ends it, and waits for the end, which is then no surprise. */
  kill(signal: NodeJS.Signals): Promise<void>
  /** Its end, by whatever cause, is no surprise until it is started again. */
  mayEnd(): void
  /** Freezes it, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void
  /** Starts it again when it has ended. */
  start(env?: Record<string, string>): Promise<void>
  close(): Promise<void>
}

export interface PartOptions {
  readonly name: string
  /** Program, from the root of the checkout. */
  readonly main: string
  readonly databaseUrl: string
  readonly env: Readonly<Record<string, string>>
  /** Whether the process of this start is ready. */
  readonly isReady: (output: string) => boolean | Promise<boolean>
  /** Hears of an end that nobody asked for. */
  readonly onSurprise: (words: string) => void
}

export async function startPart(o: PartOptions): Promise<Part> {
  const passage = await openPassage(o.databaseUrl)
  let running: ServiceProcess | null = null
  let expectsEnd = false
  let earlier = ''
  const now = (): ServiceProcess => running as ServiceProcess
  const isAlive = (): boolean =>
    running !== null && running.child.exitCode === null && running.child.signalCode === null

  const part: Part = {
    name: o.name,
    passage,
    get pid() {
      return now().pid
    },
    output: () => earlier + (running?.output() ?? ''),
    isAlive,
    async kill(signal) {
      expectsEnd = true
      if (!isAlive()) return
      const hard = setTimeout(() => now().child.kill('SIGKILL'), STOP_MS)
      // A frozen process takes no other signal than this one.
      if (signal === 'SIGKILL') now().child.kill('SIGCONT')
      await now().kill(signal)
      clearTimeout(hard)
    },
    mayEnd() {
      expectsEnd = true
    },
    signal: (signal) => void now().child.kill(signal),
    async start(env = {}) {
      if (isAlive()) return
      earlier += running?.output() ?? ''
      expectsEnd = false
      const next = spawnService(o.main, { ...o.env, DATABASE_URL: passage.url, ...env })
      running = next
      next.child.once('exit', (code, signal) => {
        if (running === next && !expectsEnd)
          o.onSurprise(`${o.name} ended with ${signal ?? `exit code ${code}`}: ${lastLine(next.output())}`)
      })
      await until(
        async () => {
          if (!isAlive()) throw new Error(`${o.name} ended at its start: ${lastLine(next.output())}`)
          return await o.isReady(next.output())
        },
        START_MS,
        () => `${o.name} did not become ready: ${lastLine(next.output())}`,
      )
    },
    async close() {
      await part.kill('SIGKILL')
      await passage.close()
    },
  }
  await part.start()
  return part
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.slice(0, 300) ?? ''
