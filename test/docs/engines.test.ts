import assert from 'node:assert/strict'
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { until } from '#test/support/processes/processes.ts'
import type { VideoBody } from '#test/support/service/service.ts'
import { I2V_FILES, startStandInComfy } from '#test/support/upstream/comfyui.ts'
import { startStandInVllmOmni } from '#test/support/upstream/vllm-omni.ts'
import { closeAfter } from '#test/support/closing.ts'
import { copyCheckout, openShell, runInOneShell } from './checkout.ts'
import { blocksOf, ROOT } from './markdown.ts'

const PAGE = path.join(ROOT, 'docs/engines.md')
const START_TIMEOUT_MS = 120_000
const TEST_TIMEOUT_MS = 600_000

/** The two blocks below a heading: of the terminal that keeps the service, and of another one. */
async function blocksBelow(heading: string): Promise<readonly [string, string]> {
  const section = (await readFile(PAGE, 'utf8')).split('\n## ').find((each) => each.startsWith(heading))
  const blocks = blocksOf(section ?? '').filter(({ language }) => language === 'console')
  const [first, second, ...others] = blocks.map(({ text }) => text)
  assert.ok(first !== undefined && second !== undefined && others.length === 0, heading)
  const lines = `${first}\n${second}`.split('\n')
  assert.ok(lines.length <= 10, `${heading} takes ${lines.length} lines`)
  return [first, second]
}

/**
 * Types both blocks into terminals of a fresh checkout with a picture `kite.jpg`. Only addresses
 * are replaced, and the database is the test's.
 */
async function follow(
  t: TestContext,
  heading: string,
  addresses: Readonly<Record<string, string>>,
): Promise<{ readonly video: VideoBody; readonly started: string }> {
  const [first, second] = await blocksBelow(heading)
  const folder = await mkdtemp(path.join(tmpdir(), 'wan-engines-'))
  closeAfter(t, () => rm(folder, { recursive: true, force: true }))
  const checkout = path.join(folder, 'checkout')
  await copyCheckout(checkout)
  await copyFile(path.join(ROOT, 'test/fixtures/photo.jpg'), path.join(checkout, 'kite.jpg'))
  const database = await createTestDatabase()
  closeAfter(t, () => database.drop())
  const port = String(await freeLoopbackPort())
  const placed = (text: string): string =>
    Object.entries({ ...addresses, 'localhost:8088': `localhost:${port}` }).reduce(
      (all, [written, actual]) => all.replaceAll(written, actual),
      text,
    )
  const service = openShell([placed(first)], checkout, { PORT: port, DATABASE_URL: database.url })
  let code: number | null | undefined
  void service.ended.then((ended) => (code = ended))
  closeAfter(t, async () => {
    service.kill('SIGTERM')
    await service.ended
    service.kill('SIGKILL')
  })
  await until(
    () => {
      if (code !== undefined) throw new Error(`the shell ended with ${code}:\n${service.output()}`)
      return service.output().includes('\nready ')
    },
    START_TIMEOUT_MS,
    () => `the service did not become ready:\n${service.output()}`,
  )
  const answer = await runInOneShell([placed(second)], checkout)
  return { video: JSON.parse(answer) as VideoBody, started: service.output() }
}

describe('docs/engines.md leads to the first video in ten lines', () => {
  it('I have vLLM-Omni on two nodes', { timeout: TEST_TIMEOUT_MS }, async (t) => {
    const model = 'Wan-AI/Wan2.2-I2V-A14B-Diffusers'
    const nodes = await Promise.all([startStandInVllmOmni(model), startStandInVllmOmni(model)])
    closeAfter(t, () => Promise.all(nodes.map((node) => node.close())))
    const { video, started } = await follow(t, 'I have vLLM-Omni on two nodes', {
      '10.0.0.11:8000': nodes[0].address,
      '10.0.0.12:8000': nodes[1].address,
    })
    assert.equal(started.match(/runs wan22-i2v/g)?.length, 2, started)
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    assert.equal(video.manifest?.upstream?.kind, 'vllm-omni')
    const asked = nodes.flatMap((node) => node.asked)
    assert.deepEqual(
      asked.map((fields) => [fields['model'], fields['prompt']]),
      [[model, 'The kite climbs above the dunes']],
    )
  })

  it('I have ComfyUI', { timeout: TEST_TIMEOUT_MS }, async (t) => {
    const comfy = await startStandInComfy(I2V_FILES)
    closeAfter(t, () => comfy.close())
    const { video } = await follow(t, 'I have ComfyUI', {
      '10.0.0.13:8188': new URL(comfy.origin).host,
    })
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    assert.equal(video.manifest?.upstream?.kind, 'comfyui')
    assert.equal(comfy.prompts.length, 1)
  })
})
