import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { browserMissing, openBrowser, openTab } from '#test/support/browser/browser.ts'
import { openIssuer, type TestIssuer } from '#test/support/network/oidc-provider.ts'
import { startConsoleService, type ConsoleService } from './service.ts'

describe('Signing in at an issuer, in Chromium', { skip: browserMissing('chromium') }, () => {
  let console: ConsoleService
  let issuer: TestIssuer
  let browser: Browser
  before(async () => {
    const port = await freeLoopbackPort()
    const base = `http://127.0.0.1:${port}`
    issuer = await openIssuer(`${base}/v1/sign_in/oidc/callback`, 'a secret of the client')
    console = await startConsoleService(
      {
        PUBLIC_BASE_URL: base,
        OIDC_ISSUER: issuer.issuer,
        OIDC_CLIENT_ID: 'console',
        OIDC_CLIENT_SECRET: 'a secret of the client',
      },
      { port, workers: 0 },
    )
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await console?.close()
    await issuer?.close()
  })

  it('The door leads to the issuer, and back into the console with what its claims permit', async () => {
    issuer.person = { tenant: 'studio', scopes: 'videos:read' }
    const { page, context } = await openTab(browser, { origin: console.service.baseUrl })
    await page.goto(console.url)
    await page.getByRole('link', { name: `Sign in with ${new URL(issuer.issuer).host}` }).click()
    await page.getByRole('navigation', { name: 'Console' }).getByText('studio').waitFor()
    assert.ok(!page.url().includes('code='), page.url())
    assert.equal(await page.getByRole('link', { name: 'Webhooks' }).count(), 0)
    await context.close()
  })

  it('A person without a scope is told so at the door', async () => {
    issuer.person = { tenant: 'studio', scopes: 'email' }
    const { page, context } = await openTab(browser, { origin: console.service.baseUrl })
    await page.goto(console.url)
    await page.getByRole('link', { name: /^Sign in with/ }).click()
    await page.getByText('no tenant and scope of this service was given to you').waitFor()
    await page.getByLabel('API key or token').waitFor()
    await context.close()
  })
})
