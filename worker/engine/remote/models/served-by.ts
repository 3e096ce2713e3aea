import type { FoundServer } from '#worker/engine/remote/server/protocol.ts'
import type { ModelDefinition, OfferedLora } from '#core/task/model-definition.ts'
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

/** What a server makes of the LoRAs that its model's folder names. */
function lorasOn(
  { kind, loras }: FoundServer,
  { definition, loras: files, workflow }: UpstreamFolder,
): Partial<ModelDefinition> {
  const mostLoras = loras === null ? 0 : (loras.most ?? workflow?.loraSlots.length ?? 0)
  if (mostLoras === 0) return { loraRefusal: `it is run by ${kind}, to which no LoRAs are passed on` }
  const names = Object.keys(files)
  if (names.length === 0)
    return { loraRefusal: `it is run by ${kind}, and \`upstream.loras\` of its service.json names none` }
  const experts: OfferedLora['experts'] =
    definition.defaults.guidanceScale2 === null ? ['transformer'] : ['transformer', 'transformer_2']
  return {
    offeredLoras: names.map((name) => ({ name, experts })),
    mostLoras,
    ...(loras?.perTransformer === false && { oneLoraStrength: true }),
  }
}

function definitionOn({ found }: Known, folder: UpstreamFolder): ModelDefinition {
  const { definition } = folder
  if (found === null)
    return { ...definition, loraRefusal: 'it is run by another server, which has not answered yet' }
  const fixed = [...new Set([...(definition.fixed ?? []), ...found.fixed])]
  const lastFrame = found.takesLastFrame ? definition.inputs.lastFrame : 'none'
  const inputs = { ...definition.inputs, lastFrame }
  return { ...definition, inputs, task: taskOf(inputs), fixed, ...lorasOn(found, folder) }
}
