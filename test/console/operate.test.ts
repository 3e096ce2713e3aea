import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { browserMissing } from '#test/support/browser/browser.ts'
import { patient } from '#test/support/load/patience.ts'
import { newTab, signedInTab } from './enter.ts'
import { consoleInChromium, type ConsoleInChromium } from './shared.ts'

describe('The screen Operate, in Chromium', { skip: browserMissing('chromium') }, () => {
  let console: ConsoleInChromium
  before(async () => {
    console = await consoleInChromium()
  })

  const asAdmin = async <T>(path: string): Promise<T> => {
    const answer = await fetch(console.service.baseUrl + path, {
      headers: { authorization: `Bearer ${console.adminKey}` },
    })
    assert.equal(answer.status, 200, path)
    return (await answer.json()) as T
  }

  it('A tenant is added and limited; its key is shown once, works, and is revoked', async (t) => {
    const { page, faults } = await signedInTab(t, console, {
      key: console.adminKey,
      fragment: '/operate',
    })
    await page.getByLabel('Name of a new tenant').fill('atelier')
    await page.getByRole('button', { name: 'Add a tenant' }).click()
    const tenant = page.locator('.one-tenant')
    await tenant.getByLabel('max running').fill('2')
    await tenant.getByRole('button', { name: 'Save' }).click()
    await page
      .getByRole('row', { name: /^atelier/ })
      .getByRole('cell', { name: '2', exact: true })
      .waitFor()
    assert.equal((await asAdmin<{ max_running: number }>('/admin/tenants/atelier')).max_running, 2)

    await tenant.getByLabel('Name of a new key').fill('web shop')
    await tenant.getByRole('button', { name: 'Make a key' }).click()
    await tenant.getByText('it is not shown again').waitFor()
    const key = (await tenant.locator('.secret code').textContent()) as string
    const caller = await fetch(`${console.service.baseUrl}/v1/caller`, {
      headers: { authorization: `Bearer ${key}` },
    })
    assert.equal(caller.status, 200)
    await tenant.getByRole('button', { name: 'I have it' }).click()
    assert.ok(!(await page.content()).includes(key))
    await tenant
      .getByRole('listitem')
      .filter({ hasText: 'web shop' })
      .getByRole('button', { name: 'Revoke' })
      .click()
    await tenant.getByRole('listitem').filter({ hasText: 'web shop' }).waitFor({ state: 'detached' })
    const refused = await fetch(`${console.service.baseUrl}/v1/caller`, {
      headers: { authorization: `Bearer ${key}` },
    })
    assert.equal(refused.status, 401)
    assert.deepEqual(faults(), [])
  })

  it('A limit that the API refuses is shown with its text, and changes nothing', async (t) => {
    const { page } = await signedInTab(t, console, {
      key: console.adminKey,
      fragment: '/operate',
    })
    await page.getByRole('button', { name: 'E2E', exact: true }).click()
    await page.locator('.one-tenant').getByLabel('priority').fill('many')
    await page.locator('.one-tenant').getByRole('button', { name: 'Save' }).click()
    await page
      .locator('.note.is-error')
      .getByText(/priority/)
      .waitFor()
  })

  it('The link that an operator makes signs one person in', async (t) => {
    const { page } = await signedInTab(t, console, {
      key: console.adminKey,
      fragment: '/operate',
    })
    await page.getByRole('button', { name: 'E2E', exact: true }).click()
    await page.getByRole('button', { name: 'Make a one-time link' }).click()
    const url = (await page.locator('.secret code').textContent()) as string
    const guest = await newTab(t, console)
    await guest.page.goto(url)
    await guest.page.getByRole('navigation', { name: 'Console' }).waitFor()
    assert.equal(await guest.page.getByRole('link', { name: 'Operate' }).count(), 0)
  })

  it('What runs, what waits, workers and figures follow the service', async (t) => {
    const { page } = await signedInTab(t, console, {
      key: console.adminKey,
      fragment: '/operate',
    })
    await page.getByText('Nothing runs.').waitFor()
    const { id } = await console.service.submit({
      model: 'wan-demo',
      size: '320x192',
      num_frames: '33',
      num_inference_steps: '50',
    })
    const running = page.getByRole('region', { name: 'Running' })
    await running.getByText(/step \d+ of 50/).waitFor({ timeout: patient(60_000) })
    await page.getByRole('region', { name: 'Workers' }).getByRole('cell', { name: 'wan-demo' }).waitFor()
    await page.getByRole('region', { name: 'Queue' }).getByRole('row', { name: 'e2e' }).waitFor()
    await console.service.call(`/v1/videos/${id}/cancel`, { method: 'POST' })
    await page.getByText('Nothing runs.').waitFor({ timeout: patient(60_000) })
  })
})
