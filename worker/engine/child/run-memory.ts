import type { ModelDefinition } from '#core/task/model-definition.ts'
import type { Workload } from '#worker/wan/memory/estimate.ts'
import {
  fittingSizes,
  planMemory,
  smallerSize,
  untiledSizes,
  type ComponentMemory,
  type MemoryBudget,
  type MemoryPlan,
} from '#worker/wan/memory/plan.ts'
import type { RunSize } from '#core/task/parameters.ts'
import type { ModelFolder } from '#worker/wan/folder/model-folder.ts'
import { modelMemory } from '#worker/wan/memory/components.ts'
import { EngineError } from '#worker/engine/failure.ts'

/** What a run may keep in memory and what must be freed before it. */
export interface RunMemory {
  readonly plan: MemoryPlan
  /** Whether all open sessions must be freed first. */
  readonly startAfresh: boolean
}

/** The memory of one device over successive runs. */
export interface DeviceMemory {
  /**
   * The definition that the API receives: with the sizes that fit this device, and those that it
   * holds without tiles.
   */
  definitionOf(folder: ModelFolder): ModelDefinition
  /** The plan for the model's default size. */
  planOf(folder: ModelFolder): MemoryPlan
  /**
   * The plan of the next run. Call it once per run, in order.
   *
   * @throws EngineError `out_of_memory` when the size cannot fit.
   */
  plan(folder: ModelFolder, size: RunSize): RunMemory
  /** The error of a size that does not fit, before or during a run. */
  outOfMemory(folder: ModelFolder, size: RunSize, cause?: unknown): EngineError
}

/**
 * The memory of a device with this budget. Open sessions keep the memory of their largest run, so a
 * plan covers the most pixels and the most frames since sessions were last freed. Where these
 * together do not fit, all sessions are freed first.
 */
export function createDeviceMemory(budget: MemoryBudget): DeviceMemory {
  let largest: Workload | null = null

  const outOfMemory = (folder: ModelFolder, size: RunSize, cause?: unknown): EngineError => {
    const smaller = smallerSize(memoryOf(folder), size, folder.definition.limits, budget)
    const message =
      `A video of ${inWords(size)} does not fit into the memory of the device` +
      (smaller ? `; ${inWords(smaller)} is expected to.` : ', and no smaller one of this model would.')
    return new EngineError('out_of_memory', message, false, cause === undefined ? {} : { cause })
  }

  return {
    definitionOf: (folder) => ({
      ...folder.definition,
      fittingSizes: fittingSizes(memoryOf(folder), folder.definition.limits, budget),
      untiledSizes: untiledSizes(memoryOf(folder), folder.definition.limits, budget),
    }),
    planOf: (folder) => planMemory(memoryOf(folder), workloadOf(defaultSize(folder.definition)), budget),
    plan(folder, size) {
      const asked = workloadOf(size)
      const together = largest ? larger(largest, asked) : asked
      const plan = planMemory(memoryOf(folder), together, budget, asked)
      if (plan.fits) {
        largest = together
        return { plan, startAfresh: false }
      }
      const alone = planMemory(memoryOf(folder), asked, budget)
      if (!alone.fits) throw outOfMemory(folder, size)
      largest = asked
      return { plan: alone, startAfresh: true }
    },
    outOfMemory,
  }
}

const memoryOf = ({ configs, architecture, graphs, precision, loraOffers }: ModelFolder): ComponentMemory[] =>
  modelMemory(configs, architecture, graphs, precision, loraOffers)

const workloadOf = ({ width, height, frames }: RunSize): Workload => ({ pixels: width * height, frames })

const larger = (one: Workload, other: Workload): Workload => ({
  pixels: Math.max(one.pixels, other.pixels),
  frames: Math.max(one.frames, other.frames),
})

const inWords = ({ width, height, frames }: RunSize): string => `${width}x${height} with ${frames} frames`

/** The size of a request without one; for `auto`, a square of the area that `auto` aims at. */
export function defaultSize({ defaults, limits }: Pick<ModelDefinition, 'defaults' | 'limits'>): RunSize {
  const { frames } = defaults
  const [width, height] = defaults.size.split('x').map(Number)
  if (width !== undefined && height !== undefined) return { width, height, frames }
  const side = Math.floor(Math.sqrt(limits.autoArea) / limits.sizeMultiple) * limits.sizeMultiple
  return { width: side, height: side, frames }
}
