import { join, resolve } from 'node:path'
import { commonFittingSizes } from '#core/task/fitting-sizes.ts'
import type { ModelDefinition, UnavailableModel } from '#core/task/model-definition.ts'

/**
 * The models that a worker with these engines offers: each once, with the sizes that fit on every
 * engine that serves it and the fields and LoRAs that every one takes, because any of them may take
 * the task.
 */
export function servedModels(
  engines: readonly { readonly models: readonly ModelDefinition[] }[],
): ModelDefinition[] {
  const served = Map.groupBy(
    engines.flatMap(({ models }) => models),
    ({ id }) => id,
  )
  return [...served.values()].map((same) => {
    const model = same.at(-1) as ModelDefinition
    const common = (key: 'fittingSizes' | 'untiledSizes') =>
      commonFittingSizes(
        same.map((one) => one[key] ?? []),
        model.limits,
      )
    const sizes = { fittingSizes: common('fittingSizes'), untiledSizes: common('untiledSizes') }
    const fixed = [...new Set(same.flatMap((one) => one.fixed ?? []))]
    const { offeredLoras = [], ...rest } = model
    const offered = offeredLoras.filter(({ name }) =>
      same.every((one) => one.offeredLoras?.some((each) => each.name === name)),
    )
    const mostLoras = Math.min(...same.map((one) => one.mostLoras ?? Infinity))
    const refusing = same.find(({ loraRefusal }) => loraRefusal !== undefined)
    return {
      ...{ ...rest, ...sizes },
      ...(mostLoras < Infinity && { mostLoras }),
      ...(same.some((one) => one.oneLoraStrength) && { oneLoraStrength: true }),
      ...(refusing && { loraRefusal: refusing.loraRefusal }),
      ...(fixed.length > 0 && { fixed }),
      ...(offered.length > 0 && { offeredLoras: offered }),
    }
  })
}

/**
 * What a worker with these engines finds in its models directory and does not serve. Reasons go to
 * customers, so they name files by their place in that directory.
 */
export function unavailableModels(
  engines: readonly { readonly modelFaults: readonly UnavailableModel[] }[],
  modelsDirectory: string,
): UnavailableModel[] {
  const prefix = join(resolve(modelsDirectory), '/')
  const faults = engines.flatMap(({ modelFaults }) => modelFaults)
  return [...new Map(faults.map((fault) => [fault.folder, fault])).values()].map(({ folder, reason }) => ({
    folder,
    reason: reason.replaceAll(prefix, '').replaceAll(modelsDirectory, ''),
  }))
}
