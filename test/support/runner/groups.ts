/**
 * Folders whose files run in the test's own process: what they import takes most of their time, so
 * several of them share one. The files of other folders start processes or measure their own.
 */
const SHARED = ['test/api/', 'test/core/', 'test/migrations/', 'test/worker/wan/', 'test/worker/graphs/']
const MOST_FILES = 6

/** The files, in their order, in lists that each run in a process of their own. */
export function groupFiles(files: readonly string[]): string[][] {
  const groups: string[][] = []
  const open = new Map<string, string[]>()
  for (const file of files) {
    const folder = SHARED.find((prefix) => file.startsWith(prefix))
    const group = folder === undefined ? undefined : open.get(folder)
    if (group !== undefined && group.length < MOST_FILES) {
      group.push(file)
      continue
    }
    const started = [file]
    groups.push(started)
    if (folder !== undefined) open.set(folder, started)
  }
  return groups
}
