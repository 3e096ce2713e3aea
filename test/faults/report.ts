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
log shows a prompt or a key. A row without INV is held by tests of \`npm test\` over single parts.
`

const COLUMNS = ['fault', '', 'outcome', 'seconds', 'INV', 'verdict']

/**
 * Writes the rows into FAULTS.md; rows of faults that did not run this time
 * stay.
 *
 * @param o.faults every fault there is; rows of others go, and one without a row has not run
 * @param o.conditions one line about machine, store and time
 */
export function writeReport(
  rows: readonly Row[],
  o: { readonly faults: readonly Pick<Row, 'id' | 'title'>[]; readonly conditions: string },
): void {
  const lines = new Map(
    existsSync(FILE)
      ? readFileSync(FILE, 'utf8')
          .split('\n')
          .flatMap((line) => (/^\| [FN]\d+ /.test(line) ? [[line.split(' ')[1] as string, line]] : []))
      : [],
  )
  for (const row of rows) lines.set(row.id, lineOf(row))
  const table = o.faults.map((fault) => lines.get(fault.id) ?? lineOf({ ...NOT_RUN, ...fault }))
  const body = [`| ${COLUMNS.join(' | ')} |`, `|${COLUMNS.map(() => ' --- ').join('|')}|`, ...table].join(
    '\n',
  )
  writeFileSync(FILE, `${HEAD}\n${o.conditions}\n\n${body}\n`)
}

const NOT_RUN = {
  outcome: '',
  seconds: null,
  inv: null,
  verdict: 'not run: no run of it is recorded yet',
}

const lineOf = ({ id, title, outcome, seconds, inv, verdict }: Row): string =>
  `| ${[id, title, outcome, seconds?.toFixed(1) ?? '', inv === null ? '' : inv ? 'holds' : 'broken', verdict]
    .map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' '))
    .join(' | ')} |`
