interface Ending {
  after(close: () => unknown): void
}

/** What each test has to close. */
const stacks = new WeakMap<Ending, AsyncDisposableStack>()

/**
 * Closes something at the end of a test, the latest first: a service stops before its folder goes.
 * One that cannot be closed fails the test and leaves no other open, whereas node's `after` runs
 * hooks in the order of their registration and none after one that failed.
 */
export function closeAfter(t: Ending, close: () => unknown): void {
  let stack = stacks.get(t)
  if (stack === undefined) {
    const opened = (stack = new AsyncDisposableStack())
    stacks.set(t, opened)
    t.after(() => opened.disposeAsync())
  }
  stack.defer(async () => {
    await close()
  })
}
