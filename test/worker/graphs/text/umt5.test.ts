import assert from 'node:assert/strict'
import { mkdtemp, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type FloatValues, openGraph, relativeError, runGraph } from '#test/support/onnx/onnx.ts'
import {
  type Reference,
  readReference,
  readTinyConfig,
  TINY_MODEL_FOLDER,
} from '#test/support/onnx/reference.ts'
import { readTensorBytes, type TensorBytes, writeSafetensors } from '#test/support/onnx/safetensors.ts'
import { ConfigError } from '#worker/graphs/config.ts'
import {
  readComponentWeights,
  type SafetensorsIndex,
  WeightsError,
} from '#worker/graphs/weights/safetensors.ts'
import { buildUmt5EncoderGraph, relativeBucket } from '#worker/graphs/text/umt5.ts'

/**
 * An exact GELU in place of the tanh approximation changes the results by 2e-4; rounding changes
 * them by 4e-7.
 */
const TOLERANCE = 2e-5

let folder = ''
let config: Record<string, unknown>
let weights: SafetensorsIndex
let tensors: Record<string, TensorBytes>
let reference: Reference

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'umt5-'))
  config = await readTinyConfig('text_encoder')
  weights = await readComponentWeights(join(TINY_MODEL_FOLDER, 'text_encoder'))
  tensors = await readTensorBytes(weights.source)
  reference = await readReference('text_encoder')
})

after(() => rm(folder, { recursive: true }))

/** The tiny model's weights with some tensors replaced, or left out where undefined. */
async function changedWeights(changes: Record<string, TensorBytes | undefined>): Promise<SafetensorsIndex> {
  const kept = Object.entries({ ...tensors, ...changes }).filter((entry) => entry[1] !== undefined)
  await writeSafetensors(
    join(folder, 'model.safetensors'),
    Object.fromEntries(kept) as Record<string, TensorBytes>,
  )
  return readComponentWeights(folder)
}

/** The reference's ids, mask and embeddings, cut to the first `tokens` positions. */
function referenceRun(prompt: 'prompt' | 'negative', tokens = 512) {
  const cut = (name: string) => ({
    dims: [1, tokens],
    data: reference.ints(`${prompt}.${name}`).data.slice(0, tokens),
  })
  const { data, dims } = reference.floats(`${prompt}.embeds`)
  const size = dims[2] ?? 0
  const embeds: FloatValues = { dims: [1, tokens, size], data: data.slice(0, tokens * size) }
  return { feeds: { input_ids: cut('input_ids'), attention_mask: cut('attention_mask') }, embeds }
}

const length = (mask: BigInt64Array) => mask.filter((value) => value === 1n).length

test('The UMT5 embeddings agree with transformers for a short and a long prompt in 512 tokens', async () => {
  const session = await openGraph(buildUmt5EncoderGraph(config, weights))
  try {
    for (const prompt of ['prompt', 'negative'] as const) {
      const { feeds, embeds } = referenceRun(prompt)
      const { text_embeds: actual } = await session.run(feeds)
      const error = relativeError(actual, embeds)
      assert.ok(error <= TOLERANCE, `${prompt}: relative error ${error}`)
    }
  } finally {
    await session.release()
  }
})

test('UMT5 rows of padding are exactly zero, and no other row is', async () => {
  const { feeds } = referenceRun('prompt')
  const { text_embeds: actual } = await runGraph(buildUmt5EncoderGraph(config, weights), feeds)
  assert.ok(actual)
  const [, tokens = 0, size = 0] = actual.dims
  const tokensOfPrompt = length(feeds.attention_mask.data)
  assert.ok(tokensOfPrompt > 5 && tokensOfPrompt < tokens)
  for (let token = 0; token < tokens; token++) {
    const row: number[] = Array.from(actual.data.subarray(token * size, (token + 1) * size), Number)
    const zero = row.every((value) => value === 0)
    assert.equal(zero, token >= tokensOfPrompt, `token ${token}`)
  }
})

test('UMT5 embeddings do not depend on the number of padding tokens, which are not attended to', async () => {
  const session = await openGraph(buildUmt5EncoderGraph(config, weights))
  try {
    const tokensOfPrompt = length(referenceRun('prompt').feeds.attention_mask.data)
    for (const tokens of [tokensOfPrompt, tokensOfPrompt + 7]) {
      const { feeds, embeds } = referenceRun('prompt', tokens)
      const { text_embeds: actual } = await session.run(feeds)
      const error = relativeError(actual, embeds)
      assert.ok(error <= TOLERANCE, `${tokens} tokens: relative error ${error}`)
    }
  } finally {
    await session.release()
  }
})

