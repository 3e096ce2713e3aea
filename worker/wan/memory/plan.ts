import type { FittingSizes } from '#core/task/fitting-sizes.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import type { RunSize } from '#core/task/parameters.ts'
import { TILE_SIDES, type TileSides } from '#worker/wan/tiles/grid.ts'
import { type ActivationBytes, type TiledBytes, type Workload } from './estimate.ts'
import { type Component } from '#worker/wan/folder/graphs.ts'

/** Memory of one component on the device. */
export interface ComponentMemory {
  readonly component: Component
  readonly weightBytes: number
  readonly activationBytes: ActivationBytes
  /** Absent for components that cannot work in tiles. */
  readonly tiledBytes?: TiledBytes | undefined
}

/** The memory that a plan may use. */
export interface MemoryBudget {
  /** Memory of the whole device; null means no limit. */
  readonly totalBytes: number | null
  /**
   * In use before any session exists: the context and the libraries on CUDA, the process on the
   * CPU.
   */
  readonly baseBytes: number
  /**
   * Whether sessions may stay open between runs. On the CPU weights are mapped from their files, so
   * opening all sessions of a model takes 0.2 to 0.4 s, and freeing their arenas lowers the peak by
   * a third to a half (BENCHMARKS.md).
   */
  readonly keepsSessions: boolean
}

/** One component's turn in a run. */
export interface PlannedPhase {
  readonly component: Component
  readonly weightBytes: number
  readonly activationBytes: number
  /** The longest side of the tiles in which it works, in pixels; null: on whole pictures. */
  readonly tileSide: number | null
  /** Memory that the resident sessions of other components hold meanwhile. */
  readonly residentBytes: number
  /** Sum of all parts, with the base. */
  readonly totalBytes: number
  readonly fits: boolean
}

export interface MemoryPlan {
  readonly workload: Workload
  readonly budget: MemoryBudget
  /**
   * Components whose sessions stay open between runs; any other is open during its own phase only.
   */
  readonly resident: ReadonlySet<Component>
  readonly phases: readonly PlannedPhase[]
  /** The largest total of any phase. */
  readonly peakBytes: number
  /** Bytes of weights that each run loads again. */
  readonly reloadBytes: number
  readonly fits: boolean
}

/**
 * Fragmentation of a session that is released after its phase, as a factor of its activations. The
 * arena grows by regions of doubling size, but falls back to the requested size when the device has
 * less (onnxruntime, core/framework/bfc_arena.cc, Extend); measured on the CPU: 1.24.
 */
const TRANSIENT_SLACK = 1.25
/**
 * A resident session keeps what its arena took while memory was plentiful: up to twice its need.
 */
const RESIDENT_SLACK = 2

/**
 * Decides which sessions stay open between runs of this size: of all choices that fit in every
 * phase, the one with the fewest bytes of weights to load per run. If not even one component at a
 * time fits, nothing stays and `fits` is false.
 *
 * The tiles depend on the size of one run alone and not on what stays open, so that a request gives
 * the same video in any order of requests.
 *
 * @param asked The size of the run at hand, where `workload` covers larger ones too.
 */
export function planMemory(
  given: readonly ComponentMemory[],
  workload: Workload,
  budget: MemoryBudget,
  asked: Workload = workload,
): MemoryPlan {
  const components = inTiles(given, asked, budget)
  const all = budget.keepsSessions ? components.map(({ component }) => component) : []
  const plans = subsetsOf(all).map((resident) => planWith(components, workload, budget, resident))
  const [none] = plans
  const better = (one: MemoryPlan, other: MemoryPlan): MemoryPlan =>
    other.fits && (!one.fits || other.reloadBytes < one.reloadBytes) ? other : one
  return plans.reduce(better, none!)
}

/** A component whose tiles are decided. */
interface SettledComponent extends ComponentMemory {
  readonly tileSide: number | null
}

/**
 * Every component with the largest tiles that fit while nothing else is open; whole pictures where
 * these fit, or where no tile does.
 */
function inTiles(
  components: readonly ComponentMemory[],
  workload: Workload,
  { totalBytes, baseBytes }: MemoryBudget,
): SettledComponent[] {
  return components.map((one): SettledComponent => {
    const { activationBytes, tiledBytes, weightBytes } = one
    const fits = (bytes: number) =>
      baseBytes + weightBytes + Math.ceil(TRANSIENT_SLACK * bytes) <= (totalBytes ?? Infinity)
    if (!tiledBytes || fits(activationBytes(workload))) return { ...one, tileSide: null }
    const tileSide = TILE_SIDES.find((side) => fits(tiledBytes(workload, side))) ?? null
    if (tileSide === null) return { ...one, tileSide }
    return { ...one, tileSide, activationBytes: (size) => tiledBytes(size, tileSide) }
  })
}

/** The sides of a plan's tiles; the encoders of one and of two images share theirs. */
export function tileSidesOf({ phases }: Pick<MemoryPlan, 'phases'>): TileSides {
  const smallest = (...names: Component[]) => {
    const sides = phases.flatMap(({ component, tileSide }) =>
      names.includes(component) && tileSide !== null ? [tileSide] : [],
    )
    return sides.length === 0 ? null : Math.min(...sides)
  }
  return { encode: smallest('vaeEncoder', 'firstLastEncoder'), decode: smallest('vaeDecoder') }
}

