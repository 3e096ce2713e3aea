import { spec } from 'node:test/reporters'
import { finished } from 'node:stream/promises'
import { groupFiles } from './groups.ts'
import { runGroup, type GroupOptions } from './run-group.ts'

export interface Outcome {
  readonly success: boolean
  readonly counts: Readonly<Record<string, number>>
  /** Files that had not ended when the run was interrupted. */
  readonly notRun: readonly string[]
}

/**
 * Runs the files in groups, so many groups at once. Prints each group when it has ended, and the
 * failures again at the end. The slow files, which come first, mostly wait; so every second lane
 * takes its groups from the end, where they mostly compute.
 */
export async function runFiles(
  files: readonly string[],
  o: GroupOptions & { readonly concurrency: number },
): Promise<Outcome> {
  const reporter = new spec()
  reporter.pipe(process.stdout, { end: false })
  const waiting = [...groupFiles(files).entries()]
  const notRun: string[] = []
  const counts: Record<string, number> = {}
  let success = true

  const lane = async (_: unknown, number: number): Promise<void> => {
    const take = () => (number % 2 === 0 ? waiting.shift() : waiting.pop())
    for (let next = take(); next !== undefined; next = take()) {
      const [index, group] = next
      const report = o.signal.aborted ? null : await runGroup(group, { ...o, mark: `${o.mark}${index}/` })
      if (report === null) {
        notRun.push(...group)
        continue
      }
      for (const event of report.events) reporter.write(event)
      for (const [key, count] of Object.entries(report.counts)) counts[key] = (counts[key] ?? 0) + count
      success &&= report.success
    }
  }
  await Promise.all(Array.from({ length: o.concurrency }, lane))
  reporter.write({ type: 'test:stdout', data: { message: '\n' } })
  reporter.end()
  await finished(reporter)
  return { success: success && notRun.length === 0, counts, notRun: notRun.toSorted() }
}
