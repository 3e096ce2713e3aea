import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { EnvHttpProxyAgent, request } from 'undici'
import { messageOf } from '#core/errors.ts'
import { SetupError } from '#infra/dev/setup-error.ts'
import { openZip, PROVIDER_FILES, sha256Of, type Zip } from './cuda-libraries.ts'

const ARCHIVE = /\.(nupkg|zip)$/i
const IN_ARCHIVE = 'runtimes/linux-x64/native'
const MOST_REDIRECTS = 5

/** Files that are to be installed, and the checksums that vouch for each. */
export interface FetchedLibrary {
  readonly file: string
  /** Of the file itself, and of the archive that it came in. */
  readonly sha256: readonly string[]
}

/**
 * Brings the provider's libraries out of a folder, a .nupkg or .zip file, or the address of either.
 *
 * @param scratch an empty folder for what is downloaded and unpacked
 * @throws SetupError that names what is missing
 */
export async function fetchLibraries(source: string, scratch: string): Promise<FetchedLibrary[]> {
  const isAddress = /^https?:/i.test(source)
  if (ARCHIVE.test(isAddress ? new URL(source).pathname : source)) {
    const archive = isAddress ? await download(source, path.join(scratch, 'package.zip')) : source
    return await unpack(archive, scratch)
  }
  return await Promise.all(
    PROVIDER_FILES.map(async (name) => {
      const file = isAddress
        ? await download(`${source.replace(/\/+$/, '')}/${name}`, path.join(scratch, name))
        : path.join(source, name)
      return { file, sha256: [await sumOf(file)] }
    }),
  )
}

async function sumOf(file: string): Promise<string> {
  return await sha256Of(file).catch((error: unknown) => {
    throw new SetupError(`${file} cannot be read: ${messageOf(error)}`)
  })
}

async function unpack(archive: string, scratch: string): Promise<FetchedLibrary[]> {
  const sum = await sumOf(archive)
  const zip = openArchive(archive)
  const folder = path.join(scratch, 'unpacked')
  await mkdir(folder)
  return await Promise.all(
    PROVIDER_FILES.map(async (name) => {
      const entry =
        zip.getEntry(`${IN_ARCHIVE}/${name}`) ??
        zip.getEntries().find((each) => path.posix.basename(each.entryName) === name)
      if (entry === undefined) throw new SetupError(`${archive} has no ${name}`)
      zip.extractEntryTo(entry, folder, false, true)
      const file = path.join(folder, name)
      return { file, sha256: [await sha256Of(file), sum] }
    }),
  )
}

function openArchive(archive: string): Zip {
  try {
    return openZip(archive)
  } catch (error) {
    throw new SetupError(`${archive} is no archive that can be read: ${messageOf(error)}`)
  }
}

/** Downloads through the proxy of HTTPS_PROXY, if there is one. @returns the path of the file */
async function download(address: string, file: string, redirects = 0): Promise<string> {
  const dispatcher = new EnvHttpProxyAgent()
  try {
    const { statusCode, headers, body } = await request(address, { dispatcher })
    const { location } = headers
    if (statusCode >= 300 && statusCode < 400 && typeof location === 'string' && redirects < MOST_REDIRECTS) {
      await body.dump()
      const next = new URL(location, address)
      if (address.startsWith('https:') && next.protocol !== 'https:')
        throw new Error('it leads to an address without https')
      return await download(next.href, file, redirects + 1)
    }
    if (statusCode !== 200) {
      await body.dump()
      throw new Error(`the server answered ${statusCode}`)
    }
    await pipeline(body, createWriteStream(file))
    return file
  } catch (error) {
    if (error instanceof SetupError) throw error
    throw new SetupError(`${address} could not be downloaded: ${reasonOf(error)}`)
  } finally {
    await dispatcher.close()
  }
}

const reasonOf = (error: unknown): string =>
  messageOf(error) || (error instanceof Error && 'code' in error ? String(error.code) : 'no reason given')
