import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { browserMissing } from '#test/support/browser/browser.ts'
import { newProfile } from './enter.ts'
import { consoleInChromium, type ConsoleInChromium } from './shared.ts'

describe('Signing in at an issuer, in Chromium', { skip: browserMissing('chromium') }, () => {
  let console: ConsoleInChromium
  before(async () => {
    console = await consoleInChromium()
  })

  it('The door leads to the issuer, and back into the console with what its claims permit', async (t) => {
    console.issuer.person = { tenant: 'studio', scopes: 'videos:read' }
    const { page } = await newProfile(t, console)
    await page.goto(console.url)
    await page.getByRole('link', { name: `Sign in with ${new URL(console.issuer.issuer).host}` }).click()
    await page.getByRole('navigation', { name: 'Console' }).getByText('studio').waitFor()
    assert.ok(!page.url().includes('code='), page.url())
    assert.equal(await page.getByRole('link', { name: 'Webhooks' }).count(), 0)
  })

  it('A person without a scope is told so at the door', async (t) => {
    console.issuer.person = { tenant: 'studio', scopes: 'email' }
    const { page } = await newProfile(t, console)
    await page.goto(console.url)
    await page.getByRole('link', { name: /^Sign in with/ }).click()
    await page.getByText('no tenant and scope of this service was given to you').waitFor()
    await page.getByLabel('API key or token').waitFor()
  })
})
