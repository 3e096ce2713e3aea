import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { browserMissing, openBrowser, playable } from '#test/support/browser/browser.ts'
import { newTask, openTestLifecycle, PARAMETERS } from '#test/support/database/tasks.ts'
import { patient } from '#test/support/load/patience.ts'
import { until } from '#test/support/processes/processes.ts'
import { signedInTab } from './enter.ts'
import { startConsoleService, type ConsoleService } from './service.ts'

const END_MS = 60_000

describe('Videos are managed in Chromium', { skip: browserMissing('chromium') }, () => {
  let console: ConsoleService
  let browser: Browser
  before(async () => {
    console = await startConsoleService()
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await console?.close()
  })

  const submit = async (prompt: string, more: Record<string, string> = {}): Promise<string> =>
    (
      await console.service.submit({
        model: 'wan-demo',
        prompt,
        size: '160x96',
        num_frames: '5',
        num_inference_steps: '1',
        ...more,
      })
    ).id
  const done = async (id: string): Promise<string> => {
    await console.service.videoWhen(id, (video) => video.status === 'completed')
    return id
  }
  const statusCode = async (id: string): Promise<number> =>
    (await console.service.call(`/v1/videos/${id}`)).status

  it('Several videos are deleted at once; an undo brings them back before anything is sent', async () => {
    const ids = [await done(await submit('Fog rolls in.')), await done(await submit('Night falls.'))]
    const { page, context, faults } = await signedInTab(browser, console, { fragment: '/videos' })
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
    await context.close()
  })

  it('Deleted rows are gone for good when the person leaves the screen before the undo ends', async () => {
    const id = await done(await submit('The camera holds still.'))
    const { page, context } = await signedInTab(browser, console, { fragment: '/videos' })
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
    await context.close()
  })

  it('Several videos are cancelled at once, and a video is cancelled where it runs', async () => {
    const long = { size: '320x192', num_frames: '33', num_inference_steps: '50' }
    const ids = [await submit('Fog.', long), await submit('Night.', long), await submit('Still.', long)]
    const { page, context } = await signedInTab(browser, console, { fragment: '/videos' })
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
    await context.close()
  })

  it('Filters stand in the address bar, and a filtered address shows the same list', async () => {
    const id = await done(await submit('Mist.', { 'metadata[shop]': 'north' }))
    const { page, context } = await signedInTab(browser, console, { fragment: '/videos' })
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
    const again = await signedInTab(browser, console, { fragment: address.split('#')[1] as string })
    await again.page.getByRole('row', { name: id.slice(-6) }).waitFor()
    assert.equal(await again.page.locator('tbody tr[aria-rowindex]').count(), 1)
    await again.context.close()
    await context.close()
  })

  it('What is typed into a filter stays while the list is drawn again', async () => {
    const { page, context } = await signedInTab(browser, console, { fragment: '/videos' })
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
    await context.close()
  })

  it('A long queue is read a few videos at a time, those on the screen alone', async () => {
    const deps = await openTestLifecycle(console.databaseUrl)
    for (let index = 0; index < 60; index += 1)
      await lifecycle.submit(
        deps,
        newTask('e2e', { model: 'elsewhere', parameters: { ...PARAMETERS, prompt: `Waits ${index}` } }),
        null,
      )
    const { page, context } = await signedInTab(browser, console, { fragment: '/videos?model=elsewhere' })
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
    await context.close()
    await deps.close()
  })

  it('A key that may only read sees every video and no control that changes one', async () => {
    const id = await done(await submit('The camera pans left.'))
    const { page, context } = await signedInTab(browser, console, {
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
    await context.close()
  })
})
