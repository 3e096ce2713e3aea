/** Folders whose files share processes, and how many of them share one. */
const SHARED: Readonly<Record<string, number>> = {
  // They run in the test's own process, and what they import takes most of their time.
  'test/api/': 6,
  'test/core/': 6,
  'test/migrations/': 6,
  'test/worker/wan/': 6,
  'test/worker/graphs/': 6,
  // All of them use one service and one browser.
  'test/console/': Infinity,
}

/**
 * The files, in their order, in lists that each run in a process of their own. Those of other
 * folders start processes or measure their own, and run alone.
 */
export function groupFiles(files: readonly string[]): string[][] {
  const groups: string[][] = []
  const open = new Map<string, string[]>()
  for (const file of files) {
    const [folder, most] = Object.entries(SHARED).find(([prefix]) => file.startsWith(prefix)) ?? ['', 1]
    const group = open.get(folder)
    if (group !== undefined && group.length < most) {
      group.push(file)
      continue
    }
    const started = [file]
    groups.push(started)
    open.set(folder, started)
  }
  return groups
}
