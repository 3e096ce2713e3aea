import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { FixedField, ModelDefinition, ModelInputs } from '#core/task/model-definition.ts'
import { modelNamed } from '#core/task/models/model-names.ts'
import { parseDefinition } from '#worker/wan/folder/config/definition.ts'
import { folderId } from '#worker/wan/folder/config/folder-id.ts'
import { fieldsOf, isObject, type JsonFields } from '#worker/wan/folder/config/json-fields.ts'
import { merged } from '#worker/wan/folder/config/service-file.ts'
import { isUpstreamFolder, SERVICE_FILE } from '#worker/wan/folder/upstream-folder.ts'
import type { ModelFault } from '#worker/wan/folder/model-folders.ts'
import { fixedByWorkflow, parseWorkflow, type Bound, type Workflow } from '#worker/engine/remote/workflow/workflow.ts'
import { readLoraFiles, type LoraFiles } from '#worker/engine/remote/workflow/loras.ts'
import { publishedDefinition } from './published.ts'

/** A model that other servers run: a folder whose service.json says which. */
export interface UpstreamFolder {
  readonly name: string
  readonly definition: ModelDefinition
  /** The servers' name of the model; null: none is sent. */
  readonly model: string | null
  /** Names of the servers that may run it; null: all that list it. */
  readonly servers: readonly string[] | null
  /** Fields that are sent with every request. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** What is sent to a ComfyUI; null for other servers. */
  readonly workflow: Workflow | null
  /** What the servers call each LoRA that requests may name. */
  readonly loras: LoraFiles
  /** SHA-256 of what was read, by its name in the folder. */
  readonly files: Readonly<Record<string, string>>
}

export interface UpstreamFolders {
  readonly folders: readonly UpstreamFolder[]
  readonly faults: readonly ModelFault[]
}

/**
 * Reads the models of a directory that other servers run; folders with weights are left out.
 *
 * @throws Error when the directory cannot be read.
 */
export async function readUpstreamFolders(modelsDirectory: string): Promise<UpstreamFolders> {
  const folders: UpstreamFolder[] = []
  const faults: ModelFault[] = []
  const names = await readdir(modelsDirectory).catch((error: unknown) => {
    throw new Error(`the models directory ${modelsDirectory} cannot be read`, { cause: error })
  })
  for (const name of names.toSorted()) {
    const folder = path.join(modelsDirectory, name)
    if (name.startsWith('.') || !(await isUpstreamFolder(folder))) continue
    try {
      const read = await readUpstreamFolder(folder)
      const other = folders.find(({ definition }) => modelNamed([definition], read.definition.id) !== undefined)
      if (other !== undefined)
        throw new Error(`the id ${read.definition.id} is already that of ${other.name}`)
      folders.push(read)
    } catch (error) {
      faults.push({ folder: name, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  return { folders, faults }
}

/**
 * Reads one such folder. What its service.json leaves out is what the authors of the published
 * model of that name recommend; the sampler is the server's unless the file names one.
 *
 * @throws Error that names the field, its value and what was expected.
 */
export async function readUpstreamFolder(folder: string): Promise<UpstreamFolder> {
  const bytes = await readFile(path.join(folder, SERVICE_FILE))
  const json: unknown = JSON.parse(bytes.toString('utf8'))
  const fields = fieldsOf(json)
  const upstream = fields.object('upstream')
  upstream.only(['model', 'like', 'servers', 'parameters', 'workflow', 'bindings', 'output', 'loras'])
  const model = upstream.has('model') ? upstream.text('model') : null
  const like = upstream.has('like') ? upstream.text('like') : model
  const { upstream: own, ...service } = json as Record<string, unknown>
  const name = path.basename(path.resolve(folder))
  const base = {
    id: folderId(name),
    aliases: folderId(name) === name ? [] : [name],
    ...publishedDefinition(like ?? name),
    sampling: { scheduler: 'unipc', schedule: 'A' },
    loras: [],
    oversize: 'refuse',
  }
  const definition = parseDefinition(orExplained(merged(base, service), like ?? name))
  if (definition.loras.length > 0)
    throw new Error(
      'loras are not passed on to servers: give the server a model that has them, or name them in upstream.loras, by request',
    )
  const read = upstream.has('workflow') ? await readWorkflow(folder, upstream) : null
  const workflow = read?.workflow ?? null
  if (workflow !== null) demandPictures(definition.inputs, workflow)
  const parameters = isObject(own) ? (own['parameters'] ?? {}) : {}
  if (!isObject(parameters)) upstream.refuse('parameters', 'an object of fields to send')
  return {
    name,
    definition: { ...definition, fixed: fixedFields(workflow, 'sampling' in service) },
    model,
    servers: upstream.has('servers') ? upstream.texts('servers') : null,
    parameters: parameters as Readonly<Record<string, unknown>>,
    workflow,
    loras: readLoraFiles(upstream),
    files: { [SERVICE_FILE]: sha256(bytes), ...read?.files },
  }
}

/** Reads the workflow that the file names. @throws Error that names what of it cannot be used. */
async function readWorkflow(folder: string, upstream: JsonFields) {
  const file = upstream.text('workflow', /^[^/\\]+\.json$/)
  const bytes = await readFile(path.join(folder, file))
  const workflow = parseWorkflow(JSON.parse(bytes.toString('utf8')), upstream)
  return { workflow, files: { [file]: sha256(bytes) } }
}

/** @throws Error for a picture that the model takes and the workflow does not. */
function demandPictures({ firstFrame, lastFrame }: ModelInputs, { bindings }: Workflow): void {
  for (const [name, presence] of Object.entries({ first_frame: firstFrame, last_frame: lastFrame })) {
    const targets = bindings[name as Bound]
    if ((presence === 'none') !== (targets === undefined))
      throw new Error(
        targets === undefined
          ? `the model takes a ${name}, and bindings has none: name the node, as {"${name}": "97.image"}`
          : `bindings.${name} is there, but inputs says that the model takes none`,
      )
    if (presence === 'optional' && targets?.every(({ without }) => without.length === 0) === true)
      throw new Error(
        `a request may have no ${name}: bindings.${name} needs \`without\`, the inputs to leave out then`,
      )
  }
}

const fixedFields = (workflow: Workflow | null, namesSampler: boolean): FixedField[] =>
  workflow !== null ? fixedByWorkflow(workflow) : namesSampler ? [] : ['scheduler', 'schedule']

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** @throws Error with the way out, when the definition of an unknown model is incomplete. */
function orExplained(json: unknown, name: string): unknown {
  const missing = ['title', 'task', 'inputs', 'fps', 'defaults', 'limits'].filter(
    (field) => !isObject(json) || json[field] === undefined,
  )
  if (missing.length === 0) return json
  throw new Error(
    `${name} is no published model, so ${missing.join(', ')} must be in ${SERVICE_FILE}; ` +
      'or name one that it is like, as "upstream": {"like": "Wan2.2-I2V-A14B"}',
  )
}
