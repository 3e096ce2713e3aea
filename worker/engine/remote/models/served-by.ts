import type { ModelDefinition } from '#core/task/model-definition.ts'
import { modelNamed } from '#core/task/models/model-names.ts'
import { taskOf } from '#worker/wan/folder/config/definition.ts'
import type { ModelFault } from '#worker/wan/folder/model-folders.ts'
import type { Server } from '#worker/engine/remote/server/server.ts'
import type { UpstreamFolder } from './upstream-folders.ts'

type Known = Pick<Server, 'entry' | 'found'>

/** A model as one server runs it. */
export interface ServedFolder {
  readonly folder: UpstreamFolder
  readonly definition: ModelDefinition
}

/**
 * The models that a server runs, as it runs them. A server that has not answered yet may run all
 * that are meant for it, so that their tasks wait for it.
 */
export const servedBy = (server: Known, folders: readonly UpstreamFolder[]): ServedFolder[] =>
  folders.flatMap((folder) =>
    whyNot(server, folder) === null ? [{ folder, definition: definitionOn(server, folder) }] : [],
  )

/** The models that none of the servers runs, and why. */
export const unservedFolders = (
  servers: readonly Known[],
  folders: readonly UpstreamFolder[],
): ModelFault[] =>
  folders.flatMap((folder) => {
    const reasons = servers.map((server) => whyNot(server, folder))
    if (reasons.includes(null)) return []
    const reason = reasons.join('; ') || 'other servers run this model, and ENGINES names none'
    return [{ folder: folder.name, reason }]
  })

/** Why a server does not run a model, for customers; null when it does. */
function whyNot({ entry, found }: Known, { definition, model, servers, workflow }: UpstreamFolder): string | null {
  const isWorkflow = workflow !== null
  if (isWorkflow !== (entry.interface === 'comfyui'))
    return isWorkflow ? `${entry.name} is no ComfyUI` : `${entry.name} is a ComfyUI, and it has no workflow`
  if (servers !== null && !servers.includes(entry.name)) return `it is not meant for ${entry.name}`
  if (found === null) return null
  const { models } = found
  const names = (models ?? []).map((id) => ({ id, aliases: [] }))
  if (model !== null && models !== null && modelNamed(names, model) === undefined)
    return `${entry.name} has no model ${model}; it has ${models.join(', ')}`
  if (!found.takesLastFrame && definition.inputs.lastFrame === 'required')
    return `${entry.name} takes no last frame`
  return null
}

function definitionOn({ found }: Known, { definition }: UpstreamFolder): ModelDefinition {
  if (found === null)
    return { ...definition, loraRefusal: 'it is run by another server, to which no LoRAs are passed on' }
  const fixed = [...new Set([...(definition.fixed ?? []), ...found.fixed])]
  const lastFrame = found.takesLastFrame ? definition.inputs.lastFrame : 'none'
  const inputs = { ...definition.inputs, lastFrame }
  const loraRefusal = `it is run by ${found.kind}, to which no LoRAs are passed on`
  return { ...definition, inputs, task: taskOf(inputs), fixed, loraRefusal }
}
