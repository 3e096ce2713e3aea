import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { relativeError } from '#test/support/onnx/onnx.ts'
import { readReference, TINY_MODEL_FOLDER } from '#test/support/onnx/reference.ts'
import { readModelFolder } from '#worker/wan/folder/model-folder.ts'
import { readTokenizer } from '#worker/wan/folder/read-tokenizer.ts'
import { type GraphSession, openSession } from '#worker/wan/sessions/session.ts'
import { createTextEncoder } from '#worker/wan/text/encoder.ts'
import { type PromptTokenizer } from '#worker/wan/text/tokenizer.ts'
import { referenceInput } from '#test/worker/wan/reference-run.ts'

describe('The text encoder', () => {
  let session: GraphSession
  let tokenize: PromptTokenizer
  let runs = 0

  before(async () => {
    const { graphs } = await readModelFolder(TINY_MODEL_FOLDER)
    tokenize = await readTokenizer(TINY_MODEL_FOLDER)
    const opened = await openSession(graphs.textEncoder, { device: 'cpu', threads: 1 })
    session = {
      run: (inputs) => {
        runs++
        return opened.run(inputs)
      },
      runToBytes: (inputs) => opened.runToBytes(inputs),
      release: () => opened.release(),
    }
  })
  after(() => session.release())

  it('The text encoder turns prompts into the embeddings of the reference', async () => {
    const reference = await readReference('text_encoder')
    const { prompt, negativePrompt } = await referenceInput()
    const encoder = createTextEncoder(tokenize, session)
    for (const [name, text] of Object.entries({ prompt, negative: negativePrompt })) {
      const { embeds, truncated } = await encoder.encode(text)
      const error = relativeError(embeds, reference.floats(`${name}.embeds`))
      assert.ok(error <= 1e-5, `${name}: ${error}`)
      assert.equal(truncated, false)
    }
  })

  it('The text encoder remembers negative prompts by their cleaned text', async () => {
    const encoder = createTextEncoder(tokenize, session)
    const first = await encoder.encodeRemembered('static,  blurred')
    const runsBefore = runs
    assert.equal(await encoder.encodeRemembered(' static, blurred '), first)
    assert.equal(runs, runsBefore)
    await encoder.encodeRemembered('static')
    assert.equal(runs, runsBefore + 1)
  })

  it('The text encoder remembers only the eight most recently used negative prompts', async () => {
    const encoder = createTextEncoder(tokenize, session)
    const isRemembered = async (text: string) => {
      const runsBefore = runs
      await encoder.encodeRemembered(text)
      return runs === runsBefore
    }
    for (let i = 0; i < 8; i++) await encoder.encodeRemembered(`negative ${i}`)
    assert.equal(await isRemembered('negative 0'), true)
    await encoder.encodeRemembered('one more')
    assert.equal(await isRemembered('negative 0'), true, 'used after 1')
    assert.equal(await isRemembered('negative 1'), false, 'the longest unused')
  })

  it('The text encoder does not remember prompts', async () => {
    const encoder = createTextEncoder(tokenize, session)
    await encoder.encode('a cat')
    const runsBefore = runs
    await encoder.encode('a cat')
    assert.equal(runs, runsBefore + 1)
  })
})