test('UMT5 ignores the ids under the mask', async () => {
  const { feeds, embeds } = referenceRun('prompt')
  const ids = feeds.input_ids.data.map((id, i) => (feeds.attention_mask.data[i] === 1n ? id : 9n))
  const other = { ...feeds, input_ids: { dims: [1, 512], data: ids } }
  const { text_embeds: actual } = await runGraph(buildUmt5EncoderGraph(config, weights), other)
  const error = relativeError(actual, embeds)
  assert.ok(error <= TOLERANCE, `relative error ${error}`)
})

test('The UMT5 embedding is accepted under either name, and shared.weight wins over a zeroed copy', async () => {
  const shared = tensors['shared.weight']
  assert.ok(shared)
  const zeros = { ...shared, data: new Uint8Array(shared.data.length) }
  for (const changes of [
    { 'shared.weight': undefined, 'encoder.embed_tokens.weight': shared },
    { 'encoder.embed_tokens.weight': zeros },
  ]) {
    const { feeds, embeds } = referenceRun('prompt')
    const graph = buildUmt5EncoderGraph(config, await changedWeights(changes))
    const { text_embeds: actual } = await runGraph(graph, feeds)
    assert.ok(relativeError(actual, embeds) <= TOLERANCE)
  }
})

test("A token id outside the vocabulary is an error, not another token's row", async () => {
  const { feeds } = referenceRun('prompt', 4)
  const ids = BigInt64Array.of(5n, 1664n, 6n, 1n)
  await assert.rejects(
    runGraph(buildUmt5EncoderGraph(config, weights), { ...feeds, input_ids: { dims: [1, 4], data: ids } }),
    /out of data bounds|out of bounds/,
  )
})

test('UMT5 distances fall into 16 buckets per direction: exact up to 7, logarithmic up to 128', () => {
  const bucket = (relative: number) => relativeBucket(relative, 32, 128)
  assert.deepEqual([0, -1, -7, 1, 7].map(bucket), [0, 1, 7, 17, 23])
  // The first distance of each logarithmic bucket: 8 * 16^(k/8), rounded up.
  const first = [8, 12, 16, 23, 32, 46, 64, 91]
  for (const [k, distance] of first.entries()) {
    assert.equal(bucket(-distance), 8 + k, `${distance} tokens before`)
    assert.equal(bucket(distance), 24 + k, `${distance} tokens after`)
    assert.equal(bucket(1 - distance), 7 + k, `${distance - 1} tokens before`)
  }
  assert.deepEqual([-128, -511, 128, 511].map(bucket), [15, 15, 31, 31])
})

test('The UMT5 graph holds no table of 512 x 512 positions', () => {
  const { model } = buildUmt5EncoderGraph(config, weights)
  assert.ok(model.length < 20_000, `${model.length} bytes`)
})

test('A UMT5 weight of another shape, a missing one and a truncated file are refused by name', async () => {
  const name = 'encoder.block.1.layer.0.SelfAttention.relative_attention_bias.weight'
  const table = tensors[name]
  assert.ok(table)
  const turned = await changedWeights({ [name]: { ...table, dims: table.dims.toReversed() } })
  assert.throws(() => buildUmt5EncoderGraph(config, turned), {
    name: 'WeightsError',
    message: `${join(turned.folder, 'model.safetensors')}: tensor "${name}" has shape [4, 32], expected [32, 4]`,
  })
  // T5 has this table in its first layer only; a T5 encoder is not a UMT5 encoder.
  const missingAction = await changedWeights({ [name]: undefined })
  assert.throws(() => buildUmt5EncoderGraph(config, missingAction), {
    name: 'WeightsError',
    message: `${missingAction.source}: tensor "${name}" is missing`,
  })
  const whole = await changedWeights({})
  await truncate(whole.source, (await stat(whole.source)).size - 4)
  await assert.rejects(
    readComponentWeights(folder),
    (error) => error instanceof WeightsError && error.message.startsWith(`${whole.source}: tensor "`),
  )
})

test('UMT5 configuration values that require other mathematics are refused with key and value', () => {
  const refusals: Record<string, unknown[]> = {
    model_type: ['t5', 'mt5'],
    is_decoder: [true],
    feed_forward_proj: ['gated-silu', 'relu'],
    dense_act_fn: ['relu', 'gelu'],
    is_gated_act: [false],
    num_heads: [0, 2.5],
    layer_norm_epsilon: [-1],
    relative_attention_num_buckets: ['32'],
  }
  for (const [key, values] of Object.entries(refusals)) {
    for (const value of values) {
      assert.throws(
        () => buildUmt5EncoderGraph({ ...config, [key]: value }, weights),
        (error) =>
          error instanceof ConfigError &&
          error.key === key &&
          error.message.startsWith(
            `text_encoder/config.json: ${key} is ${JSON.stringify(value) ?? 'missing'},`,
          ),
        `${key} ${JSON.stringify(value)}`,
      )
    }
  }
})