function planWith(
  components: readonly SettledComponent[],
  workload: Workload,
  budget: MemoryBudget,
  resident: ReadonlySet<Component>,
): MemoryPlan {
  const limit = budget.totalBytes ?? Infinity
  const heldBytes = (one: ComponentMemory): number =>
    one.weightBytes + RESIDENT_SLACK * one.activationBytes(workload)
  const phases = components.map((own): PlannedPhase => {
    const slack = resident.has(own.component) ? RESIDENT_SLACK : TRANSIENT_SLACK
    const activationBytes = Math.ceil(slack * own.activationBytes(workload))
    const others = components.filter((other) => other !== own && resident.has(other.component))
    const residentBytes = Math.ceil(others.reduce((sum, other) => sum + heldBytes(other), 0))
    const totalBytes = budget.baseBytes + residentBytes + own.weightBytes + activationBytes
    const { component, weightBytes, tileSide } = own
    const fits = totalBytes <= limit
    return { component, weightBytes, activationBytes, tileSide, residentBytes, totalBytes, fits }
  })
  return {
    workload,
    budget,
    resident,
    phases,
    peakBytes: Math.max(...phases.map(({ totalBytes }) => totalBytes)),
    reloadBytes: components.reduce(
      (sum, one) => sum + (resident.has(one.component) ? 0 : one.weightBytes),
      0,
    ),
    fits: phases.every(({ fits }) => fits),
  }
}

/** All subsets, the empty one first: at most 2⁷. */
function subsetsOf(components: readonly Component[]): ReadonlySet<Component>[] {
  return Array.from(
    { length: 2 ** components.length },
    (_, bits) => new Set(components.filter((_, i) => bits & (1 << i))),
  )
}

/** Whether a run of this size fits at all, with every session released after its phase. */
export function fitsMemory(
  components: readonly ComponentMemory[],
  workload: Workload,
  budget: MemoryBudget,
): boolean {
  return planWith(inTiles(components, workload, budget), workload, budget, new Set()).fits
}

/** The limits that sizes of a model must respect; sides in pixels. */
export type SizeLimits = Pick<
  ModelDefinition['limits'],
  'minSide' | 'maxPixels' | 'sizeMultiple' | 'minFrames' | 'maxFrames'
>

/**
 * The most pixels per frame that fit, by number of frames: a table of corners in rising order of
 * frames, each valid up to its frames. Empty when the model's own limits fit.
 */
export function fittingSizes(
  components: readonly ComponentMemory[],
  limits: SizeLimits,
  budget: MemoryBudget,
): FittingSizes {
  const { minFrames, maxFrames } = limits
  const table: { frames: number; maxPixels: number }[] = []
  for (let frames = minFrames; frames <= maxFrames; frames += FRAMES_PER_LATENT) {
    const maxPixels = largestPixels(components, frames, limits, budget)
    if (table.at(-1)?.maxPixels === maxPixels) table.pop()
    table.push({ frames, maxPixels })
  }
  return table.every((entry) => entry.maxPixels === limits.maxPixels) ? [] : table
}

/**
 * As {@link fittingSizes}, for what fits without tiles; empty when that is all that fits.
 */
export function untiledSizes(
  components: readonly ComponentMemory[],
  limits: SizeLimits,
  budget: MemoryBudget,
): FittingSizes {
  const whole = fittingSizes(
    components.map((one) => ({ ...one, tiledBytes: undefined })),
    limits,
    budget,
  )
  const all = fittingSizes(components, limits, budget)
  return JSON.stringify(whole) === JSON.stringify(all) ? [] : whole
}

/**
 * Searches in steps of one square of the size multiple; the estimate rises with the pixels, so
 * bisection finds the limit.
 */
function largestPixels(
  components: readonly ComponentMemory[],
  frames: number,
  { minSide, maxPixels, sizeMultiple }: SizeLimits,
  budget: MemoryBudget,
): number {
  const fits = (pixels: number) => fitsMemory(components, { pixels, frames }, budget)
  if (fits(maxPixels)) return maxPixels
  const step = sizeMultiple ** 2
  let low = Math.ceil(minSide / sizeMultiple) ** 2
  if (!fits(low * step)) return 0
  let high = Math.ceil(maxPixels / step)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (fits(middle * step)) low = middle
    else high = middle
  }
  return low * step
}

/**
 * A smaller size that should fit after `size` did not: at most nine tenths of the pixels in the
 * same shape with the same frames; failing that, fewer frames. Null when the model's smallest size
 * does not fit either.
 */
export function smallerSize(
  components: readonly ComponentMemory[],
  { width, height, frames }: RunSize,
  limits: SizeLimits,
  budget: MemoryBudget,
): RunSize | null {
  const { sizeMultiple, minSide, minFrames } = limits
  const down = (length: number) => Math.floor(length / sizeMultiple) * sizeMultiple
  const smallest = Math.ceil(minSide / sizeMultiple) * sizeMultiple
  const most = NOTABLY_SMALLER * width * height
  for (let fewer = frames; fewer >= minFrames; fewer -= FRAMES_PER_LATENT) {
    const fitting = largestPixels(components, fewer, limits, budget)
    const scale = Math.sqrt(
      Math.min(1, (fewer === frames ? Math.min(fitting, most) : fitting) / (width * height)),
    )
    const size = { width: down(width * scale), height: down(height * scale), frames: fewer }
    if (Math.min(size.width, size.height) >= smallest && fitting > 0) return size
  }
  return null
}

const FRAMES_PER_LATENT = 4
/** A size that failed despite its estimate must not be answered with one nearly as large. */
const NOTABLY_SMALLER = 0.9
