import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { patient } from '#test/support/load/patience.ts'
import { programOf } from './browser.ts'

/**
 * Firefox of the distribution, without a window. It is driven by WebDriver BiDi, which it speaks
 * itself; playwright needs a Firefox of its own.
 */
export async function openFirefox(): Promise<Browser> {
  const executablePath = programOf('firefox')
  if (executablePath === undefined) throw new Error('firefox is not installed')
  return await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    timeout: patient(60_000),
    protocolTimeout: patient(180_000),
    extraPrefsFirefox: { 'media.autoplay.default': 0, 'app.update.enabled': false },
  })
}

/** A tab, and what went wrong in it: violations of the policy, uncaught errors, other hosts. */
export async function openFirefoxTab(
  browser: Browser,
  origin: string,
): Promise<{ page: Page; faults(): readonly string[] }> {
  const page = await browser.newPage()
  await page.setViewport({ width: 1280, height: 800 })
  page.setDefaultTimeout(patient(30_000))
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`uncaught: ${String(error)}`))
  page.on('console', (message) => {
    if (/Content.Security.Policy|TrustedHTML/i.test(message.text())) faults.push(message.text())
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (/^https?:$/.test(url.protocol) && url.origin !== origin) faults.push(`request to ${url.origin}`)
  })
  return { page, faults: () => faults }
}
