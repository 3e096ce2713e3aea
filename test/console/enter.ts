import type { TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { openTab, tabIn, type Tab } from '#test/support/browser/browser.ts'
import { closeAfter } from '#test/support/closing.ts'
import type { ConsoleInChromium } from './shared.ts'

/** Signs a tab in with a key, at the screen of the fragment. */
export async function enter({ page }: Tab, url: string, key: string, fragment = '/make'): Promise<Page> {
  await page.goto(`${url}#${fragment}`)
  await page.getByLabel('API key or token').fill(key)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('navigation', { name: 'Console' }).waitFor()
  return page
}

/** A tab of the shared profile, where nobody is signed in. It is closed after the test. */
export async function newTab(t: TestContext, { profile, service }: ConsoleInChromium): Promise<Tab> {
  const tab = await tabIn(profile, { origin: service.baseUrl })
  closeAfter(t, () => tab.page.close())
  return tab
}

/** A tab of the shared profile, signed in. */
export async function signedInTab(
  t: TestContext,
  console: ConsoleInChromium,
  o: { key?: string; fragment?: string } = {},
): Promise<Tab> {
  const tab = await newTab(t, console)
  await enter(tab, console.url, o.key ?? console.key, o.fragment)
  return tab
}

/** A tab with a profile of its own, for what a profile keeps or what is done to it. */
export async function newProfile(t: TestContext, { browser, service }: ConsoleInChromium): Promise<Tab> {
  const tab = await openTab(browser, { origin: service.baseUrl })
  closeAfter(t, () => tab.context.close())
  return tab
}
