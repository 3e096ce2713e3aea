import { downloadFile, HubApiError, listFiles, modelInfo, type ListFileEntry } from '@huggingface/hub'
import { EnvHttpProxyAgent, fetch as undiciFetch } from 'undici'
import { messageOf } from '#core/errors.ts'

/** A file of a repository, as the hub lists it. */
export type ListedFile = Pick<ListFileEntry, 'path' | 'size' | 'oid' | 'lfs'>

/** One revision of a model on a Hugging Face hub. */
export interface HubModel {
  readonly id: string
  /** The revision's commit, which stays what it is while a download lasts. */
  readonly commit: string
  readonly files: readonly ListedFile[]
  /**
   * The bytes of a file from `offset` on.
   *
   * @throws PullError for an answer that another try does not change; any other error may pass.
   */
  read(file: ListedFile, offset: number, signal: AbortSignal): AsyncGenerator<Uint8Array>
  close(): Promise<void>
}

export interface HubSettings {
  readonly endpoint: string
  readonly token: string | null
}

/** Why a model cannot be downloaded; the message names the way out. */
export class PullError extends Error {}

/** The answer to a request for the rest of a file was the whole of it. */
export class RangeIgnoredError extends Error {}

type Fetch = typeof globalThis.fetch

/** A connection without a byte for so long is given up, and the file goes on over another one. */
const SILENCE_MS = 30_000

/**
 * Reads what a hub has of a model, through the proxy of HTTPS_PROXY if there is one.
 *
 * @throws PullError that names the address and the reason
 */
export async function openHubModel(
  id: string,
  revision: string,
  { endpoint, token }: HubSettings,
): Promise<HubModel> {
  const hubUrl = endpoint.replace(/\/+$/, '')
  const dispatcher = new EnvHttpProxyAgent({ headersTimeout: SILENCE_MS, bodyTimeout: SILENCE_MS })
  // The package's own client keeps to this process's defaults; its answers have the same methods.
  const through = ((url: string, init: object) =>
    undiciFetch(url, { ...init, dispatcher })) as unknown as Fetch
  const access = { hubUrl, ...(token === null ? {} : { accessToken: token }) }
  const explained = (error: unknown) => explain(error, id, revision, hubUrl)
  try {
    const info = await modelInfo({ ...access, name: id, revision, additionalFields: ['sha'], fetch: through })
    const commit = info.sha
    const files: ListedFile[] = []
    const listing = { ...access, repo: id, revision: commit, recursive: true, fetch: through }
    for await (const file of listFiles(listing)) if (file.type === 'file') files.push(file)
    return {
      id,
      commit,
      files,
      async *read(file, offset, signal) {
        const path = file.path.split('/').map(encodeURIComponent).join('/')
        const url = `${hubUrl}/${id}/resolve/${commit}/${path}`
        let fault: unknown = null
        // The package tells a stream's reader no more than the text of a fault.
        const watched = (async (address: string, init?: RequestInit) => {
          try {
            const answer = await through(address, { ...init, signal })
            const isWhole = offset > 0 && answer.status !== 206
            if (answer.ok && !isWhole) return answer
            // A body that nobody reads would keep its connection, and `close` would wait for it.
            await answer.body?.cancel()
            throw answer.ok ? new RangeIgnoredError(url) : new HubApiError(url, answer.status)
          } catch (error) {
            fault = error
            throw error
          }
        }) as Fetch
        const downloadInfo = { url, size: file.size, etag: etagOf(file) }
        const from = { ...access, repo: id, path: file.path, revision: commit, xet: false, fetch: watched }
        try {
          const blob = await downloadFile({ ...from, downloadInfo })
          yield* blob!.slice(offset).stream()
        } catch (error) {
          throw isFinal(fault) ? explained(fault) : (fault ?? error)
        }
      },
      close: () => dispatcher.destroy(),
    }
  } catch (error) {
    await dispatcher.destroy()
    throw explained(error)
  }
}

/** What the hub's answers and the notes of a download call a file's content: a checksum. */
export const etagOf = ({ lfs, oid }: ListedFile): string => lfs?.oid ?? oid ?? ''

/** 408, 429 and faults of the server may pass. */
const isFinal = (error: unknown): boolean =>
  error instanceof HubApiError && error.statusCode < 500 && ![408, 429].includes(error.statusCode)

function explain(error: unknown, id: string, revision: string, hubUrl: string): PullError {
  const status = error instanceof HubApiError ? error.statusCode : null
  const at = `${hubUrl} answered ${status}`
  if (status === 401)
    return new PullError(
      `${at}: ${id} does not exist there, or is not open to everybody; for one of the latter set HF_TOKEN to a token of an account that may read it`,
    )
  if (status === 403)
    return new PullError(
      `${at}: the account of HF_TOKEN may not read ${id}; accept its terms at ${hubUrl}/${id}, or use another token`,
    )
  if (status === 404)
    return new PullError(
      `${at}: it has no model ${id} with the revision ${revision}; look for it at ${hubUrl}`,
    )
  if (status !== null) return new PullError(`${at}: ${messageOf(error)}`)
  return new PullError(
    `${hubUrl} cannot be reached: ${causeOf(error)}; HTTPS_PROXY names a proxy, HF_ENDPOINT another hub`,
  )
}

/** The innermost reason of a failed request. */
export function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  if (cause !== undefined) return causeOf(cause)
  return (
    messageOf(error) || (error instanceof Error && 'code' in error ? String(error.code) : 'no reason given')
  )
}
