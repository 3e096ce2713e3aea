/**
 * Gathers what arrives while others are worked on, to be worked on together: what a unit of work
 * costs by itself is then paid once for all of them.
 */
export interface Groups {
  /**
   * Works on an item at once where nothing is worked on; otherwise together with the others that
   * arrive until then.
   *
   * @param o.key whose item it is
   * @param o.most items of a group
   * @param work the same for all items of these groups; settles each, in their order
   */
  join<Item, Result>(
    item: Item,
    o: { readonly key: string; readonly most: number },
    work: (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Result>[]>,
  ): Promise<Result>
  /** For a second, items of the key are worked on at once and alone. */
  keepApart(key: string): void
}

interface Waiting {
  readonly item: unknown
  readonly work: (items: readonly unknown[]) => Promise<readonly PromiseSettledResult<unknown>[]>
  resolve(result: unknown): void
  reject(error: unknown): void
}

const APART_MS = 1000
/** A group that takes longer, as where it waits for a lock, no longer holds up the next one. */
const PATIENCE_MS = 50

export function openGroups(): Groups {
  const waiting: Waiting[] = []
  const apartUntilMs = new Map<string, number>()
  let isWorking = false

  function isApart(key: string): boolean {
    const untilMs = apartUntilMs.get(key)
    if (untilMs === undefined) return false
    if (untilMs > performance.now()) return true
    apartUntilMs.delete(key)
    return false
  }

  async function workOnAll(most: number): Promise<void> {
    isWorking = true
    while (waiting.length > 0) {
      const settled = workOn(waiting.splice(0, most))
      const { promise: isLate, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, PATIENCE_MS)
      await Promise.race([settled, isLate])
      clearTimeout(timer)
    }
    isWorking = false
  }

  return {
    join: <Item, Result>(
      item: Item,
      o: { readonly key: string; readonly most: number },
      work: (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Result>[]>,
    ) =>
      new Promise<Result>((resolve, reject) => {
        const each = { item, work, resolve, reject } as unknown as Waiting
        if (isApart(o.key)) return void workOn([each])
        waiting.push(each)
        if (!isWorking) void workOnAll(o.most)
      }),
    keepApart(key) {
      apartUntilMs.set(key, performance.now() + APART_MS)
    },
  }
}

/** Never fails: what the work throws is the end of every item. */
async function workOn(group: readonly Waiting[]): Promise<void> {
  try {
    const settled = await (group[0] as Waiting).work(group.map(({ item }) => item))
    for (const [i, { resolve, reject }] of group.entries()) {
      const each = settled[i] as PromiseSettledResult<unknown>
      if (each.status === 'fulfilled') resolve(each.value)
      else reject(each.reason)
    }
  } catch (error) {
    for (const { reject } of group) reject(error)
  }
}
