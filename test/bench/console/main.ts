/**
 * `npm run bench:console`: the first screen of the console, a list of 1,000 videos that scrolls,
 * and a stream with 20 updates a second, in the Chromium of the system against a real API and a
 * Postgres of its own.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright-core'
import { startEmbeddedPostgres } from '#infra/dev/postgres/start.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { updateTenant } from '#core/store/tenants.ts'
import type { Claim } from '#core/task/task.ts'
import { migrate } from '#migrations/migrate.ts'
import { browserMissing, openBrowser, openTab } from '#test/support/browser/browser.ts'
import { ADMIN_URL_VARIABLE, createTemplateDatabase } from '#test/support/database/template-database.ts'
import { newTask, openTestLifecycle, PARAMETERS, type TestLifecycle } from '#test/support/database/tasks.ts'
import { startConsoleService } from '#test/console/service.ts'
import { quantile } from '#test/support/load/quantile.ts'

const VIDEOS = 1000
const RUNNING = 20
const SCROLL_SECONDS = 8
const STREAM_SECONDS = 15
const ROUNDS = 5

/** Seconds that the page's main thread has worked. */
async function workSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
}

/** What the first screen costs: bytes as they are sent, and the times until it is seen. */
async function firstScreen(
  page: Page,
): Promise<{ bytes: number; requests: number; paintMs: number; readyMs: number }> {
  await page.reload()
  await page.getByText('The same request').waitFor()
  return await page.evaluate(`(() => {
    const files = performance.getEntriesByType('resource')
    const [page] = performance.getEntriesByType('navigation')
    const own = files.filter(({ name }) => name.includes('/console/') && !/cup\\./.test(name))
    return {
      bytes: page.encodedBodySize + own.reduce((sum, each) => sum + each.encodedBodySize, 0),
      requests: own.length + 1,
      paintMs: performance.getEntriesByName('first-contentful-paint')[0].startTime,
      readyMs: performance.now(),
    }
  })()`)
}

async function fill(deps: TestLifecycle): Promise<Claim[]> {
  await updateTenant(deps.db, 'e2e', { max_queued: 0, max_running: 0 })
  const claims: Claim[] = []
  for (let index = 0; index < VIDEOS; index++) {
    const outcome = await lifecycle.submit(
      deps,
      newTask('e2e', {
        model: 'wan-demo',
        parameters: { ...PARAMETERS, prompt: `Sentence ${index}`, steps: 1000 },
      }),
      null,
    )
    // The newest ones run, so that the progress is on the screen.
    if (outcome.outcome !== 'created' || index < VIDEOS - RUNNING) continue
    const row = await deps.db
      .selectFrom('tasks')
      .select('job_id')
      .where('id', '=', outcome.task.id)
      .executeTakeFirstOrThrow()
    const started = await lifecycle.start(deps, { taskId: outcome.task.id, jobId: row.job_id, retryCount: 0 })
    if (started.outcome === 'started') claims.push(started.claim)
  }
  return claims
}

/** Scrolls by 60 pixels a frame. @returns ms between frames */
const scrollFrames = (page: Page): Promise<number[]> =>
  page.evaluate(`new Promise((resolve) => {
    const frames = []
    let last = performance.now()
    const end = last + ${SCROLL_SECONDS * 1000}
    let step = 60
    const frame = (now) => {
      frames.push(now - last)
      last = now
      if (window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 1) step = -60
      else if (window.scrollY === 0) step = 60
      window.scrollBy(0, step)
      if (now < end) requestAnimationFrame(frame)
      else resolve(frames.slice(1))
    }
    requestAnimationFrame(frame)
  })`)

async function main(): Promise<void> {
  const missing = browserMissing('chromium')
  if (missing !== false) throw new Error(missing)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'wan-bench-console-'))
  const postgres = await startEmbeddedPostgres({
    dataDir: path.join(folder, 'postgres'),
    durable: false,
    maxConnections: 100,
    log: () => {},
  })
  process.env[ADMIN_URL_VARIABLE] = postgres.url
  await createTemplateDatabase(postgres.url, migrate)
  const scene = await startConsoleService()
  const deps = await openTestLifecycle(scene.databaseUrl)
  const browser = await openBrowser()
  try {
    const { page, context } = await openTab(browser, { origin: scene.service.baseUrl })
    const session = await context.newCDPSession(page)
    await session.send('Performance.enable')
    await page.goto(scene.url)
    await page.getByLabel('API key or token').fill(scene.key)
    await page.getByLabel('Remember').check()
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('navigation', { name: 'Console' }).waitFor()
    await context.route('**/*', (route) => route.continue())
    const firsts: Awaited<ReturnType<typeof firstScreen>>[] = []
    for (let round = 0; round < ROUNDS; round++) {
      await session.send('Network.clearBrowserCache')
      firsts.push(await firstScreen(page))
    }
    const [first] = firsts
    const median = (name: 'paintMs' | 'readyMs'): number =>
      quantile(
        firsts.map((each) => each[name]),
        0.5,
      )
    console.log(
      `first screen            ${((first?.bytes ?? 0) / 1000).toFixed(1)} kB in ${first?.requests} files, as sent`,
    )
    console.log(
      `first contentful paint  ${median('paintMs').toFixed(0)} ms, median of ${ROUNDS} without a cache`,
    )
    console.log(`all of the screen       ${median('readyMs').toFixed(0)} ms`)

    // Nothing runs from here on but what the bench itself starts.
    for (const worker of scene.service.workers) await worker.kill('SIGTERM')
    const claims = await fill(deps)
    await page.goto(`${scene.url}#/videos`)
    const end = page.locator('.list-end')
    for (let shown = 0; shown < VIDEOS;) {
      await end.scrollIntoViewIfNeeded()
      shown = Number(await page.locator('table').getAttribute('aria-rowcount')) - 1
      await sleep(50)
    }
    const before = await workSeconds(session)
    const frames = await scrollFrames(page)
    const each = ((await workSeconds(session)) - before) / frames.length
    console.log(
      `scrolling ${VIDEOS} rows     p50 ${quantile(frames, 0.5).toFixed(1)} ms, p95 ${quantile(frames, 0.95).toFixed(1)} ms a frame; ` +
        `${(each * 1000).toFixed(1)} ms of work each`,
    )

    await page.evaluate('window.scrollTo(0, 0)')
    await sleep(1000)
    const [idleFrom, streamFrom] = [await workSeconds(session), performance.now()]
    let updates = 0
    for (let step = 1; performance.now() - streamFrom < STREAM_SECONDS * 1000; step++) {
      const turn = performance.now()
      for (const [index, claim] of claims.entries()) {
        await lifecycle.progress(deps, claim, { phase: 'denoise', step, progress: step % 100, etaAt: null })
        updates++
        const due = turn + ((index + 1) * 1000) / RUNNING
        await sleep(Math.max(0, due - performance.now()))
      }
    }
    const seconds = (performance.now() - streamFrom) / 1000
    const share = ((await workSeconds(session)) - idleFrom) / seconds
    console.log(
      `stream                  ${(updates / seconds).toFixed(1)} updates a second: ${(share * 100).toFixed(1)} % of a core`,
    )
    console.log(
      `load                    ${os.loadavg()[0]?.toFixed(1)} on ${os.availableParallelism()} cores`,
    )
  } finally {
    await browser.close()
    await deps.close()
    await scene.close()
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

await main()
