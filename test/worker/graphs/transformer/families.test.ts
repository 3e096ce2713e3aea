import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openGraph, relativeError, runGraph } from '#test/support/onnx/onnx.ts'
import { ConfigError } from '#worker/graphs/config.ts'
import { buildTransformerGraph } from '#worker/graphs/transformer/transformer.ts'
import { type Family, readComponent, readFamilyReference } from '#test/worker/graphs/families.ts'
import { toPatches, transformerFeeds } from './feeds.ts'

/** Rounding changes the results by 1e-6; the wrong rounding of bfloat16 weights by 1e-3. */
const TOLERANCE = 1e-5

for (const [family, component, what] of [
  ['wan2.1-t2v-tiny', 'transformer', 'text to video, from bfloat16 weights in shards'],
  ['wan2.1-flf2v-tiny', 'transformer', 'first and last frame to video, with 514 image tokens'],
  ['wan2.2-t2v-a14b-tiny', 'transformer', 'text to video, the high-noise expert'],
  ['wan2.2-t2v-a14b-tiny', 'transformer_2', 'text to video, the low-noise expert'],
  ['wan2.2-i2v-a14b-tiny', 'transformer', 'image to video without CLIP, from float16 weights'],
  ['wan2.2-i2v-a14b-tiny', 'transformer_2', 'image to video without CLIP, the low-noise expert'],
] as const satisfies readonly (readonly [Family, string, string])[]) {
  test(`The velocity of ${family} agrees with diffusers (${what})`, async () => {
    const { config, weights } = await readComponent(family, component)
    const reference = await readFamilyReference(family, component)
    const session = await openGraph(buildTransformerGraph(config, weights))
    try {
      for (const run of ['t937', 't833']) {
        const feeds = { ...transformerFeeds(reference), timestep: reference.floats(`${run}.timestep`) }
        const { velocity } = await session.run(feeds)
        const error = relativeError(velocity, toPatches(reference.floats(`${run}.output`), 'channel last'))
        assert.ok(error <= TOLERANCE, `${run}: relative error ${error}`)
      }
    } finally {
      await session.release()
    }
  })
}

const TI2V = 'wan2.2-ti2v-5b-tiny'
/** Feeds of 3 latent frames of 4 x 6 in patches of 2 x 2. */
const TOKENS_PER_FRAME = 6

const firstTokens = (count: number) => ({ dims: [1], data: BigInt64Array.of(BigInt(count)) })
const timesteps = (...values: number[]) => ({ dims: [values.length], data: Float32Array.from(values) })

test('With a separate timestep for the first frame the velocity agrees with diffusers, which takes one per token', async () => {
  const { config, weights } = await readComponent(TI2V, 'transformer')
  const reference = await readFamilyReference(TI2V, 'transformer')
  const given = reference.floats('t937_first_frame_0.timestep').data
  assert.deepEqual([...given].lastIndexOf(0), TOKENS_PER_FRAME - 1)
  const graph = buildTransformerGraph(config, weights, { firstFrameTimestep: true })
  const feeds = transformerFeeds(reference)
  const session = await openGraph(graph)
  try {
    for (const [run, extra] of [
      ['t937_first_frame_0', { timestep: timesteps(0, 937), first_tokens: firstTokens(TOKENS_PER_FRAME) }],
      // Equal timesteps, wherever the border is; and no first tokens, whatever their timestep.
      ['t937', { timestep: timesteps(937, 937), first_tokens: firstTokens(TOKENS_PER_FRAME) }],
      ['t937', { timestep: timesteps(937, 937), first_tokens: firstTokens(1) }],
      ['t937', { timestep: timesteps(0, 937), first_tokens: firstTokens(0) }],
      ['t937', { timestep: timesteps(937, 0), first_tokens: firstTokens(3 * TOKENS_PER_FRAME) }],
    ] as const) {
      const { velocity } = await session.run({ ...feeds, ...extra })
      const error = relativeError(velocity, toPatches(reference.floats(`${run}.output`), 'channel last'))
      assert.ok(error <= TOLERANCE, `${run}: relative error ${error}`)
    }
  } finally {
    await session.release()
  }
})

test('The graph with one timestep for all tokens agrees with diffusers too', async () => {
  const { config, weights } = await readComponent(TI2V, 'transformer')
  const reference = await readFamilyReference(TI2V, 'transformer')
  const feeds = { ...transformerFeeds(reference), timestep: timesteps(937) }
  const { velocity } = await runGraph(buildTransformerGraph(config, weights), feeds)
  const error = relativeError(velocity, toPatches(reference.floats('t937.output'), 'channel last'))
  assert.ok(error <= TOLERANCE, `relative error ${error}`)
})

test('A transformer has the inputs that its model needs: images only with CLIP, 514 tokens for two of them', async () => {
  const imageInput = async (family: Family) => {
    const { config, weights } = await readComponent(family, 'transformer')
    return buildTransformerGraph(config, weights).inputs.find(({ name }) => name === 'image')?.dims
  }
  assert.equal(await imageInput('wan2.1-t2v-tiny'), undefined)
  assert.equal(await imageInput('wan2.2-i2v-a14b-tiny'), undefined)
  assert.deepEqual(await imageInput('wan2.1-i2v-tiny'), [1, 257, 64])
  assert.deepEqual(await imageInput('wan2.1-flf2v-tiny'), [1, 514, 64])
})

test('Position embeddings without CLIP, or for a token count other than that of two images, are refused', async () => {
  for (const [family, positions] of [
    ['wan2.1-t2v-tiny', 514],
    ['wan2.1-flf2v-tiny', 257],
    ['wan2.1-flf2v-tiny', 771],
  ] as const) {
    const { config, weights } = await readComponent(family, 'transformer')
    assert.throws(
      () => buildTransformerGraph({ ...config, pos_embed_seq_len: positions }, weights),
      (error) => error instanceof ConfigError && error.key === 'pos_embed_seq_len',
    )
  }
})
