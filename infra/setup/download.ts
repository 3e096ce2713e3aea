import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { EnvHttpProxyAgent, request } from 'undici'
import { messageOf } from '#core/errors.ts'
import { SetupError } from '#infra/dev/setup-error.ts'

const MOST_REDIRECTS = 5

/**
 * Downloads through the proxy of HTTPS_PROXY, if there is one.
 *
 * @returns the path of the file
 * @throws SetupError that names the address and the reason
 */
export async function download(address: string, file: string, redirects = 0): Promise<string> {
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

/**
 * SHA-256 of a file, in hexadecimal.
 *
 * @throws SetupError that names the file
 */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  } catch (error) {
    throw new SetupError(`${file} cannot be read: ${messageOf(error)}`)
  }
  return hash.digest('hex')
}

/**
 * The checksums of a list that a user gave, in lower case.
 *
 * @throws SetupError for one that is none
 */
export function readSums(text: string): readonly string[] {
  const sums = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
  const wrong = sums.find((sum) => !/^[0-9a-f]{64}$/.test(sum))
  if (wrong !== undefined) throw new SetupError(`--sha256: ${wrong} is not 64 hexadecimal digits`)
  return sums
}
