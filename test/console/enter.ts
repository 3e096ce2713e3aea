import type { Browser, Page } from 'playwright-core'
import { openTab, type Tab } from '#test/support/browser/browser.ts'
import type { ConsoleService } from './service.ts'

/** Signs a tab in with a key, at the screen of the fragment. */
export async function enter({ page }: Tab, url: string, key: string, fragment = '/make'): Promise<Page> {
  await page.goto(`${url}#${fragment}`)
  await page.getByLabel('API key or token').fill(key)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('navigation', { name: 'Console' }).waitFor()
  return page
}

/** A tab with a profile of its own, signed in. */
export async function signedInTab(
  browser: Browser,
  { service, url, key }: ConsoleService,
  o: { key?: string; fragment?: string } = {},
): Promise<Tab> {
  const tab = await openTab(browser, { origin: service.baseUrl })
  await enter(tab, url, o.key ?? key, o.fragment)
  return tab
}
