import type { Config } from '#core/config/config.ts'
import { AppError } from '#core/errors.ts'
import type { Handler } from '#api/endpoints/endpoint.ts'
import { readAppFiles, type AppFile, type AppFiles } from './app-files.ts'
import { mediaOriginOf, renderPage, type Page } from './page.ts'

/** Where the console is, from the root of the service. Browsers that ask for `/` belong there. */
export const CONSOLE_PATH = '/console'

/** A file under its digest never changes. */
const FOREVER = 'public, max-age=31536000, immutable'

/** The app as one process serves it. */
export interface ConsoleApp {
  readonly page: Page
  readonly files: AppFiles['files']
}

/** Reads the app at its first request: an API that no browser opens reads nothing. */
export function openConsole(
  config: Pick<Config, 'contentDelivery' | 's3Endpoint' | 's3PublicEndpoint'>,
): () => Promise<ConsoleApp> {
  let read: Promise<ConsoleApp> | undefined
  return () =>
    (read ??= readAppFiles().then((app) => ({
      page: renderPage(app, mediaOriginOf(config)),
      files: app.files,
    })))
}

/** The page. Its addresses are relative to a path without a slash at the end. */
export const consolePage: Handler =
  ({ console }) =>
  async (req, res) => {
    if (req.path.endsWith('/')) {
      res.status(308).set('Location', `..${CONSOLE_PATH}`).end()
      return
    }
    const { page } = await console()
    res.set({
      'Content-Security-Policy': page.policy,
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-cache',
    })
    res.end(page.html)
  }

/**
 * A script, style, picture or font of the page.
 *
 * @throws AppError not_found for any other name.
 */
export const consoleFile: Handler =
  ({ console }) =>
  async (req, res) => {
    const name = (req.params['key'] as unknown as string[]).join('/')
    const file = (await console()).files.get(name)
    if (file === undefined) throw new AppError('not_found')
    const { bytes, encoding } = bytesFor(file, req.headers['accept-encoding'])
    res.set({
      'Content-Type': file.contentType,
      'Cache-Control': FOREVER,
      Vary: 'Accept-Encoding',
      ...(encoding === null ? {} : { 'Content-Encoding': encoding }),
    })
    res.end(bytes)
  }

function bytesFor(
  { bytes, gzipped }: AppFile,
  accepted: string | string[] | undefined,
): { bytes: Buffer; encoding: 'gzip' | null } {
  const takesGzip = /(^|,)\s*gzip\s*(?!;\s*q=0(\.0*)?\s*(,|$))/i.test(String(accepted ?? ''))
  return gzipped !== null && takesGzip ? { bytes: gzipped, encoding: 'gzip' } : { bytes, encoding: null }
}
