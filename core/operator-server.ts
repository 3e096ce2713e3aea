import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type Server } from 'node:http'

/** What a page of the operator's port answers. */
export interface OperatorAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** The challenge of a 401 of `/metrics`. */
export const METRICS_CHALLENGE = 'Bearer realm="metrics"'

/**
 * A server for a port that only the operator's network reaches: monitoring, and the probes of a
 * process that serves nobody else.
 *
 * @param o.pages what each path answers; all are read with GET
 * @param o.metricsToken the token that `/metrics` asks for; null: none
 */
export function createOperatorServer(o: {
  readonly pages: Readonly<Record<string, () => Promise<OperatorAnswer>>>
  readonly metricsToken: string | null
  onError(error: unknown): void
}): Server {
  return createServer({ requestTimeout: 10_000 }, (req, res) => {
    const answer = async (): Promise<void> => {
      const { pathname } = new URL(req.url ?? '/', 'http://operator')
      const page = Object.hasOwn(o.pages, pathname) ? o.pages[pathname] : undefined
      if (page === undefined) return void res.writeHead(404).end()
      if (req.method !== 'GET' && req.method !== 'HEAD')
        return void res.writeHead(405, { Allow: 'GET, HEAD' }).end()
      const isGuarded = pathname === '/metrics' && o.metricsToken !== null
      if (isGuarded && !holdsToken(req.headers.authorization, o.metricsToken))
        return void res.writeHead(401, { 'WWW-Authenticate': METRICS_CHALLENGE }).end()
      const { status, contentType, body } = await page()
      res.writeHead(status, { 'Cache-Control': 'no-store', 'Content-Type': contentType }).end(body)
    }
    answer().catch((error: unknown) => {
      o.onError(error)
      res.destroy()
    })
  })
}

/** Whether a header carries this token, in a time that tells nothing of it. */
export function holdsToken(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? ''
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(token))
}
