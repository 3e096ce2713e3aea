import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

export const COMMIT = 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00'

/** A request that a hub got. */
export interface HubRequest {
  readonly path: string
  readonly range: string | undefined
  readonly authorization: string | undefined
  /** Whether it came to the address that large files lie at. */
  readonly isOfStore: boolean
}

/** A server with the part of Hugging Face's API that downloads use. */
export interface Hub {
  readonly url: string
  readonly requests: readonly HubRequest[]
  /** Answers every request for what `paths` matches by this status. */
  refuse(status: number, paths?: RegExp): void
  /** The next answers with this file end after `bytes`; the connection is cut. */
  cut(file: string, bytes: number, times?: number): void
  /** What is listed of a file beside what it is. */
  list(file: string, listed: { readonly size?: number; readonly sha256?: string }): void
  /** Answers requests for a part of a file with all of it. */
  ignoreRanges(): void
  close(): Promise<void>
}

/** Hubs keep files of this size or more under their SHA-256, others in git. */
const LARGE_BYTES = 100_000

/**
 * Offers a folder as the model `id`, with other files beside or in place of its own. Large files
 * are at a second address, to which the first one leads, as at Hugging Face.
 */
export async function startHub(
  id: string,
  folder: string,
  others: Readonly<Record<string, string>> = {},
): Promise<Hub> {
  const files = new Map<string, Buffer>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isFile()) files.set(path.relative(folder, file), await readFile(file))
  }
  for (const [name, text] of Object.entries(others)) files.set(name, Buffer.from(text))
  const requests: HubRequest[] = []
  const listed = new Map<string, { readonly size?: number; readonly sha256?: string }>()
  const cuts = new Map<string, { bytes: number; times: number }>()
  let refusal: { status: number; paths: RegExp } | null = null
  let ignoresRanges = false

  const tree = () =>
    [...files].map(([name, bytes]) => {
      const { size = bytes.length, sha256 } = listed.get(name) ?? {}
      const isLarge = sha256 !== undefined || size >= LARGE_BYTES
      const oid = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
      const lfs = { oid: sha256 ?? createHash('sha256').update(bytes).digest('hex'), size, pointerSize: 134 }
      return { type: 'file', path: name, size, oid, ...(isLarge && { lfs }) }
    })

  const send = (name: string, req: IncomingMessage, res: ServerResponse) => {
    const bytes = files.get(name)!
    const start = ignoresRanges ? 0 : Number(/^bytes=(\d+)-/.exec(req.headers.range ?? '')?.[1] ?? 0)
    const isPart = req.headers.range !== undefined && !ignoresRanges
    res.writeHead(isPart ? 206 : 200, {
      'content-length': bytes.length - start,
      ...(isPart && { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
    })
    const cut = cuts.get(name)
    if (cut === undefined || cut.times === 0) return res.end(bytes.subarray(start))
    cut.times -= 1
    return res.write(bytes.subarray(start, start + cut.bytes), () => setTimeout(() => res.destroy(), 20))
  }

  const answer = (isOfStore: boolean, storeUrl: string) => (req: IncomingMessage, res: ServerResponse) => {
    const { pathname } = new URL(req.url!, 'http://hub')
    const { authorization, range } = req.headers
    requests.push({ path: pathname, range, authorization, isOfStore })
    if (refusal?.paths.test(pathname)) return res.writeHead(refusal.status).end()
    if (isOfStore) return send(decodeURIComponent(pathname.slice(1)), req, res)
    const json = (body: unknown, headers = {}) =>
      res.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    if (pathname.startsWith(`/api/models/${id}/revision/`))
      return json({ _id: '1', id, sha: COMMIT, lastModified: '2026-11-01T00:00:00Z' })
    if (pathname === `/api/models/${id}/tree/${COMMIT}`) {
      // In two pages, of which the first links to the second.
      const half = Math.ceil(files.size / 2)
      if (new URL(req.url!, 'http://hub').searchParams.has('cursor')) return json(tree().slice(half))
      return json(tree().slice(0, half), {
        link: `<http://${req.headers.host}${req.url}&cursor=2>; rel="next"`,
      })
    }
    const name = decodeURIComponent(pathname.replace(`/${id}/resolve/${COMMIT}/`, ''))
    if (!files.has(name)) return res.writeHead(404).end()
    if (files.get(name)!.length < LARGE_BYTES) return send(name, req, res)
    return res.writeHead(302, { location: `${storeUrl}/${encodeURIComponent(name)}` }).end()
  }

  const store = createServer(answer(true, ''))
  const storeUrl = await listen(store)
  const hub = createServer(answer(false, storeUrl))
  return {
    url: await listen(hub),
    requests,
    refuse: (status, paths = /./) => void (refusal = { status, paths }),
    cut: (file, bytes, times = 1) => void cuts.set(file, { bytes, times }),
    list: (file, as) => void listed.set(file, as),
    ignoreRanges: () => void (ignoresRanges = true),
    async close() {
      for (const server of [hub, store]) {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
    },
  }
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
