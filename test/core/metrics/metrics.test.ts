import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { it } from 'node:test'
import { createMetrics } from '#core/metrics/metrics.ts'
import { installedProgram } from '#test/support/programs/installed.ts'

/** Metrics with a value for each, as a busy process has. */
async function busyMetrics(): Promise<string> {
  const metrics = createMetrics()
  metrics.watchProcess({
    version: '1.2.3',
    skewSeconds: () => 0.5,
    pool: () => ({ used: 1, idle: 2, waiting: 0 }),
    isListening: () => true,
  })
  metrics.watchEngines(() => [
    { engine: 'cuda:0#0', deviceClass: 'a card', state: 'busy', memoryUsedBytes: async () => 2 ** 30 },
    { engine: 'cpu#1', deviceClass: 'a CPU', state: 'broken', memoryUsedBytes: async () => null },
  ])
  metrics.httpRequestSeconds.observe(
    { http_request_method: 'GET', http_route: '/v1/videos', http_response_status_code: '200' },
    0.01,
  )
  metrics.taskRunSeconds.observe({ model: 'm', phase: 'denoise', device_class: 'a card' }, 3)
  metrics.taskWaitSeconds.observe({ model: 'm' }, 3)
  metrics.tasks.set({ model: 'm', status: 'queued' }, 2)
  metrics.sweepTime.set({ of: 'tasks' }, 1_700_000_000)
  return await metrics.registry.metrics()
}

it('An engine is told in the one state that it has, and its memory where the device has some', async () => {
  const text = await busyMetrics()
  assert.match(text, /^wan_engine_state\{engine="cuda:0#0",device_class="a card",state="busy"\} 1$/m)
  assert.match(text, /^wan_engine_state\{engine="cpu#1",device_class="a CPU",state="broken"\} 1$/m)
  assert.equal(text.match(/^wan_engine_state\{/gm)?.length, 2)
  assert.match(
    text,
    /^wan_engine_device_memory_used_bytes\{engine="cuda:0#0",device_class="a card"\} 1073741824$/m,
  )
  assert.equal(text.match(/^wan_engine_device_memory_used_bytes\{/gm)?.length, 1)
})

it('Every own metric has the prefix wan_, and promtool finds nothing to say about any', async (t) => {
  const text = await busyMetrics()
  const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map((match) => match[1] as string)
  assert.deepEqual(
    names.filter((name) => !/^(wan|process|nodejs)_/.test(name)),
    [],
  )
  const promtool = installedProgram('promtool')
  if (promtool === null) return t.skip('promtool is not installed (apt-get install prometheus)')
  const child = spawn(promtool, ['check', 'metrics'])
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stdin.end(text)
  const [code] = (await once(child, 'close')) as [number]
  assert.deepEqual({ code, said }, { code: 0, said: '' })
})
