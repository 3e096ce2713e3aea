/** `npm run soak`: customers and accidents for minutes, then the oracle. See --help. */
import os from 'node:os'
import { parseArgs } from 'node:util'
import { setTimeout as sleep } from 'node:timers/promises'
import { describeError, SetupError } from '#infra/dev/setup-error.ts'
import { createOracle } from '#test/faults/oracle/oracle.ts'
import { writeSoak } from '#test/faults/report.ts'
import { openScene, type Scene } from '#test/faults/scene/scene.ts'
import { openStore } from '#test/faults/scene/store.ts'
import { interruption } from '#test/support/runner/interruption.ts'
import { openRunFolder } from '#test/support/runner/run-folder.ts'
import { nextAccident } from './accidents.ts'
import { startCustomers } from './customers.ts'
import { seededRandom } from './random.ts'

const HELP = `Customers and random accidents for some minutes, then the oracle of npm run test:faults.

  npm run soak [-- --minutes 10 --seed N --instant --dry]

  --minutes <n>   how long (default 10)
  --seed <n>      decides accidents and customers (default: today as YYYYMMDD)
  --instant       engines that answer at once, so that the machine carries more tasks a second;
                  without it real ones make small videos
  --dry           do not write FAULTS.md
  --help          this text
`

/** Pause between two accidents. */
const QUIET_MS = { least: 500, most: 4500 }
/** The smallest video of a real model. */
const SMALLEST = { num_frames: 5, num_inference_steps: 1, size: '64x64' }

const today = (): number => Number(new Date().toISOString().slice(0, 10).replaceAll('-', ''))

async function accidentsUntil(scene: Scene, random: () => number, signal: AbortSignal) {
  const counts: Record<string, number> = {}
  while (!signal.aborted) {
    await sleep(QUIET_MS.least + random() * (QUIET_MS.most - QUIET_MS.least), undefined, { signal }).catch(
      () => undefined,
    )
    if (signal.aborted) break
    const { name, happen } = nextAccident(random)
    counts[name] = (counts[name] ?? 0) + 1
    await happen(scene, random)
  }
  return counts
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(today()) },
      instant: { type: 'boolean', default: false },
      dry: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(HELP)
  const [minutes, seed] = [Number(values.minutes), Number(values.seed)]
  if (!(minutes > 0)) throw new SetupError(`--minutes must be a number above 0, not ${values.minutes}`)
  if (!Number.isInteger(seed)) throw new SetupError(`--seed must be a whole number, not ${values.seed}`)

  const interrupted = interruption()
  const folder = await openRunFolder()
  process.env['TMPDIR'] = folder.temporary
  process.env['NODE_COMPILE_CACHE'] = folder.compileCache
  const store = await openStore('emulator')
  let scene: Scene | null = null
  try {
    scene = await openScene({ store: store.peer, real: !values.instant })
    const oracle = createOracle(scene)
    const random = seededRandom(seed)
    const startedAt = performance.now()
    const ending = new AbortController()
    const timer = setTimeout(() => ending.abort(), minutes * 60_000)
    const over = AbortSignal.any([interrupted, ending.signal])
    const customers = startCustomers(scene, {
      count: values.instant ? 16 : 6,
      random: seededRandom(seed + 1),
      fields: values.instant ? {} : SMALLEST,
      words: () => (values.instant ? `takes ${Math.round(Math.random() * 200)} ms` : ''),
      signal: over,
    })
    customers.done.catch(() => ending.abort())
    const accidents = await accidentsUntil(scene, random, over)
    clearTimeout(timer)
    await scene.mend()
    await customers.done
    const findings = await oracle()
    const seconds = (performance.now() - startedAt) / 1000
    const { count } = await scene.db
      .selectFrom('tasks')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow()
    const sum = Object.values(accidents).reduce((total, each) => total + each, 0)
    const accepted = scene.ledger.accepted.size
    const acceptedPerSecond = accepted / seconds
    const engines = values.instant ? 'instant' : 'real'
    console.log(`seed ${seed}, ${minutes} min, ${engines} engines, ${store.name}`)
    console.log(`accepted ${accepted} (${acceptedPerSecond.toFixed(2)}/s), rows ${count}`)
    console.log(
      Object.entries(customers.counts)
        .map(([name, n]) => `${name} ${n}`)
        .join(', '),
    )
    console.log(
      `accidents ${sum}: ${Object.entries(accidents)
        .map(([name, n]) => `${name} ${n}`)
        .join(', ')}`,
    )
    const holds = findings.length === 0
    const load = (os.loadavg()[0] ?? 0).toFixed(1)
    const conditions = `${new Date().toISOString().slice(0, 10)}, ${os.availableParallelism()} cores, load ${load}, ${store.name}`
    if (!interrupted.aborted && !values.dry)
      writeSoak({ seed, minutes, engines, accepted, acceptedPerSecond, accidents: sum, conditions, holds })
    console.log(holds ? 'INV true' : `INV false\n${findings.join('\n')}`)
    if (!holds) process.exitCode = 1
  } finally {
    await scene?.close()
    await store.close()
    await folder.remove()
  }
}

await main().catch((error: unknown) => {
  console.error(describeError(error))
  process.exitCode = 1
})
