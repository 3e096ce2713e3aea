import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { type ComponentConfig } from '#worker/graphs/config.ts'
import { readVaeConfig } from '#worker/graphs/vae/config.ts'
import {
  decoderStream,
  encoderStream,
  textEncoderActivations,
  transformerActivations,
  vaeDecoderActivations,
  vaeEncoderActivations,
} from '#worker/wan/memory/estimate.ts'

const ROOT = path.resolve(import.meta.dirname, '../../../..')
const GB = 1e9
const run = promisify(execFile)

const readConfig = async (...parts: string[]) =>
  JSON.parse(await readFile(path.join(ROOT, ...parts, 'config.json'), 'utf8')) as ComponentConfig
const published = (model: string, component: string) =>
  readConfig('worker/tools/published/configs', model, component)

const SIZE_480P = { pixels: 832 * 480, frames: 81 }
const SIZE_720P = { pixels: 1280 * 720, frames: 81 }

describe('The memory of the published autoencoders', async () => {
  const wan21 = readVaeConfig(await published('wan2.1-t2v-14b', 'vae'))
  const wan22 = readVaeConfig(await published('wan2.2-ti2v-5b', 'vae'))

  it('An autoencoder keeps as many values between chunks as its causal convolutions read', () => {
    const millions = (values: number, { pixels }: { pixels: number }) => Math.round((values * pixels) / 1e6)
    assert.equal(millions(decoderStream(wan21).history, SIZE_480P), 944)
    assert.equal(millions(decoderStream(wan21).history, SIZE_720P), 2179)
    assert.equal(millions(encoderStream(wan21).history, SIZE_480P), 561)
    assert.equal(millions(decoderStream(wan22).history, { pixels: 1280 * 704 }), 1608)
  })

  it('The largest map lies where the image doubles to its full size', () => {
    assert.equal(decoderStream(wan21).largest, 192 * 4)
    assert.equal(decoderStream(wan22).largest, (512 * 4) / 4)
  })

  it('The memory of an autoencoder grows with the frames by no more than the frames themselves take', async () => {
    const bytes = vaeDecoderActivations(await published('wan2.1-t2v-14b', 'vae'), 'float16')
    const grown = bytes(SIZE_480P) - bytes({ ...SIZE_480P, frames: 17 })
    assert.equal(grown, 2 * 64 * SIZE_480P.pixels * 3)
    const encoder = vaeEncoderActivations(await published('wan2.1-i2v-14b', 'vae'), {
      dtype: 'float32',
      single: false,
    })
    assert.equal(encoder(SIZE_480P), encoder({ ...SIZE_480P, frames: 17 }))
  })
})

describe('The memory of the published transformers and text encoders', () => {
  it('A 14B transformer takes 4 to 6 GB at 480p and 2.3 times that at 720p, in proportion to its tokens', async () => {
    const config = await published('wan2.1-t2v-14b', 'transformer')
    const bytes = transformerActivations(config, { dtype: 'bfloat16', tokenPixels: 256 })
    assert.ok(bytes(SIZE_480P) > 4 * GB && bytes(SIZE_480P) < 6 * GB, `${bytes(SIZE_480P)}`)
    assert.ok(Math.abs(bytes(SIZE_720P) / bytes(SIZE_480P) - 75_600 / 32_760) < 1e-9)
    const float32 = transformerActivations(config, { dtype: 'float32', tokenPixels: 256 })
    assert.ok(float32(SIZE_480P) > 1.4 * bytes(SIZE_480P))
  })

  it('The memory of the text encoder does not depend on the size of the video', async () => {
    const bytes = textEncoderActivations(await published('wan2.1-t2v-14b', 'text_encoder'))
    assert.equal(bytes(SIZE_480P), bytes(SIZE_720P))
    assert.ok(bytes(SIZE_480P) < 0.5 * GB)
  })
})

describe('The memory estimate', () => {
  // Runs in a process of its own, whose allocator gives memory back at once.
  const measure = async (component: string, args: readonly string[]) => {
    const script = path.join(ROOT, 'test/support/engine/measure-forward.ts')
    const { stdout } = await run(process.execPath, [script, component, ...args], {
      env: { ...process.env, MALLOC_MMAP_THRESHOLD_: '16384' },
    })
    return Number(stdout)
  }

  it('The memory of a decoder rises from 17 to 81 frames by little more than two copies of the added bytes', async () => {
    const [short, long] = await Promise.all(
      ['17', '81'].map((n) => measure('vae_decoder', ['192', '192', n])),
    )
    const addedBytes = 192 * 192 * 3 * (81 - 17)
    assert.ok(long! - short! < 2.5 * addedBytes, `from ${short} to ${long}`)
    assert.ok(long! < 1.2 * short!, `from ${short} to ${long}`)
  })

  for (const [component, size] of [
    ['vae_decoder', { width: 256, height: 256, frames: 9 }],
    ['vae_encoder', { width: 256, height: 256, frames: 9 }],
    ['transformer', { width: 512, height: 512, frames: 17 }],
  ] as const)
    it(`The estimate is within a fifth of what a forward of the ${component} takes`, async () => {
      const config = await readConfig(
        'test/fixtures/models/wan2.1-i2v-tiny',
        component === 'transformer' ? component : 'vae',
      )
      const activations = {
        vae_decoder: () => vaeDecoderActivations(config, 'float32'),
        vae_encoder: () => vaeEncoderActivations(config, { dtype: 'float32', single: false }),
        transformer: () => transformerActivations(config, { dtype: 'float32', tokenPixels: 256 }),
      }[component]()
      const estimated = activations({ pixels: size.width * size.height, frames: size.frames })
      const measured = await measure(component, Object.values(size).map(String))
      const ratio = estimated / measured
      assert.ok(ratio > 0.8 && ratio < 1.25, `${estimated} estimated, ${measured} measured`)
    })
})
