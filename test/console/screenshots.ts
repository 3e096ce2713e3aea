/**
 * `npm run console:pictures`: every screen at 390, 1280 and 2560 px, dark and light, into
 * `.data/console-pictures`, of the real service with the demo model. SCREEN=make and WIDTH=390 take
 * some of them.
 */
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { it } from 'node:test'
import type { Page } from 'playwright-core'
import { browserMissing, openBrowser, openTab, playable } from '#test/support/browser/browser.ts'
import { patient } from '#test/support/load/patience.ts'
import { startScene, type Scene } from './scene.ts'

const FOLDER = path.resolve(import.meta.dirname, '..', '..', '.data', 'console-pictures')
const WIDTHS = [390, 1280, 2560] as const
const SCHEMES = ['dark', 'light'] as const
const HEIGHTS: Readonly<Record<number, number>> = { 390: 844, 1280: 800, 2560: 1440 }
/** All pictures of all screens, on a quiet machine. */
const ALL_MS = 900_000

const { SCREEN, WIDTH } = process.env

interface Screen {
  /** The fragment of its address. */
  readonly at: string | ((scene: Scene) => string | Promise<string>)
  /** Waits until everything that belongs on the picture is there. */
  readonly ready: (page: Page, scene: Scene) => Promise<unknown>
}

const heading = (name: string) => async (page: Page) =>
  await page.getByRole('heading', { name, level: 1, exact: true }).waitFor()
const picture = async (page: Page) => await page.locator('.picture img').first().waitFor()

/** What runs is shown first, while it runs. */
const SCREENS: Readonly<Record<string, Screen>> = {
  'make-running': {
    at: async (scene) => `/make?run=${await scene.runningWithPreview()}`,
    ready: async (page) => await page.locator('.screen img.is-preview').waitFor(),
  },
  operate: {
    at: '/operate',
    ready: async (page) => {
      await page.locator('.running li').first().waitFor()
      await page.locator('.chart canvas').waitFor()
      await page.getByRole('button', { name: 'Studio Nord' }).waitFor()
    },
  },
  'operate-tenant': {
    at: '/operate',
    ready: async (page) => {
      await page.getByRole('button', { name: 'E2E' }).click()
      await page.getByRole('heading', { name: 'Keys' }).scrollIntoViewIfNeeded()
      await page.getByText('videos:write').first().waitFor()
    },
  },
  videos: { at: '/videos', ready: picture },
  'videos-selected': {
    at: '/videos?order=asc',
    ready: async (page) => {
      await picture(page)
      for (const index of [1, 2, 3]) await page.getByRole('checkbox').nth(index).check()
    },
  },
  gallery: { at: '/videos?view=gallery', ready: picture },
  make: { at: '/make', ready: async (page) => await page.getByText('The same request').waitFor() },
  'make-settings': {
    at: '/make',
    ready: async (page) => await page.getByText('All settings').click(),
  },
  'make-done': { at: ({ done }) => `/make?run=${done}`, ready: playable },
  video: {
    at: ({ done }) => `/videos/${done}`,
    ready: async (page) => {
      await page.locator('.timeline .is-completed').waitFor()
      await playable(page)
    },
  },
  'video-cancelled': {
    at: ({ cancelled }) => `/videos/${cancelled}`,
    ready: async (page) => await page.locator('.timeline').waitFor(),
  },
  webhooks: { at: '/webhooks', ready: async (page) => await page.locator('.attempts li').first().waitFor() },
  'webhooks-add': {
    at: '/webhooks',
    ready: async (page) => {
      await heading('Webhooks')(page)
      await page.getByRole('button', { name: 'Add an endpoint' }).click()
      await page.locator('.endpoint-form fieldset input').first().waitFor()
    },
  },
  'videos-empty': {
    at: '/videos?model=none',
    ready: async (page) => await page.getByText('No video fits').waitFor(),
  },
}

async function main(): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  const scene = await startScene()
  const { url, adminKey, service } = scene.console
  const browser = await openBrowser()
  try {
    const sizes = WIDTHS.filter((each) => WIDTH === undefined || WIDTH === String(each))
    for (const scheme of SCHEMES)
      for (const width of sizes) {
        const height = HEIGHTS[width] as number
        const { page, context } = await openTab(browser, { origin: service.baseUrl, width, height, scheme })
        const take = async (name: string): Promise<void> => {
          await page.waitForTimeout(400)
          await page.screenshot({ path: path.join(FOLDER, `${name}-${width}-${scheme}.png`) })
        }
        await page.goto(url)
        await take('sign-in')
        await page.getByLabel('API key or token').fill(adminKey)
        await page.getByRole('button', { name: 'Sign in' }).click()
        await page.getByRole('navigation', { name: 'Console' }).waitFor()
        for (const [name, { at, ready }] of Object.entries(SCREENS)) {
          if (SCREEN !== undefined && SCREEN !== name) continue
          const fragment = typeof at === 'string' ? at : await at(scene)
          // Away first, so that a screen begins as it does for a person who comes to it.
          await page.goto(`${url}#/videos?model=none`)
          await page.goto(`${url}#${fragment}`)
          await ready(page, scene)
          await take(name)
        }
        await context.close()
      }
  } finally {
    await browser.close()
    await scene.close()
  }
}

it('Pictures of every screen are taken', { skip: browserMissing('chromium'), timeout: patient(ALL_MS) }, main)
