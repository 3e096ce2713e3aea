import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AppError } from '#core/errors.ts'
import type { Handler } from '#api/endpoints/endpoint.ts'

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
 * The files of the page: Swagger UI from its package, and the call that starts it.
 *
 * @throws AppError not_found for any other name.
 */
export const docsFile: Handler = () => {
  const root = fileURLToPath(new URL('.', import.meta.resolve('swagger-ui-dist/package.json')))
  const start = readFileSync(new URL('docs-start.js', import.meta.url))
  return (req, res, next) => {
    const name = String(req.params['file'])
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
