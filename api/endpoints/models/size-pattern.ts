import type { ModelDefinition } from '#core/task/model-definition.ts'

/** Limits of a side in the contract, in pixels. */
const LEAST_SIDE = 10
const LARGEST_SIDE = 99_999

/**
 * Regular expression, without anchors, of the sizes `WIDTHxHEIGHT` that a model takes: those whose
 * sides are long enough and, when larger ones are refused, whose area fits once both sides are
 * rounded down to their multiple. It is exact, so it grows with the number of distinct widths:
 * about 10 kB for 1280 · 720 pixels in multiples of 16.
 */
export function sizePattern({ limits, oversize }: Pick<ModelDefinition, 'limits' | 'oversize'>): string {
  const { minSide, maxPixels, sizeMultiple: multiple } = limits
  const least = Math.max(LEAST_SIDE, minSide)
  if (oversize === 'shrink') {
    const side = integersFrom(least, LARGEST_SIDE)
    return `${side}x${side}`
  }
  const smallest = Math.ceil(minSide / multiple) * multiple
  const rows: { fromHeight: number; toHeight: number; toWidth: number }[] = []
  for (let height = smallest; height <= LARGEST_SIDE; height += multiple) {
    const widest = Math.floor(maxPixels / height / multiple) * multiple
    if (widest < smallest) break
    const toWidth = Math.min(LARGEST_SIDE, widest + multiple - 1)
    const toHeight = Math.min(LARGEST_SIDE, height + multiple - 1)
    const last = rows.at(-1)
    if (last?.toWidth === toWidth) last.toHeight = toHeight
    else rows.push({ fromHeight: height === smallest ? least : height, toHeight, toWidth })
  }
  return rows
    .map(
      ({ fromHeight, toHeight, toWidth }) =>
        `${integersFrom(least, toWidth)}x${integersFrom(fromHeight, toHeight)}`,
    )
    .join('|')
}

/** Regular expression of the decimal integers from 1 or more up to `to`, without leading zeros. */
export function integersFrom(from: number, to: number): string {
  const parts: string[] = []
  let next = from
  while (next <= to) {
    let unit = 1
    let digits = 0
    while (next % (unit * 10) === 0 && next + unit * 10 - 1 <= to) {
      unit *= 10
      digits++
    }
    const first = Math.floor(next / unit) % 10
    let last = first
    while (last < 9 && next + (last - first + 2) * unit - 1 <= to) last++
    const prefix = Math.floor(next / unit / 10)
    const digit = first === last ? String(first) : `[${first}-${last}]`
    const rest = digits === 0 ? '' : digits === 1 ? '\\d' : `\\d{${digits}}`
    parts.push(`${prefix === 0 ? '' : prefix}${digit}${rest}`)
    next += (last - first + 1) * unit
  }
  return `(?:${parts.join('|')})`
}
