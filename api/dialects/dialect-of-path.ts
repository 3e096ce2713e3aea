import type { Dialect, DialectName } from './dialect.ts'
import { openai } from './openai.ts'

export const DIALECTS: { readonly [N in DialectName]: Dialect } = { openai }

/** Paths that belong to a dialect, the longest prefix first; what belongs to none speaks the native one. */
const PREFIXES: readonly (readonly [prefix: string, dialect: Dialect])[] = [['/v1/', openai]]

/** The dialect in which a request to this path is answered, also when no route takes it. */
export function dialectOfPath(path: string): Dialect {
  return PREFIXES.find(([prefix]) => path.startsWith(prefix))?.[1] ?? openai
}
