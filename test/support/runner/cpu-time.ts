import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** Environment variable with the file to which each process of the runner adds its CPU time. */
export const CPU_FILE_VARIABLE = 'WAN_TEST_CPU_FILE'

interface CpuTime {
  readonly files: readonly string[]
  /** Of the process that ran the tests. */
  readonly ownSeconds: number
  /** Of the processes that it started and that have ended, without what theirs left behind. */
  readonly childSeconds: number
}

const TICKS_A_SECOND = 100

/** Adds what a process and those that it started have taken, in a run that asks for it. */
export function recordCpuTime(files: readonly string[]): void {
  const file = process.env[CPU_FILE_VARIABLE]
  if (file === undefined) return
  const { user, system } = process.cpuUsage()
  const time: CpuTime = { files, ownSeconds: (user + system) / 1e6, childSeconds: childSeconds() }
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
  const all = ({ ownSeconds, childSeconds: ofOthers }: CpuTime): number => ownSeconds + ofOthers
  const sum = (of: (time: CpuTime) => number): number => times.reduce((total, time) => total + of(time), 0)
  const row = (figures: readonly number[], name: string): string =>
    `${figures.map((figure) => figure.toFixed(1).padStart(10)).join('')}  ${name}`
  return [
    'CPU time in s, Postgres not included',
    ['all', 'tests', 'processes'].map((name) => name.padStart(10)).join(''),
    ...times
      .toSorted((a, b) => all(b) - all(a))
      .map((time) => row([all(time), time.ownSeconds, time.childSeconds], time.files.join(' '))),
    row([sum(all), sum((time) => time.ownSeconds), sum((time) => time.childSeconds)], 'in all'),
  ].join('\n')
}
