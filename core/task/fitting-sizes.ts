import type { ModelDefinition } from './model-definition.ts'

export type FittingSizes = NonNullable<ModelDefinition['fittingSizes']>

/**
 * The most pixels of a frame in a clip of so many frames, by the table and its model's limits; 0
 * when no size fits.
 */
export const fittingPixels = (
  table: FittingSizes,
  frames: number,
  { maxPixels }: { maxPixels: number },
): number => Math.min(maxPixels, table.find((entry) => entry.frames >= frames)?.maxPixels ?? maxPixels)

/**
 * One table of what fits every one of several devices, since any of them may take a task: at each
 * number of frames in one of their tables, the smallest size of all.
 */
export function commonFittingSizes(
  tables: readonly FittingSizes[],
  limits: { readonly maxPixels: number },
): FittingSizes {
  const steps = new Set(tables.flatMap((table) => table.map(({ frames }) => frames)))
  const common: { frames: number; maxPixels: number }[] = []
  for (const frames of [...steps].toSorted((a, b) => a - b)) {
    const maxPixels = Math.min(...tables.map((table) => fittingPixels(table, frames, limits)))
    if (common.at(-1)?.maxPixels === maxPixels) common.pop()
    common.push({ frames, maxPixels })
  }
  return common
}
