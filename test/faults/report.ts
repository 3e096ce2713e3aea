import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Row } from './fault.ts'

const FILE = path.resolve(import.meta.dirname, '..', '..', 'FAULTS.md')

const HEAD = `# Faults

**An accepted task reaches exactly one terminal state, at most one result is published for it, its
event is delivered at least once under one id, rows and objects agree, and nobody reaches what is
not theirs, whatever dies in between.**

\`npm run test:faults\` makes each of these happen to two APIs and two workers over a Postgres and an
S3 store outside of them, and writes this table; \`npm run test:faults -- F39 F40\` makes some of them
happen and replaces their rows. After each, one oracle looks at everything (INV): (a) each accepted
task has exactly one end, (b) and at most one result, (c) rows and objects agree to the digest, (d)
each terminal event arrived under one id, (e) no process ended that the fault did not end, (f) no
log shows a prompt or a key. A row without INV is held by tests of single parts.
`

const SOAKS_HEAD = `## Soaks

\`npm run soak\` lets customers submit, cancel, delete and download while two APIs, two workers, Postgres
and the store have accidents, then asks the same oracle. One row a seed and kind of engine: real ones
make the smallest videos of the fixture model, instant ones answer at once.
`

const FAULT_COLUMNS = ['fault', '', 'outcome', 'seconds', 'INV', 'verdict']
const SOAK_COLUMNS = ['seed', 'minutes', 'engines', 'accepted', 'a second', 'accidents', 'conditions', 'INV']

/**
 * Writes the rows into FAULTS.md; rows of faults that did not run this time, and of soaks, stay.
 *
 * @param o.faults every fault there is; rows of others go, and one without a row has not run
 * @param o.conditions one line about machine, store and time
 */
export function writeReport(
  rows: readonly Row[],
  o: { readonly faults: readonly Pick<Row, 'id' | 'title'>[]; readonly conditions: string },
): void {
  const { faults, soaks } = read()
  for (const row of rows) faults.set(row.id, lineOf(row))
  const lines = o.faults.map((fault) => faults.get(fault.id) ?? lineOf({ ...NOT_RUN, ...fault }))
  write({ conditions: o.conditions, faults: lines, soaks: [...soaks.values()] })
}

/** What a soak found. */
export interface Soak {
  readonly seed: number
  readonly minutes: number
  readonly engines: 'real' | 'instant'
  readonly accepted: number
  readonly acceptedPerSecond: number
  readonly accidents: number
  /** About machine, store and time. */
  readonly conditions: string
  readonly holds: boolean
}

/** Writes a soak into FAULTS.md, in place of an earlier one of its seed and engines. */
export function writeSoak(soak: Soak): void {
  const { conditions, faults, soaks } = read()
  const { seed, minutes, engines, accepted, accidents } = soak
  const cells = [seed, minutes, engines, accepted, soak.acceptedPerSecond.toFixed(2), accidents]
  soaks.set(
    `${seed} ${engines}`,
    rowOf([...cells.map(String), soak.conditions, soak.holds ? 'holds' : 'broken']),
  )
  write({ conditions, faults: [...faults.values()], soaks: [...soaks.values()] })
}

interface Report {
  readonly conditions: string
  readonly faults: readonly string[]
  readonly soaks: readonly string[]
}

/** The rows of the file by the name of their fault, or by seed and engines. */
function read() {
  const lines = existsSync(FILE) ? readFileSync(FILE, 'utf8').split('\n') : []
  const cellsOf = (line: string): string[] => line.split('|').map((cell) => cell.trim())
  const rows = (pattern: RegExp, keyOf: (cells: string[]) => string) =>
    new Map(lines.filter((line) => pattern.test(line)).map((line) => [keyOf(cellsOf(line)), line]))
  return {
    conditions: lines.find((line) => line.startsWith('Latest run: ')) ?? '',
    faults: rows(/^\| [FN]\d+ /, ([, id = '']) => id),
    soaks: rows(/^\| \d+ /, ([, seed, , engines]) => `${seed} ${engines}`),
  }
}

function write({ conditions, faults, soaks }: Report): void {
  const parts = [HEAD, `${conditions}\n`, `${tableOf(FAULT_COLUMNS, faults)}\n`]
  if (soaks.length > 0) parts.push(SOAKS_HEAD, `${tableOf(SOAK_COLUMNS, soaks)}\n`)
  writeFileSync(FILE, parts.join('\n'))
}

const tableOf = (columns: readonly string[], rows: readonly string[]): string =>
  [`| ${columns.join(' | ')} |`, `|${columns.map(() => ' --- ').join('|')}|`, ...rows].join('\n')

const rowOf = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |`

const NOT_RUN = {
  outcome: '',
  seconds: null,
  inv: null,
  verdict: 'not run: no run of it is recorded yet',
}

const lineOf = ({ id, title, outcome, seconds, inv, verdict }: Row): string =>
  rowOf([
    id,
    title,
    outcome,
    seconds?.toFixed(1) ?? '',
    inv === null ? '' : inv ? 'holds' : 'broken',
    verdict,
  ])
