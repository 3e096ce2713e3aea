import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { browserMissing, playable } from '#test/support/browser/browser.ts'
import { newTask, openTestLifecycle, PARAMETERS } from '#test/support/database/tasks.ts'
import { patient } from '#test/support/load/patience.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { until } from '#test/support/processes/processes.ts'
import { closeAfter } from '#test/support/closing.ts'
import { signedInTab } from './enter.ts'
import { CUSTOMER_SCOPES, submitSmall } from './service.ts'
import { consoleInChromium, type ConsoleInChromium } from './shared.ts'

const END_MS = 60_000

describe('Videos are managed in Chromium', { skip: browserMissing('chromium') }, () => {
  let console: ConsoleInChromium
  before(async () => {
    console = await consoleInChromium()
  })

  const submit = (prompt: string, fields: Record<string, string> = {}): Promise<string> =>
    submitSmall(console, prompt, { fields })
  const done = async (id: string): Promise<string> => {
    await console.service.videoWhen(id, (video) => video.status === 'completed')
    return id
  }
  const statusCode = async (id: string): Promise<number> =>
    (await console.service.call(`/v1/videos/${id}`)).status

  it('Several videos are deleted at once; an undo brings them back before anything is sent', async (t) => {
    const ids = [await done(await submit('Fog rolls in.')), await done(await submit('Night falls.'))]
    const { page, faults } = await signedInTab(t, console, { fragment: '/videos' })
    const rows = ids.map((id) => page.getByRole('row', { name: id.slice(-6) }))
    const deleteBoth = async (): Promise<void> => {
      for (const row of rows) await row.getByRole('checkbox').check()
      const bar = page.getByRole('toolbar', { name: 'Selected videos' })
      await bar.getByText('2 selected').waitFor()
      await bar.getByRole('button', { name: 'Delete' }).click()
      for (const row of rows) await row.waitFor({ state: 'detached' })
    }
    await deleteBoth()
    await page.getByRole('button', { name: 'Undo' }).click()
    for (const row of rows) await row.waitFor()
    assert.deepEqual(await Promise.all(ids.map(statusCode)), [200, 200])

    await deleteBoth()
    for (const id of ids)
      await until(
        async () => (await statusCode(id)) === 404,
        30_000,
        () => `${id} was not deleted`,
      )
    assert.deepEqual(faults(), [])
  })

  it('Deleted rows are gone for good when the person leaves the screen before the undo ends', async (t) => {
    const id = await done(await submit('The camera holds still.'))
    const { page } = await signedInTab(t, console, { fragment: '/videos' })
    await page
      .getByRole('row', { name: id.slice(-6) })
      .getByRole('checkbox')
      .check()
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('navigation').getByRole('link', { name: 'Make' }).click()
    await until(
      async () => (await statusCode(id)) === 404,
      30_000,
      () => `${id} was not deleted`,
    )
  })

  it('Several videos are cancelled at once, and a video is cancelled where it runs', async (t) => {
    const long = { size: '320x192', num_frames: '33', num_inference_steps: '50' }
    const ids = [await submit('Fog.', long), await submit('Night.', long), await submit('Still.', long)]
    const { page } = await signedInTab(t, console, { fragment: '/videos' })
    for (const id of ids.slice(1))
      await page
        .getByRole('row', { name: id.slice(-6) })
        .getByRole('checkbox')
        .check()
    await page.getByRole('toolbar').getByRole('button', { name: 'Cancel 2' }).click()
    for (const id of ids.slice(1))
      await page
        .getByRole('row', { name: id.slice(-6) })
        .locator('.status.is-cancelled')
        .waitFor({ timeout: patient(END_MS) })
    await page
      .getByRole('row', { name: (ids[0] as string).slice(-6) })
      .getByRole('link')
      .first()
      .click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.locator('.head .status.is-cancelled').waitFor({ timeout: patient(END_MS) })
    for (const id of ids) assert.equal((await console.service.video(id)).error?.code, 'cancelled')
  })

  it('Filters stand in the address bar, and a filtered address shows the same list', async (t) => {
    const id = await done(await submit('Mist.', { 'metadata[shop]': 'north' }))
    const { page } = await signedInTab(t, console, { fragment: '/videos' })
    await page.getByLabel('Metadata').fill('shop=north')
    await page.getByLabel('Metadata').press('Enter')
    await page.getByLabel('Status').selectOption('completed')
    await until(
      () => page.url().includes('status=completed') && page.url().includes('metadata=shop%3Dnorth'),
      10_000,
      () => page.url(),
    )
    const address = page.url()
    await page.getByRole('row', { name: id.slice(-6) }).waitFor()
    assert.equal(await page.locator('tbody tr[aria-rowindex]').count(), 1)
    const again = await signedInTab(t, console, { fragment: address.split('#')[1] as string })
    await again.page.getByRole('row', { name: id.slice(-6) }).waitFor()
    assert.equal(await again.page.locator('tbody tr[aria-rowindex]').count(), 1)
  })

  it('What is typed into a filter stays while the list is drawn again', async (t) => {
    const { page } = await signedInTab(t, console, { fragment: '/videos' })
    await page.getByLabel('Metadata').fill('shop=so')
    const id = await done(await submit('Rain.', { 'metadata[shop]': 'south' }))
    await page
      .getByRole('row', { name: id.slice(-6) })
      .locator('.status.is-completed')
      .waitFor({ timeout: patient(END_MS) })
    assert.equal(await page.getByLabel('Metadata').inputValue(), 'shop=so')
    await page.getByLabel('Metadata').pressSequentially('uth')
    await page.getByLabel('Metadata').press('Enter')
    await until(
      () => page.url().includes('metadata=shop%3Dsouth'),
      10_000,
      () => page.url(),
    )
    await page.getByRole('row', { name: id.slice(-6) }).waitFor()
  })

  it('A long queue is read a few videos at a time, those on the screen alone', async (t) => {
    const { key } = await issueApiKey(console.service.db, 'crowd', CUSTOMER_SCOPES)
    const deps = await openTestLifecycle(console.databaseUrl)
    const waiting = Array.from({ length: 60 }, (_, index) =>
      newTask('crowd', { model: 'elsewhere', parameters: { ...PARAMETERS, prompt: `Waits ${index}` } }),
    )
    for (const task of waiting) await lifecycle.submit(deps, task, null)
    closeAfter(t, async () => {
      for (const { id } of waiting) await lifecycle.cancel(deps, 'crowd', id)
      await deps.close()
    })
    const { page } = await signedInTab(t, console, { key, fragment: '/videos' })
    await page.locator('table[aria-rowcount="61"]').waitFor()
    const read: string[] = []
    page.on('request', (request) => {
      const [, id] = /\/v1\/videos\/(video_\w+)$/.exec(new URL(request.url()).pathname) ?? []
      if (id !== undefined) read.push(id)
    })
    await until(
      () => new Set(read).size > 12,
      20_000,
      () => `read ${new Set(read).size} videos`,
    )
    const shown = await page.locator('tbody tr[aria-rowindex]').count()
    await sleep(4000)
    assert.ok(new Set(read).size <= shown, `${new Set(read).size} videos were read, ${shown} are drawn`)
  })

  it('A key that may only read sees every video and no control that changes one', async (t) => {
    const id = await done(await submit('The camera pans left.'))
    const { page } = await signedInTab(t, console, {
      key: console.readOnlyKey,
      fragment: `/videos/${id}`,
    })
    await playable(page)
    for (const name of ['Delete this video', 'Remix', 'Extend', 'Use last frame', 'Repeat'])
      assert.equal(await page.getByRole('button', { name }).count(), 0, name)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await page.getByRole('link', { name: 'Videos' }).first().click()
    await page
      .getByRole('row', { name: id.slice(-6) })
      .getByRole('checkbox')
      .check()
    const bar = page.getByRole('toolbar', { name: 'Selected videos' })
    assert.deepEqual(await bar.getByRole('button').allTextContents(), ['Clear'])
    assert.equal(await page.getByRole('link', { name: 'Webhooks' }).count(), 0)
  })
})
