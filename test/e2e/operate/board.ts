import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { ROOT } from '#test/architecture/sources.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { ended, startService, until } from '#test/support/processes/processes.ts'
import { openWebhookReceiver } from '#test/support/service/webhook-receiver.ts'
import { closeAfter } from '#test/support/closing.ts'

interface Board {
  readonly panels: readonly {
    readonly title: string
    readonly targets: readonly { readonly expr: string }[]
  }[]
}
interface Series {
  readonly metric: Readonly<Record<string, string>>
  readonly values: readonly (readonly [number, string])[]
}
interface QueryAnswer {
  readonly status: string
  readonly data: { readonly result: readonly Series[] }
}

/** What one panel of the board got. */
export interface PanelAnswer {
  readonly title: string
  readonly points: number
  /** The latest value of each series, with what tells them apart. */
  readonly latest: readonly string[]
}

/**
 * Has a service make videos while a Prometheus scrapes it, then asks that for everything on the
 * board of infra/grafana.
 *
 * @param program Prometheus
 */
export async function askBoard(t: TestContext, program: string): Promise<PanelAnswer[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wan-prometheus-'))
  const [apiPort, workerPort, port] = [
    await freeLoopbackPort(),
    await freeLoopbackPort(),
    await freeLoopbackPort(),
  ]
  await writeFile(
    path.join(folder, 'prometheus.yaml'),
    `global: { scrape_interval: 1s }
scrape_configs:
  - { job_name: wan-api, static_configs: [{ targets: ['127.0.0.1:${apiPort}'] }] }
  - { job_name: wan-worker, static_configs: [{ targets: ['127.0.0.1:${workerPort}'] }] }
`,
  )
  const prometheus = spawn(
    program,
    [
      `--config.file=${path.join(folder, 'prometheus.yaml')}`,
      `--storage.tsdb.path=${path.join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: 'ignore' },
  )
  const database = await createTestDatabase()
  const receiver = await openWebhookReceiver()
  const service = await startService({
    databaseUrl: database.url,
    workers: 0,
    env: { API_METRICS_PORT: String(apiPort), WORKER_METRICS_PORT: String(workerPort) },
  })
  closeAfter(t, async () => {
    prometheus.kill('SIGKILL')
    if (prometheus.exitCode === null) await once(prometheus, 'exit')
    await service.stop()
    await receiver.close()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })
  const query = async (kind: string, parameters: Record<string, string>): Promise<QueryAnswer> => {
    const url = `http://127.0.0.1:${port}/api/v1/${kind}?${new URLSearchParams(parameters).toString()}`
    return (await (await fetch(url)).json()) as QueryAnswer
  }
  const since = Date.now() / 1000
  await until(
    async () => (await query('query', { query: 'up' }).catch(() => null))?.status === 'success',
    60_000,
    () => 'Prometheus does not answer',
  )
  await service.startWorker()
  const fields = { num_frames: '5', num_inference_steps: '2', webhook_url: receiver.url }
  const submitted = [await service.submit(fields), await service.submit(fields), await service.submit(fields)]
  for (const { id } of submitted) await service.videoWhen(id, ended, 120_000)
  await receiver.waitFor(3)
  const refused = await service.call('/v1/videos/video_00000000000000000000000000000000')
  assert.equal(refused.status, 404)
  const seen = `sum(wan_webhook_attempts_total{result="delivered"}) >= 3
    and on () sum(wan_http_server_problems_total) >= 1`
  await until(
    async () => (await query('query', { query: seen })).data.result.length > 0,
    60_000,
    () => 'Prometheus has not scraped the last change',
  )
  // A rate needs two samples.
  await sleep(3000)
  const board = JSON.parse(await readFile(path.join(ROOT, 'infra/grafana/board.json'), 'utf8')) as Board
  const answers: PanelAnswer[] = []
  for (const { title, targets } of board.panels) {
    const series: Series[] = []
    for (const { expr } of targets) {
      const answer = await query('query_range', {
        query: expr.replaceAll('$__rate_interval', '1m'),
        start: String(since),
        end: String(Date.now() / 1000),
        step: '1',
      })
      assert.equal(answer.status, 'success', expr)
      series.push(...answer.data.result)
    }
    answers.push({
      title,
      points: series.reduce((sum, { values }) => sum + values.length, 0),
      latest: series.map(latestOf),
    })
  }
  return answers
}

/** `0.5`, or `0.5 model=wan2.1-i2v-tiny` where labels tell series apart. */
function latestOf({ metric, values }: Series): string {
  const labels = Object.entries(metric).filter(([name]) => !['__name__', 'instance', 'job'].includes(name))
  const value = Number(Number(values.at(-1)?.[1]).toPrecision(4))
  return [String(value), ...labels.map(([name, text]) => `${name}=${text}`)].join(' ')
}
