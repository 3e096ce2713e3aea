import { comfyApi } from './comfy-api.ts'
import type { Dialect, DialectName } from './dialect.ts'
import { i2vgen } from './i2vgen.ts'
import { openai } from '#api/dialects/openai/openai.ts'
import { t2v } from './t2v.ts'
import { wan21Video } from './wan21-video.ts'

export const DIALECTS: { readonly [N in DialectName]: Dialect } = {
  openai,
  'wan21-video': wan21Video,
  'comfy-api': comfyApi,
  t2v,
  i2vgen,
}

/** Whole paths that belong to a dialect. */
const PATHS: Readonly<Record<string, Dialect>> = { '/': comfyApi, '/health': comfyApi }

/**
 * Paths that belong to a dialect, the longest prefix first; every other path belongs to the native
 * one.
 */
const PREFIXES: readonly (readonly [prefix: string, dialect: Dialect])[] = [
  ['/api/v1/', i2vgen],
  ['/outputs/', i2vgen],
  ['/v1/t2v/', t2v],
  ['/videos/', wan21Video],
  ['/video/', wan21Video],
  ['/cfui/', comfyApi],
  ['/api/', comfyApi],
  ['/v1/', openai],
]

/** The dialect in which a request to this path is answered, also when no route takes it. */
export function dialectOfPath(path: string): Dialect {
  return PATHS[path] ?? PREFIXES.find(([prefix]) => path.startsWith(prefix))?.[1] ?? openai
}
