import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AppError } from '#core/errors.ts'
import { publicBaseUrl } from '#core/config/config.ts'
import { withCodeSamples } from '#api/contract/code-samples/with-code-samples.ts'
import { NO_STORE } from '#api/dialects/wire.ts'
import type { Handler, Service } from '#api/endpoints/endpoint.ts'
import { sendJson } from '#api/http/send.ts'
import { firstCreateOf } from './first-create.ts'
import { tryOutDocument } from './try-out.ts'

/** The page loads everything from this service, and browsers refuse anything else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Wan video service</title>
    <link rel="icon" type="image/png" href="docs/favicon-32x32.png">
    <link rel="stylesheet" href="docs/swagger-ui.css">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>
`

const PACKAGE_FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']

/** The interactive documentation page. */
export const docs: Handler = () => (_req, res) => {
  res.set({ 'Content-Security-Policy': POLICY, 'Content-Type': 'text/html; charset=utf-8' }).end(PAGE)
}

/**
 * The files of the page: Swagger UI from its package, the call that starts it, and the contract
 * with values that can be sent.
 *
 * @throws AppError not_found for any other name.
 */
export const docsFile: Handler = (service) => {
  const root = fileURLToPath(new URL('.', import.meta.resolve('swagger-ui-dist/package.json')))
  const start = readFileSync(new URL('start.js', import.meta.url))
  const document = documentOf(service)
  return async (req, res, next) => {
    const name = String(req.params['file'])
    if (name === 'openapi.json') {
      sendJson(res, { status: 200, headers: NO_STORE, body: await document() })
      return
    }
    if (name === 'start.js') {
      res.set('Content-Type', 'text/javascript; charset=utf-8').end(start)
      return
    }
    if (!PACKAGE_FILES.includes(name)) throw new AppError('not_found')
    res.sendFile(name, { root, maxAge: '1h' }, (error: unknown) => {
      if (error !== undefined && error !== null) next(error)
    })
  }
}

/** The document of the page as JSON, made anew when another model is the first one. */
function documentOf({ contract, deps }: Service): () => Promise<string> {
  const firstCreate = firstCreateOf(deps)
  let made: { readonly model: string | undefined; readonly text: string } | null = null
  return async () => {
    const first = await firstCreate()
    if (made === null || made.model !== first.model) {
      const document = withCodeSamples(contract, publicBaseUrl(deps.config))
      made = { model: first.model, text: JSON.stringify(tryOutDocument(contract, document, first)) }
    }
    return made.text
  }
}
