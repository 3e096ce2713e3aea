import type { Browser, BrowserContext } from 'playwright-core'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { openBrowser } from '#test/support/browser/browser.ts'
import { openIssuer, type TestIssuer } from '#test/support/network/oidc-provider.ts'
import { sharedByFiles } from '#test/support/runner/shared.ts'
import { makeLoraFolders } from './lora-folders.ts'
import { startConsoleService, type ConsoleService } from './service.ts'

const CLIENT_SECRET = 'a secret of the client'

/** The service of all files, where people may also sign in at an issuer. */
export interface SharedService extends ConsoleService {
  readonly issuer: TestIssuer
}

export interface ConsoleInChromium extends SharedService {
  readonly browser: Browser
  /** Its cache has the files of the page, which every other profile would load and compile anew. */
  readonly profile: BrowserContext
}

/** Serves the demo model, which comes first, and one with LoRAs. */
export const sharedService = sharedByFiles(async (): Promise<SharedService> => {
  const port = await freeLoopbackPort()
  const base = `http://127.0.0.1:${port}`
  const issuer = await openIssuer(`${base}/v1/sign_in/oidc/callback`, CLIENT_SECRET)
  const folders = await makeLoraFolders()
  const settings = {
    ...folders.env,
    PUBLIC_BASE_URL: base,
    OIDC_ISSUER: issuer.issuer,
    OIDC_CLIENT_ID: 'console',
    OIDC_CLIENT_SECRET: CLIENT_SECRET,
  }
  const console = await startConsoleService(settings, { port })
  return {
    ...console,
    issuer,
    async close() {
      await console.close()
      await issuer.close()
      await folders.remove()
    },
  }
})

/** Files use it one after another and as one tenant, so each ends the videos that it has begun. */
export const consoleInChromium = sharedByFiles(async (): Promise<ConsoleInChromium> => {
  const console = await sharedService()
  const browser = await openBrowser()
  const profile = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'dark',
    reducedMotion: 'reduce',
  })
  return { ...console, browser, profile, close: () => browser.close() }
})
