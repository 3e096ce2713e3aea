/** What closes the things that the test files of this process share, the first opened first. */
const closers: (() => Promise<void>)[] = []

/**
 * Opens something at its first use and keeps it for every file of the process: files of a folder
 * that run together use one service and one browser. `group.ts` closes it after the last of them.
 *
 * @returns a function that opens it, or gives what is open
 */
export function sharedByFiles<T extends { close(): Promise<void> }>(
  open: () => Promise<T>,
): () => Promise<T> {
  let opened: Promise<T> | undefined
  const openOnce = async (): Promise<T> => {
    const thing = await open()
    closers.push(() => thing.close())
    return thing
  }
  return () => (opened ??= openOnce())
}

/** Closes what is shared, the latest first. */
export async function closeShared(): Promise<void> {
  for (const close of closers.splice(0).toReversed()) await close()
}
