import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { SetupError, systemErrorCode } from '#infra/dev/setup-error.ts'
import type { DemoOptions } from './options.ts'

export interface DemoImage {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * Reads the image and makes the folder of the mp4, before a service is started for them.
 *
 * @returns null when no image is asked for
 * @throws SetupError that names the flag
 */
export async function prepareFiles({ image, out }: DemoOptions): Promise<DemoImage | null> {
  const found = image === null ? null : { name: path.basename(image), bytes: await bytesOf(image) }
  await mkdir(out, { recursive: true }).catch((error: unknown) => {
    throw new SetupError(`--out ${out} cannot be made (${systemErrorCode(error)})`)
  })
  return found
}

const bytesOf = async (image: string): Promise<DemoImage['bytes']> =>
  await readFile(image).catch((error: unknown) => {
    throw new SetupError(`--image ${image} cannot be read (${systemErrorCode(error)})`)
  })
