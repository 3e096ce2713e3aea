import { existsSync } from 'node:fs'
import { chromium, firefox, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { until } from '#test/support/processes/processes.ts'
import { patient } from '#test/support/load/patience.ts'

export type BrowserName = 'chromium' | 'firefox'

const PROGRAMS: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox'],
}

/** Where the distribution's browser is; undefined without one. */
export const programOf = (name: BrowserName): string | undefined =>
  PROGRAMS[name].find((file) => existsSync(file))

/** Why tests of a browser cannot run; false when they can. For the option `skip` of a test. */
export const browserMissing = (name: BrowserName): string | false =>
  programOf(name) === undefined &&
  `${name} is not installed: \`apt-get install ${name === 'firefox' ? 'firefox-esr' : name}\` brings it`

/** Real browser of the distribution, without a window. */
export async function openBrowser(name: BrowserName = 'chromium'): Promise<Browser> {
  const executablePath = programOf(name)
  if (executablePath === undefined) throw new Error(browserMissing(name) || name)
  const args = name === 'chromium' ? ['--no-sandbox', '--disable-dev-shm-usage'] : []
  return await { chromium, firefox }[name].launch({ executablePath, args })
}

/** A tab, and what went wrong in it. */
export interface Tab {
  readonly page: Page
  readonly context: BrowserContext
  /** Violations of the policy, uncaught errors, and requests to other hosts. */
  faults(): readonly string[]
}

/**
 * A fresh profile with one tab.
 *
 * @param o.width CSS pixels
 * @param o.timeoutMs how long an expectation may take on a quiet machine
 */
export async function openTab(
  browser: Browser,
  o: {
    width?: number
    height?: number
    scheme?: 'dark' | 'light'
    timeoutMs?: number
    origin: string
  },
): Promise<Tab> {
  const context = await browser.newContext({
    viewport: { width: o.width ?? 1280, height: o.height ?? 800 },
    colorScheme: o.scheme ?? 'dark',
    acceptDownloads: true,
  })
  return await tabIn(context, o)
}

/** One more tab of a profile. */
export async function tabIn(
  context: BrowserContext,
  o: { timeoutMs?: number; origin: string },
): Promise<Tab> {
  const page = await context.newPage()
  page.setDefaultTimeout(patient(o.timeoutMs ?? 30_000))
  const faults: string[] = []
  await page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) =>
    console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile))`)
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    if (/policy|Content Security|TrustedHTML/i.test(message.text())) faults.push(message.text())
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (/^https?:$/.test(url.protocol) && url.origin !== o.origin) faults.push(`request to ${url.origin}`)
  })
  return { page, context, faults: () => faults }
}

/** Waits until the player has a frame to show. @returns the size of the picture */
export async function playable(page: Page): Promise<{ width: number; height: number }> {
  const video = page.locator('video')
  await video.waitFor()
  const look = async (): Promise<Clip> =>
    await video.evaluate((element) => {
      const { readyState, videoWidth, videoHeight } = element as unknown as Clip
      return { readyState, videoWidth, videoHeight }
    })
  await until(
    async () => (await look()).readyState >= 2,
    30_000,
    () => 'the clip cannot be played',
  )
  const { videoWidth, videoHeight } = await look()
  return { width: videoWidth, height: videoHeight }
}

/** The members of a browser's video element that are read here. */
interface Clip {
  readonly readyState: number
  readonly videoWidth: number
  readonly videoHeight: number
}
