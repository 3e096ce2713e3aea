import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import yaml from 'js-yaml'

/**
 * Composes an overlay as `kubectl apply -k` does.
 *
 * @param overlay a folder, and after `#` the one kind that is wanted
 * @returns the file with the result
 */
export async function composeManifests(kubectl: string, overlay: string, folder: string): Promise<string> {
  const [source = '', kind] = overlay.split('#')
  const { stdout } = await promisify(execFile)(kubectl, ['kustomize', source], { maxBuffer: 2 ** 24 })
  const documents = yaml.loadAll(stdout) as { readonly kind: string }[]
  const wanted = kind === undefined ? documents : documents.filter((each) => each.kind === kind)
  if (wanted.length === 0) throw new Error(`${source} has no ${kind}`)
  await mkdir(folder, { recursive: true })
  const file = path.join(folder, `${path.basename(source)}${kind === undefined ? '' : `-${kind}`}.yaml`)
  await writeFile(file, wanted.map((each) => yaml.dump(each)).join('---\n'))
  return file
}
