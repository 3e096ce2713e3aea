import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { findCudaDevice } from '#worker/engine/child/nvidia-smi.ts'
import { readUpstreamFolders } from '#worker/engine/remote/models/upstream-folders.ts'
import { readModelFolders } from '#worker/wan/folder/model-folders.ts'
import { precisionOf } from '#worker/wan/folder/precision.ts'
import { memoryBudget } from '#worker/wan/memory/budget.ts'
import { fitsMemory } from '#worker/wan/memory/plan.ts'
import { checkModel, type CheckedModel } from './check-model.ts'
import { aligned, gibibytes, inWords } from './print-check.ts'
import { PUBLISHED_MODELS } from '#worker/tools/published/published-models.ts'

/** Memory of NVIDIA's cards, in GiB as vendors count it. */
const USUAL_CARDS = [6, 8, 10, 11, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 141, 180, 192]
const DTYPE = 'bfloat16'

/**
 * A table of what a models directory holds and of what Wan's authors publish, with the memory that
 * each needs at its default size and what fits a card.
 *
 * @param cardGib Null: that of the machine's first CUDA device, if it has one.
 * @throws Error when the directory cannot be read.
 */
export async function listModels(modelsDirectory: string, cardGib: number | null): Promise<string> {
  const device = cardGib === null ? await findCudaDevice('0') : undefined
  const gib = cardGib ?? (device === undefined ? null : device.totalMib / 1024)
  const card =
    gib === null
      ? 'no card: no CUDA device was found, and --card names none; what is asked for is the smallest usual card'
      : `card: ${device?.name ?? 'as asked'}, ${gibibytes(gib * 2 ** 30)}`
  return [
    card,
    '',
    `${modelsDirectory}:`,
    ...(await servedLines(modelsDirectory, gib)),
    '',
    'published, for `npm run model -- pull <id>`:',
    ...(await publishedLines(gib)),
    '',
    `Each at its default size, with the transformer in bf16, or in int8 after \`npm run model -- quantize\`. Tiles and`,
    'other sizes: `npm run model -- check <folder> --card <n>GB`.',
    '',
  ].join('\n')
}

/**
 * What a models directory serves and what it does not, a line each.
 *
 * @param gib memory of the card; null: no card
 * @throws Error when the directory cannot be read.
 */
export async function servedLines(directory: string, gib: number | null): Promise<string[]> {
  const precision = precisionOf(DTYPE)
  const { folders, faults } = await readModelFolders(directory, { precision })
  const upstream = await readUpstreamFolders(directory)
  const paths = [...new Set(folders.map((folder) => folder.path))]
  const reports = await Promise.all(paths.map((folder) => checkModel(folder, optionsOf(gib, false))))
  const rows = reports.flatMap(({ models }) =>
    models.map((model) => [model.definition.id, inWords(model.size), inMemory(model, gib)]),
  )
  const unserved = [...faults, ...upstream.faults].map(
    ({ folder, reason }) => `  ${folder}: not served: ${reason}`,
  )
  const unfinished = (await readdir(directory)).flatMap((name) => {
    const [, model] = /^\.(.+)\.partial$/.exec(name) ?? []
    return model === undefined ? [] : [`  ${model}: not served: \`pull\` has not finished it`]
  })
  const lines = [
    ...aligned(rows).map((line) => `  ${line}`),
    ...upstream.folders.map(({ definition: { id } }) => `  ${id}: run by other servers`),
    ...unserved,
    ...unfinished,
  ]
  return lines.length > 0 ? lines : ['  no models']
}

async function publishedLines(gib: number | null): Promise<string[]> {
  const rows = [['', 'size', 'bf16', 'int8']]
  for (const { id, folder } of PUBLISHED_MODELS) {
    const [plain, int8] = await Promise.all(
      [false, true].map(async (quantised) => {
        const name = path.posix.basename(id)
        return (await checkModel(folder, { ...optionsOf(gib, quantised), name })).models[0]!
      }),
    )
    rows.push([id, inWords(plain!.size), inMemory(plain!, gib), inMemory(int8!, gib)])
  }
  return aligned(rows).map((line) => `  ${line}`)
}

const optionsOf = (gib: number | null, int8: boolean) => ({
  ...({ dtype: DTYPE, int8, size: null, frames: null } as const),
  budget: memoryBudget('cuda', gib),
})

function inMemory({ memory, size, plan, smaller }: CheckedModel, gib: number | null): string {
  if (gib !== null) {
    if (plan.fits) return plan.phases.some(({ tileSide }) => tileSide !== null) ? 'fits, in tiles' : 'fits'
    return smaller === null ? 'does not fit' : `up to ${inWords(smaller)}`
  }
  const workload = { pixels: size.width * size.height, frames: size.frames }
  const card = USUAL_CARDS.find((one) => fitsMemory(memory, workload, memoryBudget('cuda', one)))
  return card === undefined ? 'no usual card' : `${card} GB`
}
