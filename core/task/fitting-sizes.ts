import type { ModelDefinition } from './model-definition.ts'

export type FittingSizes = NonNullable<ModelDefinition['fittingSizes']>

/** The most pixels of a frame at this number of frames, by the table and the limits of its model; 0 when no size fits. */
export const fittingPixels = (
  table: FittingSizes,
  frames: number,
  { maxPixels }: { maxPixels: number },
): number => Math.min(maxPixels, table.find((entry) => entry.frames >= frames)?.maxPixels ?? maxPixels)

/**
 * What fits each of several devices, as one table: at each number of frames where one of them steps, the least of all.
 * Any of the devices may be the one that takes a task.
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
