import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** A workflow and a service.json, as far as they are read here. */
type Nodes = Record<string, { class_type: string; inputs: Record<string, unknown> }>
interface ServiceFile {
  upstream: { bindings: Record<string, unknown>; loras?: Record<string, string[]> }
}

const LOADER = 'LoraLoaderModelOnly'

/**
 * Adds a loader behind each of the workflow's own two and binds them to a LoRA of a request, as an
 * operator would.
 *
 * @param files the file of each of the two transformers
 */
export async function addLoraSlot(folder: string, name: string, files: [string, string]): Promise<void> {
  const [workflowFile, serviceFile] = ['workflow.json', 'service.json'].map((file) => path.join(folder, file))
  const nodes = JSON.parse(await readFile(workflowFile!, 'utf8')) as Nodes
  const service = JSON.parse(await readFile(serviceFile!, 'utf8')) as ServiceFile
  const loaders = Object.keys(nodes).filter((id) => nodes[id]!.class_type === LOADER)
  const added = loaders.map((loader, i) => {
    const id = String(201 + i)
    for (const { inputs } of Object.values(nodes))
      if (Array.isArray(inputs['model']) && inputs['model'][0] === loader) inputs['model'] = [id, 0]
    nodes[id] = { class_type: LOADER, inputs: { model: [loader, 0], lora_name: files[i], strength_model: 0 } }
    return id
  })
  service.upstream.bindings['loras'] = [
    { file: added.map((id) => `${id}.lora_name`), strength: added.map((id) => `${id}.strength_model`) },
  ]
  service.upstream.loras = { [name]: files }
  await writeFile(workflowFile!, JSON.stringify(nodes))
  await writeFile(serviceFile!, JSON.stringify(service))
}
