import { createRequire } from 'node:module'
import { messageOf } from '#core/errors.ts'
import { SetupError } from '#infra/dev/setup-error.ts'

/** The part of adm-zip's interface that is used here. */
interface Zip {
  getEntry(name: string): ZipEntry | null
  getEntries(): readonly ZipEntry[]
  extractEntryTo(entry: ZipEntry, folder: string, maintainEntryPath: boolean, overwrite: boolean): boolean
}
interface ZipEntry {
  readonly entryName: string
}

/**
 * Opens a zip file (.nupkg and .whl are such) with the library that onnxruntime-node's own install
 * script uses.
 *
 * @throws SetupError that names the file
 */
export function openZip(file: string): Zip {
  const require = createRequire(import.meta.url)
  const AdmZip = createRequire(require.resolve('onnxruntime-node/package.json'))('adm-zip') as new (
    file: string,
  ) => Zip
  try {
    return new AdmZip(file)
  } catch (error) {
    throw new SetupError(`${file} is no archive that can be read: ${messageOf(error)}`)
  }
}
