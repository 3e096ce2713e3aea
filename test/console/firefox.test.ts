import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'puppeteer-core'
import { browserMissing } from '#test/support/browser/browser.ts'
import { openFirefox, openFirefoxTab } from '#test/support/browser/firefox.ts'
import { patient } from '#test/support/load/patience.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { CUSTOMER_SCOPES, PHOTO } from './service.ts'
import { sharedService, type SharedService } from './shared.ts'

describe('The console in Firefox', { skip: browserMissing('firefox') }, () => {
  let console: SharedService
  let browser: Browser
  before(async () => {
    console = await sharedService()
    browser = await openFirefox()
  })
  after(() => browser?.close())

  it('A picture and a sentence become a clip that plays, and the list shows it', async (t) => {
    const { page, faults } = await openFirefoxTab(browser, console.service.baseUrl)
    // A tenant without videos: what the list shows is the one that was made here.
    const { key } = await issueApiKey(console.service.db, 'firefox', CUSTOMER_SCOPES)
    await page.goto(console.url)
    await page.locator('#key').fill(key)
    await page.locator('.door-form button.primary').click()
    const picker = await page.waitForSelector('.well input[type=file]')
    await (picker as unknown as { uploadFile(file: string): Promise<void> }).uploadFile(PHOTO)
    await page.waitForSelector('.well.is-full')
    await page.locator('#prompt').fill('Night falls over the scene.')
    await page.select('#size', '160x96')
    await page.focus('#frames')
    await page.keyboard.press('Home')
    await page.locator('details.advanced summary').click()
    await page.locator('#field-num_inference_steps').fill('2')
    await page.locator('#submit:not(:disabled)').click()
    await page.waitForSelector('.run .progress')
    await page.waitForSelector('.player video', { timeout: patient(120_000) })
    const playsH264 = await page.evaluate(
      `document.createElement('video').canPlayType('video/mp4; codecs="avc1.42E01E"') !== ''`,
    )
    if (playsH264 === true) await page.waitForFunction(`document.querySelector('video').readyState >= 2`)
    // Debian's Firefox decodes H.264 with the libavcodec of the system.
    else t.diagnostic('this Firefox has no decoder for H.264: the clip was loaded and not played')
    await page.locator('nav a[href="#/videos"]').click()
    await page.waitForSelector('.video-table .status.is-completed')
    await page.waitForSelector('.video-table .picture img')
    assert.deepEqual(faults(), [])
  })
})
