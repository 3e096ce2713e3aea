import { existsSync, globSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..')

/**
 * Folders whose files take the longest, the longest first. They begin first, so that no lane ends
 * with one while the others idle.
 */
const SLOW = [
  'test/docs/',
  'test/e2e/faults',
  'test/faults/',
  'test/e2e/',
  'test/console/',
  'test/infra/dev/',
  'test/worker/engine/',
  'test/worker/tools/',
  'test/bench/',
]

/**
 * Paths from the root of the checkout, the slow ones first. A pattern that names an existing
 * TypeScript file stands for this file, whatever its name; patterns may be absolute.
 */
export function findTestFiles(patterns: readonly string[]): string[] {
  const wanted = patterns.map((pattern) => path.relative(ROOT, path.resolve(ROOT, pattern)))
  const rank = (file: string): number => {
    const slow = SLOW.findIndex((folder) => file.startsWith(folder))
    return slow < 0 ? SLOW.length : slow
  }
  const named = wanted.filter((pattern) => pattern.endsWith('.ts') && existsSync(path.join(ROOT, pattern)))
  const found = globSync('test/**/*.test.ts', { cwd: ROOT }).filter(
    (file) =>
      wanted.length === 0 ||
      wanted.some((pattern) => file.includes(pattern) || path.matchesGlob(file, pattern)),
  )
  return [...new Set([...named, ...found])].toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}
