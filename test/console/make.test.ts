import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { browserMissing, playable } from '#test/support/browser/browser.ts'
import { patient } from '#test/support/load/patience.ts'
import { newTab, signedInTab } from './enter.ts'
import { WITH_LORAS } from './lora-folders.ts'
import { PHOTO } from './service.ts'
import { consoleInChromium, type ConsoleInChromium } from './shared.ts'

/** A clip of the demo model takes 10 s on two quiet cores at its own size; these are smaller. */
const RUN_MS = 120_000

describe('The screen Make, in Chromium', { skip: browserMissing('chromium') }, () => {
  let console: ConsoleInChromium
  before(async () => {
    console = await consoleInChromium()
  })

  const fill = async (page: Page, prompt: string, steps: string): Promise<void> => {
    await page.getByLabel('Image', { exact: true }).setInputFiles(PHOTO)
    await page.getByLabel('Prompt', { exact: true }).fill(prompt)
    await page.getByText('All settings').click()
    await page.getByLabel('Steps').fill(steps)
    await page.getByLabel('Length').fill('9')
    await page.getByLabel('Size').selectOption({ index: 1 })
  }

  it('A dropped picture and a sentence become a clip that plays, without a violation of the policy', async (t) => {
    const { page, faults } = await signedInTab(t, console)
    await page.getByText('Drop, paste or pick an image').waitFor()
    // A drop as the browser makes it: the well gets the file by `DataTransfer`.
    const bytes = await (await fetch(`${console.service.baseUrl}/console`)).text()
    const cup = /console\/pictures\/cup\.\w+\.webp/.exec(bytes)?.[0]
    assert.ok(cup !== undefined)
    await page.evaluate(`(async () => {
      const blob = await (await fetch('${cup}')).blob()
      const data = new DataTransfer()
      data.items.add(new File([blob], 'cup.webp', { type: 'image/webp' }))
      document.querySelector('.well').dispatchEvent(
        new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    })()`)
    await page.getByRole('button', { name: 'cup.webp' }).waitFor()
    await fill(page, 'Night falls over the scene.', '4')
    await page.getByText(/not measured yet|≈/).waitFor()
    const created = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/v1/videos'),
    )
    await page.getByRole('button', { name: 'Make the video' }).click()
    const body = JSON.parse((await created).postData() ?? '') as Record<string, unknown>
    assert.equal(body['prompt'], 'Night falls over the scene.')
    assert.equal(body['num_inference_steps'], 4)
    await page.getByRole('progressbar').waitFor()
    await page.getByRole('button', { name: 'Download' }).waitFor({ timeout: patient(RUN_MS) })
    assert.ok((await playable(page)).width > 0)
    await page.getByRole('button', { name: 'First frame' }).click()
    await page.getByText('1 / 9').waitFor()
    await page.getByRole('button', { name: 'Next frame' }).click()
    await page.getByText('2 / 9').waitFor()
    await page.getByRole('button', { name: 'Last frame', exact: true }).click()
    await page.getByText('9 / 9').waitFor()
    await page.getByRole('tab', { name: 'Python' }).click()
    await page.getByText('"num_inference_steps": 4').waitFor()
    assert.deepEqual(faults(), [])
  })

  it('LoRAs that the model offers are chosen with their strengths, and stay with the video', async (t) => {
    const { page, faults } = await signedInTab(t, console)
    await page.getByLabel('Model').waitFor()
    assert.equal(await page.getByLabel('LoRAs').count(), 0, 'the demo model offers none')
    await page.getByLabel('Model').selectOption(WITH_LORAS)
    const offered = page.getByLabel('LoRAs')
    await offered.selectOption('ink')
    await offered.selectOption('fog_high_noise')
    assert.equal(await offered.isDisabled(), true, 'none is left')
    await page.getByLabel('Strength of fog_high_noise').fill('11')
    await page.getByText('At most 10.').waitFor()
    await page.getByLabel('Prompt', { exact: true }).fill('A boat.')
    const make = page.getByRole('button', { name: 'Make the video' })
    assert.equal(await make.isDisabled(), true, 'a strength is out of its range')
    await page.getByLabel('Strength of fog_high_noise').fill('0.5')
    await page.getByLabel('Strength of ink', { exact: true }).fill('-1')
    await page.getByLabel('Strength of ink in the second transformer').fill('0.25')
    assert.equal(await page.getByLabel('Strength of fog_high_noise in the second transformer').count(), 0)
    await page.getByText('All settings').click()
    await page.getByLabel('Steps').fill('2')
    await page.getByLabel('Length').fill('5')
    await page.getByText(/not measured yet|≈/).waitFor()
    await page.getByRole('tab', { name: 'Python' }).click()
    await page.getByText('"strength_2": 0.25').waitFor()
    const created = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/v1/videos'),
    )
    await make.click()
    const body = JSON.parse((await created).postData() ?? '') as Record<string, unknown>
    assert.deepEqual(body['loras'], [
      { name: 'ink', strength: -1, strength_2: 0.25 },
      { name: 'fog_high_noise', strength: 0.5 },
    ])
    await page.getByRole('button', { name: 'Download' }).waitFor({ timeout: patient(RUN_MS) })
    await page.getByRole('button', { name: 'Remove ink' }).click()
    await offered.selectOption('ink')
    await page.getByRole('link', { name: 'everything about it' }).click()
    await page.getByText('ink × -1, 0.25; fog_high_noise × 0.5').waitFor()
    assert.deepEqual(faults(), [])
  })

  it('A running video is cancelled from its place', async (t) => {
    const { page } = await signedInTab(t, console)
    await fill(page, 'Fog rolls in.', '40')
    await page.getByLabel('Length').fill('33')
    await page.getByRole('button', { name: 'Make the video' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.locator('.status.is-cancelled').waitFor({ timeout: patient(60_000) })
  })

  it('A wrong key is refused with the text of the API', async (t) => {
    const { page } = await newTab(t, console)
    await page.goto(console.url)
    await page.getByLabel('API key or token').fill('wvk_wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('The API key or token is not valid. (invalid_credentials)').waitFor()
  })

  it('A key that may only read sees no control that makes a video', async (t) => {
    const { page } = await signedInTab(t, console, { key: console.readOnlyKey })
    await page.getByText('This key may only read.').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Make the video' }).isDisabled(), true)
  })
})
