import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** Environment variable with the file to which each process of the runner adds its CPU time. */
export const CPU_FILE_VARIABLE = 'WAN_TEST_CPU_FILE'

interface CpuTime {
  readonly files: readonly string[]
  /** Of the process that ran the tests. */
  readonly ownSeconds: number
  /** Of the processes that it started and that have ended, without what theirs left behind. */
  readonly childSeconds: number
  /** From the start of the process to its end. */
  readonly wallSeconds: number
}

const TICKS_A_SECOND = 100
const HEADINGS = ['all', 'tests', 'processes', 'clock'] as const

/** Adds what a process and those that it started have taken, in a run that asks for it. */
export function recordCpuTime(files: readonly string[]): void {
  const file = process.env[CPU_FILE_VARIABLE]
  if (file === undefined) return
  const { user, system } = process.cpuUsage()
  const time: CpuTime = {
    files,
    ownSeconds: (user + system) / 1e6,
    childSeconds: childSeconds(),
    wallSeconds: process.uptime(),
  }
  appendFileSync(file, `${JSON.stringify(time)}\n`)
}

/** `cutime` and `cstime` of `/proc/self/stat`; 0 where there is none. */
function childSeconds(): number {
  if (!existsSync('/proc/self/stat')) return 0
  const stat = readFileSync('/proc/self/stat', 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[13]) + Number(fields[14])) / TICKS_A_SECOND
}

/** The table of a run, the most expensive files first, with the sum at the end. */
export function cpuTable(file: string): string {
  const times = existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as CpuTime)
    : []
  const figures = (time: CpuTime): number[] => [
    time.ownSeconds + time.childSeconds,
    time.ownSeconds,
    time.childSeconds,
    time.wallSeconds,
  ]
  const rows = times.map((time) => ({ figures: figures(time), name: time.files.join(' ') }))
  const sums = HEADINGS.map((_, i) => rows.reduce((sum, row) => sum + (row.figures[i] ?? 0), 0))
  const shown = (cells: readonly string[]): string => cells.map((cell) => cell.padStart(10)).join('')
  return [
    'CPU time in s, Postgres not included, and seconds on the clock',
    shown(HEADINGS),
    ...[
      ...rows.toSorted((a, b) => (b.figures[0] ?? 0) - (a.figures[0] ?? 0)),
      { figures: sums, name: 'in all' },
    ].map((row) => `${shown(row.figures.map((figure) => figure.toFixed(1)))}  ${row.name}`),
  ].join('\n')
}
