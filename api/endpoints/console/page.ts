import { createHash } from 'node:crypto'
import type { Config } from '#core/config/config.ts'
import type { AppFiles } from './app-files.ts'

/** The page and the policy that browsers hold it to. */
export interface Page {
  readonly html: string
  readonly policy: string
}

/** Loaded with the screen that shows charts alone. */
const ON_DEMAND = /^uplot$|^#|\.(svg|webp)$/

/**
 * The page of the console. Addresses are relative to it, so it works under any prefix of a proxy.
 * The import map is the one inline script, and the policy names its digest.
 *
 * @param mediaOrigin where results are stored when downloads are redirected there; null: here
 */
export function renderPage(app: AppFiles, mediaOrigin: string | null): Page {
  const imports: Record<string, string> = {}
  for (const [name, served] of app.modules)
    imports[name.endsWith('.ts') && !name.startsWith('#') ? `./console/${name}` : name] =
      `./console/${served}`
  const map = JSON.stringify({ imports })
  const preloads = [...app.modules]
    .filter(([name]) => !ON_DEMAND.test(name))
    .map(([, served]) => `<link rel="modulepreload" href="console/${served}">`)
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<title>Wan video service</title>
<link rel="icon" type="image/svg+xml" href="console/${app.icon}">
<link rel="preload" as="font" type="font/woff2" crossorigin href="console/${app.font}">
<link rel="stylesheet" href="console/${app.style}">
<script type="importmap">${map}</script>
${preloads.join('\n')}
<script type="module" src="console/${app.modules.get('main.ts')}"></script>
</head>
<body>
<div id="app"></div>
<noscript>The console is a page of JavaScript. The API works without it: see <a href="docs">the documentation</a>.</noscript>
</body>
</html>
`
  return { html, policy: policyOf(map, mediaOrigin) }
}

function policyOf(map: string, mediaOrigin: string | null): string {
  const media = `'self' blob:${mediaOrigin === null ? '' : ` ${mediaOrigin}`}`
  return [
    "default-src 'none'",
    `script-src 'self' 'sha256-${createHash('sha256').update(map).digest('base64')}'`,
    "style-src 'self'",
    "font-src 'self'",
    `img-src ${media} data:`,
    `media-src ${media}`,
    `connect-src 'self'${mediaOrigin === null ? '' : ` ${mediaOrigin}`}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
}

/** The origin of the storage for `CONTENT_DELIVERY=redirect`; null where files come from here. */
export function mediaOriginOf(
  config: Pick<Config, 'contentDelivery' | 's3Endpoint' | 's3PublicEndpoint'>,
): string | null {
  const endpoint = config.s3PublicEndpoint ?? config.s3Endpoint
  return config.contentDelivery === 'redirect' && endpoint !== null ? new URL(endpoint).origin : null
}
