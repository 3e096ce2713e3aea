import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const FOLDER = fileURLToPath(new URL('../../../console/', import.meta.url))

/** Modules of packages that the console imports by their names. */
const PACKAGES = ['preact', 'preact/hooks', '@preact/signals', '@preact/signals-core', 'htm', 'uplot']
const FONT = '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'
/** uPlot's entry for `import` is not the one that its package names for Node. */
const ENTRIES: Readonly<Record<string, string>> = { uplot: 'uplot/dist/uPlot.esm.js' }

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** One file of the app, as it is sent. */
export interface AppFile {
  readonly contentType: string
  readonly bytes: Buffer
  /** Null for a format that is compressed already. */
  readonly gzipped: Buffer | null
}

/** The files of the app by the names under which they are served. */
export interface AppFiles {
  readonly files: ReadonlyMap<string, AppFile>
  /** What a module imports (`preact`, `#console/…`, or the path of a `.ts` file) → served name. */
  readonly modules: ReadonlyMap<string, string>
  readonly style: string
  readonly font: string
  readonly icon: string
}

/**
 * Reads the app: TypeScript becomes JavaScript by blanking its types, styles become one file, and
 * every name carries a digest of the content, so that browsers may keep a file forever.
 */
export async function readAppFiles(): Promise<AppFiles> {
  // A compiler of 3 MB, which an API that no browser opens never loads.
  const { transformSync } = await import('amaro')
  const files = new Map<string, AppFile>()
  const modules = new Map<string, string>()
  const add = async (name: string, content: string | Buffer): Promise<string> => {
    const extension = path.extname(name)
    const bytes = Buffer.from(content)
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 10)
    const served = `${name.slice(0, -extension.length)}.${digest}${extension}`
    const isText = extension !== '.woff2' && extension !== '.webp'
    files.set(served, {
      contentType: TYPES[extension] as string,
      bytes,
      gzipped: isText ? await promisify(gzip)(bytes, { level: 9 }) : null,
    })
    return served
  }

  for (const name of PACKAGES) {
    const source = await readFile(packageFile(ENTRIES[name] ?? name), 'utf8')
    const text = source.replace(/^\/\/# sourceMappingURL=.*$/m, '')
    modules.set(name, await add(`package/${name.replaceAll(/[@/]/g, '-').replace(/^-/, '')}.js`, text))
  }
  const font = await add('font/inter.woff2', await readFile(packageFile(FONT)))
  const names = (await readdir(FOLDER, { recursive: true })).map(posix).toSorted()
  const pictures = new Map<string, string>()
  for (const name of names.filter((each) => /\.(svg|webp)$/.test(each)))
    pictures.set(name, await add(name, await readFile(path.join(FOLDER, name))))
  for (const name of names.filter((each) => each.endsWith('.ts'))) {
    const { code } = transformSync(await readFile(path.join(FOLDER, name), 'utf8'), { mode: 'strip-only' })
    const served = await add(name.replace(/\.ts$/, '.js'), code)
    modules.set(name, served).set(`#console/${name}`, served)
  }
  const sheets = names.filter((each) => each.endsWith('.css'))
  const styles = await Promise.all(sheets.map((each) => readFile(path.join(FOLDER, each), 'utf8')))
  const plot = await readFile(packageFile('uplot/dist/uPlot.min.css'), 'utf8')
  const style = await add('style.css', fontFace(font) + plot + styles.join('\n'))
  for (const [name, served] of pictures) modules.set(`#console/${name}`, served)
  return { files, modules, style, font, icon: pictures.get('pictures/icon.svg') as string }
}

const packageFile = (name: string): string => fileURLToPath(import.meta.resolve(name))
const posix = (name: string): string => name.replaceAll(path.sep, '/')

const fontFace = (file: string): string =>
  `@font-face{font-family:Inter;font-weight:100 900;font-display:swap;src:url(${file}) format('woff2')}\n`
