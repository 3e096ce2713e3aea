import type { FittingSizes } from '#core/task/fitting-sizes.ts'
import { type GraphValue } from '#worker/graphs/onnx/graph.ts'
import { type LoraOffers } from '#worker/wan/folder/loras/offers.ts'
import { type MemoryPlan } from '#worker/wan/memory/plan.ts'
import type { RunSize } from '#core/task/parameters.ts'
import { type CheckedModel, type CheckReport } from './check-model.ts'

const GIB = 2 ** 30

/** The findings of `checkModel` as text for a terminal. */
export function printCheck(report: CheckReport): string {
  const { folder, dtype, weightsPresent, notes, models } = report
  const weights = weightsPresent
    ? 'weights present'
    : `no weights; graphs built on the published tensors, stored as ${dtype}`
  const [first] = models
  return [
    `${folder}: ${weights}; transformer in ${dtype}`,
    ...notes.map((note) => `  ${note}`),
    ...(first ? printGraphs(first) : []),
    ...models.flatMap(printModel),
  ].join('\n')
}

function printGraphs({ graphs }: CheckedModel): string[] {
  return graphs.flatMap(({ component, graph }) => {
    const nodes = Object.values(graph.nodeCount).reduce((sum, count) => sum + count, 0)
    const ownInputs = graph.inputs.filter(({ name }) => !name.includes('.lora_'))
    const others = graph.inputs.length - ownInputs.length
    const operators = Object.entries(graph.nodeCount)
      .toSorted(([, one], [, other]) => other - one)
      .map(([name, count]) => `${name} ${count}`)
    return [
      '',
      `${component}: ${nodes} nodes, ${gibibytes(graph.weightBytes)} of weights on disk, ${gibibytes(graph.deviceWeightBytes)} on the device`,
      ...ownInputs.map((value) => `  in   ${printValue(value)}`),
      ...(others === 0 ? [] : [`  in   ${others} of LoRAs by request`]),
      ...graph.outputs.map((value) => `  out  ${printValue(value)}`),
      ...wrapped(operators, '  '),
    ]
  })
}

function printModel(model: CheckedModel): string[] {
  const { definition, loras, loraOffers, size, plan, fittingSizes, untiledSizes, smaller } = model
  return [
    '',
    `${definition.id} (${definition.title}): ${inWords(size)}`,
    ...loras.map(
      ({ source, matchedKeys, unmatchedKeys }) =>
        `  LoRA ${source}: ${matchedKeys.length} keys used, ${unmatchedKeys.length} unmatched${unmatchedKeys.length > 0 ? `: ${unmatchedKeys.join(', ')}` : ''}`,
    ),
    ...printOffers(loraOffers),
    ...printPlan(plan),
    ...(smaller ? [`  expected to fit: ${inWords(smaller)}`] : []),
    ...printSizes('largest sizes that fit', fittingSizes),
    ...printSizes('largest sizes without tiles', untiledSizes),
  ]
}

/** The LoRAs that requests may name, with what they add to the memory of the device. */
function printOffers({ offers, unfit }: LoraOffers): string[] {
  return [
    ...offers.map(({ name, experts, parts }) => {
      const bytes = parts.reduce((sum, part) => sum + part.deviceBytes, 0)
      const unmatched = parts.reduce((sum, part) => sum + part.unmatchedKeys.length, 0)
      const more = unmatched === 0 ? '' : `; ${unmatched} keys belong to nothing`
      return `  LoRA by request ${name}: ${experts.join(' and ')}, ${gibibytes(bytes)} on the device${more}`
    }),
    ...unfit.map(({ name, reason }) => `  no LoRA by request ${name}: ${reason}`),
  ]
}

/** A table of the phases of a run, the sessions that stay open between runs, and the verdict. */
function printPlan({ phases, resident, budget, peakBytes, reloadBytes, fits }: MemoryPlan): string[] {
  const header = ['phase', 'weights', 'activations', 'resident', 'total', '']
  const rows = phases.map((phase) => [
    phase.component,
    ...[phase.weightBytes, phase.activationBytes, phase.residentBytes, phase.totalBytes].map(gibibytes),
    phase.fits ? (phase.tileSide === null ? '' : `tiles of ${phase.tileSide}`) : 'does not fit',
  ])
  const card = budget.totalBytes === null ? 'no limit' : gibibytes(budget.totalBytes)
  return [
    ...aligned([header, ...rows]).map((line) => `  ${line}`),
    `  stays open between runs: ${[...resident].join(', ') || 'nothing'}; ${gibibytes(reloadBytes)} loaded in each run`,
    `  ${fits ? 'fits' : 'does not fit'}: peak ${gibibytes(peakBytes)} of ${card}`,
  ]
}

function printSizes(title: string, sizes: FittingSizes): string[] {
  if (sizes.length === 0) return []
  const words = sizes.map(({ frames, maxPixels }) =>
    maxPixels === 0 ? `none at ${frames} frames` : `${maxPixels} pixels up to ${frames} frames`,
  )
  return [`  ${title}:`, ...wrapped(words, '    ')]
}

/** A size as text: `832x480, 81 frames`. */
export const inWords = ({ width, height, frames }: RunSize): string => `${width}x${height}, ${frames} frames`

/** A number of bytes as text in GiB: `1.25 GiB`, `<0.01 GiB`, or `0`. */
export function gibibytes(bytes: number): string {
  const value = bytes / GIB
  return value === 0 ? '0' : value < 0.01 ? '<0.01 GiB' : `${value.toFixed(value < 10 ? 2 : 1)} GiB`
}

function printValue({ name, type, dims }: GraphValue): string {
  return `${name} ${type} [${dims.join(', ')}]`
}

/** The rows as lines, with the first column aligned to the left and the others to the right. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}

const LINE_WIDTH = 110

/** Items separated by commas, in lines of at most {@link LINE_WIDTH} characters. */
function wrapped(items: readonly string[], indent: string): string[] {
  const lines: string[] = []
  for (const [i, item] of items.entries()) {
    const text = i < items.length - 1 ? `${item},` : item
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + text.length <= LINE_WIDTH)
      lines[lines.length - 1] = `${last} ${text}`
    else lines.push(indent + text)
  }
  return lines
}
