import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { browserMissing, playable } from '#test/support/browser/browser.ts'
import { patient } from '#test/support/load/patience.ts'
import { enter, newTab, signedInTab } from './enter.ts'
import { PHOTO, submitSmall } from './service.ts'
import { consoleInChromium, type ConsoleInChromium } from './shared.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

describe('The screens of the console, in Chromium', { skip: browserMissing('chromium') }, () => {
  let console: ConsoleInChromium
  before(async () => {
    console = await consoleInChromium()
  })

  it('Every screen is without a serious finding of axe-core, dark and light', async (t) => {
    await submitSmall(console, 'Fog rolls in.')
    const { page, faults } = await signedInTab(t, console, { key: console.adminKey })
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const [hash, heading] of [
        ['#/make', 'A picture and a sentence make a video.'],
        ['#/videos', 'Videos'],
        ['#/webhooks', 'Webhooks'],
        ['#/operate', 'Operate'],
      ] as const) {
        await page.goto(`${console.url}${hash}`)
        await page.getByRole('heading', { name: heading, exact: true, level: 1 }).waitFor()
        assert.deepEqual(await seriousFindings(page), [], `${hash}, ${colorScheme}`)
      }
    }
    assert.deepEqual(faults(), [])
  })

  it('Two tabs see a video come, live, and follow it to its end', async (t) => {
    const first = await signedInTab(t, console, { fragment: '/videos' })
    const second = await signedInTab(t, console, { fragment: '/videos' })
    const id = await submitSmall(console, 'The camera holds still.')
    for (const { page } of [first, second]) {
      const row = page.getByRole('row', { name: id.slice(-6) })
      await row.waitFor()
      await row.locator('.status.is-completed').waitFor({ timeout: patient(60_000) })
      await row.locator('.picture img').waitFor()
    }
  })

  it('A screen is reached and used by the keyboard alone', async (t) => {
    const tab = await newTab(t, console)
    await tab.page.goto(console.url)
    await tab.page.getByLabel('API key or token').focus()
    await tab.page.keyboard.type(console.key)
    await tab.page.keyboard.press('Enter')
    await tab.page.getByRole('navigation', { name: 'Console' }).waitFor()
    await tab.page.keyboard.press('Tab')
    assert.equal(await tab.page.locator(':focus').textContent(), 'Skip to the content')
    await tab.page.keyboard.press('Tab')
    await tab.page.keyboard.press('Tab')
    assert.equal((await tab.page.locator(':focus').textContent())?.trim(), 'Videos')
    await tab.page.keyboard.press('Enter')
    await tab.page.getByRole('heading', { name: 'Videos', level: 1 }).waitFor()
  })

  it('A video is made, watched and deleted by the keyboard alone', async (t) => {
    const { page } = await newTab(t, console)
    page.on('filechooser', (chooser) => void chooser.setFiles(PHOTO))
    await page.goto(console.url)
    await page.getByLabel('API key or token').focus()
    await page.keyboard.type(console.key)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'A picture and a sentence make a video.' }).waitFor()

    await tabTo(page, 'Skip to the content')
    await page.keyboard.press('Enter')
    await tabTo(page, 'Drop, paste or pick an image')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: path.basename(PHOTO) }).waitFor()
    await tabTo(page, 'Prompt')
    await page.keyboard.type('The camera holds still.')
    await tabTo(page, 'Size')
    await page.keyboard.press('ArrowDown')
    await tabTo(page, 'Length')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await tabTo(page, 'Make the video')
    await page.keyboard.press('Enter')
    await playable(page)

    await tabTo(page, 'Last frame')
    await page.keyboard.press('Enter')
    await page
      .locator('.frame-count')
      .getByText(/^(\d+) \/ \1$/)
      .waitFor()
    await page.keyboard.press('Home')
    await page
      .locator('.frame-count')
      .getByText(/^1 \/ [2-9]/)
      .waitFor()
    await tabTo(page, 'everything about it')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'The camera holds still.', level: 1 }).waitFor()
    await tabTo(page, 'Delete this video')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Videos', level: 1 }).waitFor()
  })

  it('A one-time link signs in once, and its code leaves the address', async (t) => {
    const made = await fetch(`${console.service.baseUrl}/admin/tenants/e2e/sign_in_links`, {
      method: 'POST',
      headers: { authorization: `Bearer ${console.adminKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ scopes: ['videos:read'] }),
    })
    const { url } = (await made.json()) as { url: string }
    const code = url.split('#')[1] as string
    const tab = await newTab(t, console)
    await tab.page.goto(`${console.url}#${code}&to=${encodeURIComponent('/videos')}`)
    await tab.page.getByRole('heading', { name: 'Videos', level: 1 }).waitFor()
    assert.ok(!tab.page.url().includes('code='))
    const late = await newTab(t, console)
    await late.page.goto(`${console.url}#${code}`)
    await late.page.getByText('The link has been used or has expired').waitFor()
  })

  it('A customer sees no screen of the operator', async (t) => {
    const tab = await newTab(t, console)
    const page = await enter(tab, console.url, console.key)
    assert.equal(await page.getByRole('link', { name: 'Operate' }).count(), 0)
  })
})

interface Finding {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string }[]
}

/** Findings that keep people out, by axe-core's judgement. The script comes from the tester. */
async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'))
  const found = await page.evaluate<Finding[]>(`axe.run().then((result) => result.violations)`)
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 100)).join(' | ')}`)
}

/** Presses Tab until the focus is on the control of that name. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = []
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    if ((await focused.count()) === 0) continue
    const [text = ''] = (await focused.ariaSnapshot()).split('\n')
    if (text.includes(name)) return
    passed.push(text)
  }
  assert.fail(`the keyboard does not reach "${name}":\n${passed.join('\n')}`)
}
