import { existsSync, globSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..')

/**
 * Files that take the longest, the longest first. They begin first, so that no lane ends with one
 * while the others idle.
 */
const SLOW = [
  'test/e2e/servers/',
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
 * Files that only a run of all tests includes. They start whole programs and services that lose
 * processes, disks and servers, drive browsers, type the samples of the pages and install the
 * packages: over half of the CPU time of all tests. What they join has tests of its own.
 */
export const LONG: readonly string[] = [
  'test/console/',
  'test/docs/engines',
  'test/docs/samples',
  'test/e2e/',
  'test/faults/invariants',
  'test/infra/backup/',
  'test/infra/dev/',
  'test/infra/openapi/',
  'test/infra/sdk/',
  'test/runner/run.test',
  'test/upgrade/',
  'test/worker/engine/child/',
  'test/worker/engine/parent/supervision',
]
/** Long ones that every run includes all the same. */
const IN_EVERY_RUN = ['test/e2e/main-path', 'test/e2e/s3', 'test/e2e/secrets', 'test/e2e/two-apis']

export interface TestFiles {
  /** Paths from the root of the checkout, the slow ones first. */
  readonly files: readonly string[]
  /** Long files that a run without patterns leaves out. */
  readonly leftOut: readonly string[]
}

/**
 * The files of a run. A pattern that names an existing TypeScript file stands for this file,
 * whatever its name; patterns may be absolute. What a pattern names runs, long or not.
 *
 * @param all without patterns: the long files too
 */
export function findTestFiles(patterns: readonly string[], all: boolean): TestFiles {
  const wanted = patterns.map((pattern) => path.relative(ROOT, path.resolve(ROOT, pattern)))
  const rank = (file: string): number => {
    const slow = SLOW.findIndex((folder) => file.startsWith(folder))
    return slow < 0 ? SLOW.length : slow
  }
  const isLong = (file: string): boolean =>
    LONG.some((prefix) => file.startsWith(prefix)) && !IN_EVERY_RUN.some((prefix) => file.startsWith(prefix))
  const found = globSync('test/**/*.test.ts', { cwd: ROOT })
  const named = wanted.filter((pattern) => pattern.endsWith('.ts') && existsSync(path.join(ROOT, pattern)))
  const chosen =
    wanted.length === 0
      ? found.filter((file) => all || !isLong(file))
      : found.filter((file) =>
          wanted.some((pattern) => file.includes(pattern) || path.matchesGlob(file, pattern)),
        )
  const files = [...new Set([...named, ...chosen])].toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  return { files, leftOut: wanted.length === 0 ? found.filter((file) => !files.includes(file)) : [] }
}
