/**
 * `npm run test:faults`: makes faults happen to a whole service and writes FAULTS.md. See --help.
 */
import os from 'node:os'
import { parseArgs } from 'node:util'
import { describeError, SetupError } from '#infra/dev/setup-error.ts'
import { patient } from '#test/support/load/patience.ts'
import { openRunFolder } from '#test/support/runner/run-folder.ts'
import { interruption } from '#test/support/runner/interruption.ts'
import { CATALOGUE } from '#test/faults/catalogue/catalogue.ts'
import type { Fault, Row } from './fault.ts'
import { createMachine } from './machine.ts'
import { writeReport } from './report.ts'
import { runFault } from './run-fault.ts'
import { openStore } from '#test/faults/scene/store.ts'
import { createStages } from './stages.ts'

const HELP = `Makes faults happen to a whole service, and writes what came of them into FAULTS.md.

  npm run test:faults [-- [options] [fault ...]]

A fault is named by its id (F39); without one every fault runs.

  --fast      only those that npm test runs, too
  --dry       do not write FAULTS.md
  --emulator  an emulator of S3 instead of a Ceph gateway, which starts at once and checks less
  --list      say which faults there are
  --help      this text
`

function chosen(ids: readonly string[], fast: boolean): readonly Fault[] {
  for (const id of ids)
    if (!CATALOGUE.some((fault) => fault.id === id)) throw new SetupError(`there is no fault ${id}`)
  return CATALOGUE.filter(
    (fault) => (ids.length === 0 || ids.includes(fault.id)) && (!fast || fault.fast === true),
  )
}

const shown = ({ id, title, outcome, seconds, verdict }: Row): string =>
  `${id} ${verdict}${seconds === null ? '' : ` (${seconds.toFixed(1)} s)`}: ${title}${outcome === '' ? '' : ` — ${outcome}`}`

/** One line about the machine, its load and the store. */
const conditionsOf = (store: string): string =>
  `Latest run: ${new Date().toISOString().slice(0, 10)}, ${os.availableParallelism()} cores, load ${(os.loadavg()[0] ?? 0).toFixed(1)} (limits × ${(patient(100) / 100).toFixed(1)}), ${store}.`

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      fast: { type: 'boolean', default: false },
      dry: { type: 'boolean', default: false },
      emulator: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(HELP)
  const faults = chosen(positionals, values.fast)
  if (values.list) return faults.forEach(({ id, title }) => console.log(`${id} ${title}`))

  const interrupted = interruption()
  const folder = await openRunFolder()
  process.env['TMPDIR'] = folder.temporary
  process.env['NODE_COMPILE_CACHE'] = folder.compileCache
  const machine = createMachine()
  const hasGateway = !values.emulator && (await machine(['rgw'])).length === 0
  const store = await openStore(hasGateway ? 'rgw' : 'emulator')
  const stages = createStages(store.peer)
  const rows: Row[] = []
  try {
    for (const fault of faults) {
      if (interrupted.aborted) break
      const missing = await machine(fault.needs ?? [])
      if (fault.needs?.includes('rgw') === true && !hasGateway && missing.length === 0)
        missing.push('run with --emulator')
      const openStage = () => stages.open({ pooled: fault.pooled === true })
      const row =
        missing.length > 0 && 'inject' in fault.how
          ? await runFault({ ...fault, how: { notRun: missing.join(', ') } }, openStage)
          : await runFault(fault, openStage)
      rows.push(row)
      console.log(shown(row))
      // At once, so that a run that is ended early leaves what it found.
      if (!values.dry) writeReport(rows, { faults: CATALOGUE, conditions: conditionsOf(store.name) })
      // What failed may fail the next fault, too.
      if (row.verdict === 'failed') await stages.close()
    }
  } finally {
    await stages.close()
    await store.close()
    await folder.remove()
  }
  const failed = rows.filter(({ verdict }) => verdict === 'failed')
  console.log(`${rows.length} faults, ${failed.length} failed${failed.map(({ id }) => ` ${id}`).join('')}`)
  if (failed.length > 0) process.exitCode = 1
}

await main().catch((error: unknown) => {
  console.error(describeError(error))
  process.exitCode = 1
})
