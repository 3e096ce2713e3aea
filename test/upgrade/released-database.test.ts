import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { ROOT } from '#test/architecture/sources.ts'
import { createEmptyDatabase } from '#test/support/database/database.ts'
import { openWebhookReceiver } from '#test/support/service/webhook-receiver.ts'
import { closeAfter } from '#test/support/closing.ts'
import { hearOf, readEverything, seeVideosMade } from './customer.ts'
import { loadReleased } from './released.ts'
import { openVersion } from './version.ts'

it('A filled database of the last release is migrated, and its keys, videos and webhooks live on', async (t) => {
  const database = await createEmptyDatabase(t)
  const dataDir = await mkdtemp(path.join(tmpdir(), 'wan-released-'))
  const receiver = await openWebhookReceiver()
  const ground = { databaseUrl: database.url, dataDir }
  const version = openVersion(ROOT, ground)
  closeAfter(t, async () => {
    await version.stop()
    await receiver.close()
    await rm(dataDir, { recursive: true, force: true })
  })
  const known = await loadReleased(ground, receiver.url)
  t.diagnostic((await version.migrate()).trim())
  const { baseUrl } = await version.startApi()
  await readEverything(baseUrl, known)
  await version.startWorker()
  await seeVideosMade(baseUrl, known)
  await hearOf(receiver.received, known.finished.id, known.endpoint.secret)
  await hearOf(receiver.received, known.waiting, known.webhookSecret)
})
