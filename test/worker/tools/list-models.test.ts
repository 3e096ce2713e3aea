import assert from 'node:assert/strict'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { checkModel } from '#worker/tools/check-model.ts'
import { listModels, servedLines } from '#worker/tools/list-models.ts'
import { PUBLISHED_MODELS } from '#worker/tools/published/published-models.ts'
import { memoryBudget } from '#worker/wan/memory/budget.ts'
import { closeAfter } from '#test/support/closing.ts'

/** The cells of the row that begins with a name. */
const rowOf = (text: string, name: string): readonly string[] => {
  const line = text.split('\n').find((each) => each.trimStart().startsWith(`${name} `))
  assert.ok(line, `${name} is missing in\n${text}`)
  return line.trim().split(/ {2,}/)
}

describe('npm run model -- list', () => {
  it('It says of every published model what the check of its folder says', async () => {
    const text = await listModels(MODELS_DIRECTORY, 24)
    assert.match(text, /^card: as asked, 24\.0 GiB$/m)
    for (const { id, folder } of PUBLISHED_MODELS) {
      const [, size, ...verdicts] = rowOf(text, id)
      for (const [i, int8] of [false, true].entries()) {
        const budget = memoryBudget('cuda', 24)
        const name = path.basename(id)
        const [model] = (
          await checkModel(folder, { dtype: 'bfloat16', int8, size: null, frames: null, budget, name })
        ).models
        assert.equal(size, `${model!.size.width}x${model!.size.height}, ${model!.size.frames} frames`)
        assert.equal(verdicts[i]!.startsWith('fits'), model!.plan.fits, `${id}: ${verdicts[i]}`)
      }
    }
  })

  it('Without a card it names the smallest usual one that holds a model, and one below does not', async () => {
    const text = await listModels(MODELS_DIRECTORY, null)
    const id = 'Wan-AI/Wan2.2-TI2V-5B-Diffusers'
    const gib = Number(/^(\d+) GB$/.exec(rowOf(text, id)[2]!)![1])
    const { folder } = PUBLISHED_MODELS.find((model) => model.id === id)!
    const holds = async (cardGib: number): Promise<boolean> => {
      const options = { dtype: 'bfloat16', int8: false, size: null, frames: null } as const
      const { models } = await checkModel(folder, { ...options, budget: memoryBudget('cuda', cardGib) })
      return models[0]!.plan.fits
    }
    assert.deepEqual([await holds(gib), await holds(gib - 4)], [true, false])
  })

  it('It lists what a models directory serves, and what is not whole', async (t) => {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'list-'))
    closeAfter(t, () => rm(directory, { recursive: true }))
    assert.deepEqual(await servedLines(directory, 8), ['  no models'])
    await cp(path.join(MODELS_DIRECTORY, 'wan2.2-ti2v-5b-tiny'), path.join(directory, 'mine'), {
      recursive: true,
    })
    await cp(path.join(MODELS_DIRECTORY, 'wan2.1-t2v-tiny'), path.join(directory, 'damaged'), {
      recursive: true,
    })
    await rm(path.join(directory, 'damaged/vae/config.json'))
    await mkdir(path.join(directory, '.new.partial'))
    const text = (await servedLines(directory, 8)).join('\n')
    assert.equal(rowOf(text, 'wan2.2-ti2v-5b-tiny')[2], 'fits')
    assert.match(text, /damaged: not served: .*vae\/config\.json/)
    assert.match(text, /new: not served: `pull` has not finished it/)
  })
})
