import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/** The path of a program on PATH or among the system's; null when this machine has it not. */
export function installedProgram(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin']
  for (const folder of folders)
    try {
      const file = path.join(folder, name)
      accessSync(file, constants.X_OK)
      return file
    } catch {
      continue
    }
  return null
}
