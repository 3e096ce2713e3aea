/**
 * Gathers what arrives while others are worked on, to be worked on together: what a unit of work
 * costs by itself is then paid once for all of them.
 */
export interface Groups {
  /**
   * Works on an item in this turn of the event loop where nothing is worked on; otherwise together
   * with the others that arrive until then.
   *
   * @param o.key whose item it is
   * @param o.most items of a group
   * @param work the same for all items of these groups; the end of each, in their order
   */
  join<Item, Result>(
    item: Item,
    o: { readonly key: string; readonly most: number },
    work: (items: readonly Item[]) => readonly Promise<Result>[],
  ): Promise<Result>
  /** For a second, items of the key are worked on at once and alone. */
  keepApart(key: string): void
}

interface Waiting {
  readonly item: unknown
  readonly work: (items: readonly unknown[]) => readonly Promise<unknown>[]
  resolve(result: unknown): void
  reject(error: unknown): void
}

const APART_MS = 1000
/**
 * A group that takes longer, as where it waits for a lock or the database is away, no longer holds
 * up those who wait.
 */
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
    while (waiting.length > 0) {
      const over = workOn(waiting.splice(0, most)).then(() => true)
      const { promise: late, resolve } = Promise.withResolvers<boolean>()
      const timer = setTimeout(resolve, PATIENCE_MS, false)
      const isInTime = await Promise.race([over, late])
      clearTimeout(timer)
      while (!isInTime && waiting.length > most) void workOn(waiting.splice(0, most))
    }
    isWorking = false
  }

  return {
    join: <Item, Result>(
      item: Item,
      o: { readonly key: string; readonly most: number },
      work: (items: readonly Item[]) => readonly Promise<Result>[],
    ) =>
      new Promise<Result>((resolve, reject) => {
        const each = { item, work, resolve, reject } as unknown as Waiting
        if (isApart(o.key)) return void workOn([each])
        waiting.push(each)
        if (isWorking) return
        isWorking = true
        // What has arrived in the same turn of the event loop comes along.
        setImmediate(() => void workOnAll(o.most))
      }),
    keepApart(key) {
      apartUntilMs.set(key, performance.now() + APART_MS)
    },
  }
}

/** Ends with the last item. */
async function workOn(group: readonly Waiting[]): Promise<void> {
  const ends = endsOf(group)
  await Promise.all(
    group.map(({ resolve, reject }, i) => (ends[i] as Promise<unknown>).then(resolve, reject)),
  )
}

function endsOf(group: readonly Waiting[]): readonly Promise<unknown>[] {
  try {
    const ends = (group[0] as Waiting).work(group.map(({ item }) => item))
    if (ends.length !== group.length) throw new Error(`${ends.length} ends of ${group.length} items`)
    return ends
  } catch (error) {
    return group.map(() => Promise.reject(error as Error))
  }
}
