import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { isObject } from '#worker/wan/folder/config/json-fields.ts'

export const SERVICE_FILE = 'service.json'

/** Whether the service.json of a folder says that other servers run its model. */
export async function isUpstreamFolder(folder: string): Promise<boolean> {
  const text = await readFile(path.join(folder, SERVICE_FILE), 'utf8').catch(() => '')
  try {
    const json: unknown = JSON.parse(text)
    return isObject(json) && json['upstream'] !== undefined
  } catch {
    return false
  }
}
