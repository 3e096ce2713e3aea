import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Agent, fetch, type RequestInit, type Response } from 'undici'
import type { ServerEntry } from './entries.ts'

/** An answer whose body is JSON, or null when it is something else. */
export interface JsonAnswer {
  readonly status: number
  readonly body: unknown
  /** Seconds of Retry-After; null without one. */
  readonly retryAfterSeconds: number | null
}

/** Calls to one server. */
export interface ServerHttp {
  /** @throws ServerUnreachable for every call without a complete answer; the reason of `signal`. */
  json(path: string, o?: CallOptions): Promise<JsonAnswer>
  /**
   * Writes the body of a 2xx answer into a file.
   *
   * @returns the status; the file is there when it is 2xx
   * @throws ServerUnreachable when the answer does not arrive in full or is larger than allowed.
   */
  download(path: string, file: string, o: CallOptions & { readonly maxBytes: number }): Promise<number>
  /** What dials, for other clients of the server. */
  readonly agent: Agent
  close(): Promise<void>
}

export interface CallOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: RequestInit['body']
  readonly signal?: AbortSignal
  /** Default: that of the server's entry. */
  readonly timeoutMs?: number
}

/** A call without a usable answer; the message is for the operator. */
export class ServerUnreachable extends Error {}

/** Far more than the description of a video or a list of models. */
const MOST_JSON_BYTES = 32 * 2 ** 20

/**
 * A client of the server that an operator named. Unlike the client for addresses of customers it
 * may call private networks. It sends the server's credential, and follows no redirects.
 */
export function openServerHttp(
  entry: Pick<ServerEntry, 'origin' | 'credential' | 'tls' | 'connectTimeoutMs' | 'requestTimeoutMs'>,
): ServerHttp {
  const { authorities, certificate, key, serverName } = entry.tls
  const agent = new Agent({
    connect: {
      timeout: entry.connectTimeoutMs,
      rejectUnauthorized: true,
      ...(authorities !== null && { ca: authorities }),
      ...(certificate !== null && key !== null && { cert: certificate, key }),
      ...(serverName !== null && { servername: serverName }),
    },
    // A connection that the server closes meanwhile would fail the next call.
    keepAliveTimeout: 1000,
    keepAliveMaxTimeout: 1000,
    headersTimeout: 0,
    bodyTimeout: 0,
  })

  /** @throws ServerUnreachable for whatever fails before `read` has read the answer. */
  async function call<T>(path: string, o: CallOptions, read: (answer: Response) => Promise<T>): Promise<T> {
    const timeout = AbortSignal.timeout(o.timeoutMs ?? entry.requestTimeoutMs)
    const signals = o.signal === undefined ? [timeout] : [timeout, o.signal]
    try {
      const answer = await fetch(entry.origin + path, {
        method: o.method ?? 'GET',
        body: o.body ?? null,
        redirect: 'manual',
        dispatcher: agent,
        signal: AbortSignal.any(signals),
        headers: {
          ...o.headers,
          ...(entry.credential !== null && { authorization: `Bearer ${entry.credential}` }),
        },
      })
      return await read(answer)
    } catch (error) {
      o.signal?.throwIfAborted()
      throw new ServerUnreachable(wordsOf(error), { cause: error })
    }
  }

  return {
    agent,
    json: (path, o = {}) =>
      call(path, { ...o, headers: { accept: 'application/json', ...o.headers } }, async (answer) => ({
        status: answer.status,
        body: await readJson(answer),
        retryAfterSeconds: secondsOf(answer.headers.get('retry-after')),
      })),
    download: (path, file, o) =>
      call(path, o, async (answer) => {
        if (!answer.ok || answer.body === null) {
          await answer.body?.cancel()
          return answer.status
        }
        try {
          await pipeline(Readable.fromWeb(answer.body), atMost(o.maxBytes), createWriteStream(file))
        } catch (error) {
          await rm(file, { force: true })
          throw error
        }
        return answer.status
      }),
    close: () => agent.destroy(),
  }
}

async function readJson(answer: Response): Promise<unknown> {
  if (answer.body === null) return null
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > MOST_JSON_BYTES) throw new Error(`the answer is larger than ${MOST_JSON_BYTES} bytes`)
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown
  } catch {
    return null
  }
}

function atMost(bytes: number): Transform {
  let passed = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed += chunk.length
      if (passed > bytes) done(new Error(`the answer is larger than ${bytes} bytes`))
      else done(null, chunk)
    },
  })
}

/** Seconds, or a date; null for anything else. */
function secondsOf(retryAfter: string | null): number | null {
  if (retryAfter === null) return null
  if (/^\d+(\.\d+)?$/.test(retryAfter)) return Number(retryAfter)
  const at = Date.parse(retryAfter)
  return Number.isNaN(at) ? null : Math.max(0, (at - Date.now()) / 1000)
}

/** The first words of the deepest cause, with the code of the system where there is one. */
function wordsOf(error: unknown): string {
  let deepest = error
  for (let depth = 0; depth < 5 && deepest instanceof Error && deepest.cause !== undefined; depth++)
    deepest = deepest.cause
  if (!(deepest instanceof Error)) return String(deepest)
  const code = 'code' in deepest && typeof deepest.code === 'string' ? ` (${deepest.code})` : ''
  return `${(deepest.message || deepest.name).split('\n')[0]}${code}`
}
