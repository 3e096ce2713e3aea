import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const ROOT = path.resolve(import.meta.dirname, '..', '..')

const FOLDERS = ['api', 'console', 'core', 'worker', 'migrations', 'infra', 'test'] as const

export interface Import {
  /** As written: `./x.ts`, `#core/x.ts`, or a package. */
  readonly specifier: string
  /** Path from the root of the project; null for a package. */
  readonly file: string | null
  readonly line: number
  readonly typeOnly: boolean
}

export interface SourceFile {
  /** Path from the root of the project. */
  readonly file: string
  readonly text: string
  readonly imports: readonly Import[]
}

const IMPORT =
  /^(?:import|export)\s(?!\()([^'"]*?)from\s+'([^']+)'|^import\s+'([^']+)'|(?:await|void|=>)\s+import\('([^']+)'/gm

/** A source file as the rules see it. */
export function sourceFile(file: string, text: string): SourceFile {
  const imports = [...text.matchAll(IMPORT)].map((match) => {
    const specifier = match[2] ?? match[3] ?? match[4] ?? ''
    return {
      specifier,
      file: targetOf(file, specifier),
      line: text.slice(0, match.index).split('\n').length,
      typeOnly: /^\s*type\s/.test(match[1] ?? ''),
    }
  })
  return { file, text, imports }
}

function targetOf(from: string, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(from), specifier)
  return null
}

/** Every source file of the project except generated ones. */
export function readSources(): SourceFile[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|mjs)$/.test(file) && !file.endsWith('.gen.ts'))
      .map((file) => sourceFile(`${folder}/${file}`, readFileSync(path.join(ROOT, folder, file), 'utf8'))),
  )
}

export const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
