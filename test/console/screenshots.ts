/**
 * `npm run console:pictures`: every screen at 390, 1280 and 2560 px, dark and light, into
 * `.data/console-pictures`, of the real service with the demo model. SCREEN=make and WIDTH=390 take
 * some of them.
 */
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { it } from 'node:test'
import type { Page } from 'playwright-core'
import { browserMissing, openBrowser, openTab, playable } from '#test/support/browser/browser.ts'
import { until } from '#test/support/processes/processes.ts'
import { PHOTO, startConsoleService, type ConsoleService } from './service.ts'

const FOLDER = path.resolve(import.meta.dirname, '..', '..', '.data', 'console-pictures')
const WIDTHS = [390, 1280, 2560] as const
const SCHEMES = ['dark', 'light'] as const
const HEIGHTS: Readonly<Record<number, number>> = { 390: 844, 1280: 800, 2560: 1440 }

const { SCREEN, WIDTH } = process.env

interface Made {
  readonly done: string
  readonly running: string
  readonly failed: string
}

/** Videos in every state. The longest one runs while the pictures are taken. */
async function makeVideos({ service, key }: ConsoleService): Promise<Made> {
  const headers = { authorization: `Bearer ${key}` }
  const submit = async (prompt: string, more: Record<string, string> = {}): Promise<string> => {
    const form = new FormData()
    const fields = { prompt, size: '192x128', num_frames: '9', num_inference_steps: '4', ...more }
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    form.set('input_reference', new Blob([await readFile(PHOTO)], { type: 'image/jpeg' }), 'photo.jpg')
    const answer = await fetch(`${service.baseUrl}/v1/videos`, { method: 'POST', headers, body: form })
    if (!answer.ok) throw new Error(await answer.text())
    return ((await answer.json()) as { id: string }).id
  }
  const ended = async (id: string): Promise<boolean> => {
    const answer = await fetch(`${service.baseUrl}/v1/videos/${id}`, { headers })
    return ['completed', 'failed'].includes(((await answer.json()) as { status: string }).status)
  }
  const prompts = [
    'Night falls over the scene.',
    'Fog rolls in.',
    'The camera holds still.',
    'Slowly zoom into the cup.',
  ]
  const finished: string[] = []
  for (const [index, prompt] of prompts.entries())
    finished.push(
      await submit(
        prompt,
        index === 0 ? { size: '320x192', num_frames: '17', num_inference_steps: '8' } : {},
      ),
    )
  for (const id of finished)
    await until(
      () => ended(id),
      240_000,
      () => `${id} did not end`,
    )
  const running = await submit('Fog rolls in.', {
    size: '320x192',
    num_frames: '33',
    num_inference_steps: '50',
  })
  const failed = await submit('The camera pans left.', { start_timeout_seconds: '1' })
  for (const prompt of prompts.slice(1)) await submit(prompt)
  await until(
    () => ended(failed),
    60_000,
    () => 'no start timeout',
  )
  return { done: finished[0] as string, running, failed }
}

type Visit = (page: Page, made: Made) => Promise<void>

const SCREENS: Readonly<
  Record<string, { readonly address: string | ((made: Made) => string); readonly ready: Visit }>
> = {
  make: {
    address: '#/make',
    ready: async (page) => {
      await page.getByRole('heading', { name: 'A picture and a sentence' }).waitFor()
      await page.getByText('The same request').waitFor()
    },
  },
  'make-running': {
    address: ({ running }) => `#/make?run=${running}`,
    ready: async (page) => {
      await page
        .getByText('Night falls over the scene.')
        .first()
        .click({ trial: true })
        .catch(() => undefined)
      await page.locator('.screen img.is-preview').waitFor()
    },
  },
  'make-done': {
    address: ({ done }) => `#/make?run=${done}`,
    ready: async (page) => void (await playable(page)),
  },
  videos: {
    address: '#/videos',
    ready: async (page) => await page.locator('.picture img').first().waitFor(),
  },
  gallery: {
    address: '#/videos?view=gallery',
    ready: async (page) => await page.locator('.picture img').first().waitFor(),
  },
  video: {
    address: ({ done }) => `#/videos/${done}`,
    ready: async (page) => {
      await page.getByText('Completed on').waitFor()
      await playable(page)
    },
  },
  webhooks: {
    address: '#/webhooks',
    ready: async (page) => await page.getByRole('heading', { name: 'Webhooks', level: 1 }).waitFor(),
  },
}

async function main(): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  const console = await startConsoleService()
  const browser = await openBrowser()
  try {
    const made = await makeVideos(console)
    for (const scheme of SCHEMES)
      for (const width of WIDTHS.filter((each) => WIDTH === undefined || WIDTH === String(each))) {
        const height = HEIGHTS[width] as number
        const { page, context } = await openTab(browser, {
          origin: console.service.baseUrl,
          width,
          height,
          scheme,
        })
        await page.goto(console.url)
        if (SCREEN === undefined || SCREEN === 'sign-in')
          await page.screenshot({ path: path.join(FOLDER, `sign-in-${width}-${scheme}.png`) })
        await page.getByLabel('API key or token').fill(console.adminKey)
        await page.getByRole('button', { name: 'Sign in' }).click()
        for (const [name, { address, ready }] of Object.entries(SCREENS)) {
          if (SCREEN !== undefined && SCREEN !== name) continue
          await page.goto(`${console.url}${typeof address === 'string' ? address : address(made)}`)
          await ready(page, made)
          await page.waitForTimeout(400)
          await page.screenshot({ path: path.join(FOLDER, `${name}-${width}-${scheme}.png`) })
        }
        await context.close()
      }
  } finally {
    await browser.close()
    await console.close()
  }
}

it('Pictures of every screen are taken', { skip: browserMissing('chromium') }, main)
