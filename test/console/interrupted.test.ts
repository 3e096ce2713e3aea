import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { taskIdOfVideo } from '#core/ids.ts'
import { patchTask } from '#core/store/tasks.ts'
import { browserMissing, playable } from '#test/support/browser/browser.ts'
import { openTestLifecycle } from '#test/support/database/tasks.ts'
import { patient } from '#test/support/load/patience.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { enter, newProfile, signedInTab } from './enter.ts'
import { PHOTO, submitSmall } from './service.ts'
import { consoleInChromium, type ConsoleInChromium } from './shared.ts'

const END_MS = 60_000

describe('What is interrupted, in Chromium', { skip: browserMissing('chromium') }, () => {
  let console: ConsoleInChromium
  before(async () => {
    console = await consoleInChromium()
  })

  const submit = (prompt: string): Promise<string> => submitSmall(console, prompt)
  const live = (page: Page) => page.locator('.tenant .dot.is-live')

  it('The stream comes back after a restart of the API, with what happened meanwhile', async (t) => {
    const { page } = await signedInTab(t, console, { fragment: '/videos' })
    await live(page).waitFor()
    const before = await submit('Night falls over the scene.')
    await page.getByRole('row', { name: before.slice(-6) }).waitFor()
    await console.service.api.kill('SIGKILL')
    await live(page).waitFor({ state: 'detached' })
    await console.service.startApi()
    const meanwhile = await submit('Fog rolls in.')
    await live(page).waitFor({ timeout: patient(END_MS) })
    for (const id of [before, meanwhile])
      await page
        .getByRole('row', { name: id.slice(-6) })
        .locator('.status.is-completed')
        .waitFor({ timeout: patient(END_MS) })
  })

  it('The estimate of a request comes by itself when the service is back', async (t) => {
    const { page } = await signedInTab(t, console, { fragment: '/make' })
    await page.getByLabel('Image', { exact: true }).setInputFiles(PHOTO)
    const estimate = page.locator('.estimate strong')
    await estimate.waitFor()
    await console.service.api.kill('SIGKILL')
    await page.getByText('All settings').click()
    await page.getByLabel('Length').fill('9')
    await page.locator('.estimate.fault').waitFor()
    await console.service.startApi()
    await estimate.waitFor({ timeout: patient(END_MS) })
  })

  it('A video whose files have expired says so, and stays readable', async (t) => {
    const id = await submit('The camera holds still.')
    const { page } = await signedInTab(t, console, { fragment: `/videos/${id}` })
    await playable(page)
    await endItsTime(console.databaseUrl, id)
    await page.getByText('Its files were deleted').waitFor({ timeout: patient(END_MS) })
    await page.locator('.screen.is-message').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Download' }).count(), 0)
    await page.reload()
    await page.getByLabel('API key or token').fill(console.key)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText(/\(video_expired\)|\(expired\)|\(content_expired\)/).waitFor()
    await page.getByRole('link', { name: 'Videos', exact: true }).first().click()
    await page
      .getByRole('row', { name: id.slice(-6) })
      .getByText('expired')
      .waitFor()
  })

  it('Without a network the page keeps what it shows, says what failed, and catches up afterwards', async (t) => {
    const tab = await newProfile(t, console)
    const { context, faults } = tab
    const page = await enter(tab, console.url, console.key, '/videos')
    const id = await submit('Fog rolls in.')
    const row = page.getByRole('row', { name: id.slice(-6) })
    await row.waitFor()
    await context.setOffline(true)
    await live(page).waitFor({ state: 'detached' })
    await row.waitFor()
    await page.getByRole('link', { name: 'Webhooks' }).click()
    await page.getByText('The service does not answer. (unreachable)').waitFor()
    await page.getByRole('link', { name: 'Videos' }).click()
    await context.setOffline(false)
    const later = await submit('Night falls over the scene.')
    await live(page).waitFor({ timeout: patient(END_MS) })
    await page.getByRole('row', { name: later.slice(-6) }).waitFor({ timeout: patient(END_MS) })
    assert.deepEqual(faults(), [])
  })

  it('A key that is revoked leads back to the door, which says why', async (t) => {
    const { id, key } = await issueApiKey(console.service.db, 'e2e', ['videos:read'])
    const { page } = await signedInTab(t, console, { key, fragment: '/videos' })
    await fetch(`${console.service.baseUrl}/admin/tenants/e2e/keys/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${console.adminKey}` },
    })
    // By its address: the door may stand there before the filter's field could be used.
    await page.evaluate("location.hash = '#/videos?status=failed'")
    await page.getByText('The key is no longer valid. Sign in again.').waitFor()
    await page.getByLabel('API key or token').waitFor()
  })
})

/** Its files are due now, and the worker is told so as at any end of their time. */
async function endItsTime(databaseUrl: string, videoId: string): Promise<void> {
  const deps = await openTestLifecycle(databaseUrl)
  const taskId = taskIdOfVideo(videoId) as string
  await deps.db.transaction().execute(async (trx) => {
    await patchTask(trx, taskId, { expires_at: deps.clock.now(), updated_at: deps.clock.now() })
    await deps.queue.send(trx, 'maintenance', { kind: 'expire', taskId })
  })
  await deps.close()
}
