/**
 * `npm run test:upgrade`: the last release and this version over one database. See --help.
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { startEmbeddedPostgres } from '#infra/dev/postgres/start.ts'
import { describeError, SetupError } from '#infra/dev/setup-error.ts'
import { ROOT } from '#test/architecture/sources.ts'
import { startSystemPostgres, systemPostgresPrograms } from '#test/support/database/system-postgres.ts'
import { openRunFolder } from '#test/support/runner/run-folder.ts'
import { openWebhookReceiver } from '#test/support/service/webhook-receiver.ts'
import {
  becomeCustomer,
  hearOf,
  leaveWaiting,
  readEverything,
  seeVideosMade,
  type Knowledge,
} from './customer.ts'
import { dumpReleased, NOWHERE } from './released.ts'
import { checkOut, openVersion, type Ground } from './version.ts'

const HELP = `Runs the processes of the last release on the schema of this version, and those of this version
on a database that the last release has filled, one after another and at once.

  npm run test:upgrade [-- options]

  --released <commit>  what counts as the last release (default: the newest tag v*)
  --dump               fills a database with this version and keeps it in test/upgrade/released, from
                       which npm run test:all upgrades: a step of each release; needs pg_dump
`

const say = (line: string): void => console.log(line)

/** Fills the ground by this version, as a customer would, and keeps the result. */
async function dump(folder: string): Promise<void> {
  const programs = await systemPostgresPrograms()
  if (programs === null) throw new SetupError('there is no pg_dump: apt-get install postgresql')
  const postgres = await startSystemPostgres(programs, folder)
  const ground: Ground = { databaseUrl: postgres.url, dataDir: path.join(folder, 'data') }
  const version = openVersion(ROOT, ground)
  try {
    await version.migrate()
    const known = await fill(version, NOWHERE)
    await version.stop()
    await dumpReleased(ground, known, programs)
    say('test/upgrade/released is a filled database of this version')
  } finally {
    await version.stop()
    await postgres.stop()
  }
}

/** A customer with a finished video and one that waits; no worker is left. */
async function fill(version: ReturnType<typeof openVersion>, webhookUrl: string): Promise<Knowledge> {
  const api = await version.startApi()
  const worker = await version.startWorker()
  const known = await becomeCustomer(api.baseUrl, await version.bootstrap(), webhookUrl)
  await worker.kill('SIGTERM')
  return { ...known, waiting: await leaveWaiting(api.baseUrl, known) }
}

async function upgrade(folder: string, commit: string): Promise<void> {
  const checkout = path.join(folder, 'released')
  await mkdir(checkout)
  await checkOut(commit, checkout, ROOT)
  const postgres = await startEmbeddedPostgres({
    dataDir: path.join(folder, 'postgres'),
    durable: false,
    log: () => {},
  })
  const ground: Ground = { databaseUrl: postgres.url, dataDir: path.join(folder, 'data') }
  const [before, after] = [openVersion(checkout, ground), openVersion(ROOT, ground)]
  const refusals = Array.from({ length: 1000 }, () => ({ status: 503 }))
  const receiver = await openWebhookReceiver(refusals)
  try {
    say(`released: ${(await before.migrate()).trim()}`)
    let known = await fill(before, receiver.url)
    say('released: a customer has a finished video, one that waits, and webhooks that nobody took')

    const old = await before.startApi()
    say(`this version, while the released API runs: ${(await after.migrate()).trim()}`)
    await readEverything(old.baseUrl, known)
    refusals.length = 0
    const oldWorker = await before.startWorker()
    await seeVideosMade(old.baseUrl, known)
    await hearOf(receiver.received, known.finished.id, known.endpoint.secret)
    await hearOf(receiver.received, known.waiting, known.webhookSecret)
    say('released processes on the new schema: keys, videos, files, repeats, new videos, webhooks')

    const young = await after.startApi()
    known = { ...known, waiting: await leaveWaiting(young.baseUrl, known) }
    await seeVideosMade(young.baseUrl, known)
    await oldWorker.kill('SIGTERM')
    say('a released worker makes the videos of a new API')

    known = { ...known, waiting: await leaveWaiting(old.baseUrl, known) }
    await after.startWorker()
    await readEverything(young.baseUrl, known)
    await seeVideosMade(old.baseUrl, known)
    await hearOf(receiver.received, known.waiting, known.webhookSecret)
    say('new processes on the filled database, and a new worker makes the videos of a released API')

    await after.stop()
    await before.stop()
    say(`back: ${(await before.migrate()).trim()}`)
    const back = await before.startApi()
    known = { ...known, waiting: await leaveWaiting(back.baseUrl, known) }
    await readEverything(back.baseUrl, known)
    await before.startWorker()
    await seeVideosMade(back.baseUrl, known)
    say('back: the released version goes on with what the new one has left')
  } finally {
    await before.stop()
    await after.stop()
    await receiver.close()
    await postgres.stop()
  }
}

/** The newest tag of a release; null when there is none, or no repository. */
const newestRelease = (): Promise<string | null> =>
  promisify(execFile)('git', ['-C', ROOT, 'tag', '--list', 'v*', '--sort=-v:refname']).then(
    ({ stdout }) => stdout.split('\n')[0]?.trim() || null,
    () => null,
  )

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      released: { type: 'string' },
      dump: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(HELP)
  const commit = values.released ?? (await newestRelease())
  if (commit === null && !values.dump)
    return say(
      'not run: nothing is released yet (no tag v*); --released <commit> names what stands in for it',
    )
  const runFolder = await openRunFolder()
  process.env['TMPDIR'] = runFolder.temporary
  const folder = await mkdtemp(path.join(tmpdir(), 'upgrade-'))
  try {
    await (values.dump ? dump(folder) : upgrade(folder, commit as string))
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    await runFolder.remove()
  }
}

await main().catch((error: unknown) => {
  console.error(describeError(error))
  process.exitCode = 1
})
