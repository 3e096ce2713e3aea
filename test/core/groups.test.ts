import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { openGroups } from '#core/groups.ts'

/** Work that records its groups; an item ends when it is released. */
function recording() {
  const seen: string[][] = []
  const ends = new Map<string, PromiseWithResolvers<string>>()
  const endOf = (item: string) => {
    const end = ends.get(item) ?? Promise.withResolvers<string>()
    ends.set(item, end)
    return end
  }
  const work = (items: readonly string[]) => {
    seen.push([...items])
    return items.map((item) => endOf(item).promise)
  }
  return { seen, endOf, work }
}

const all = { key: 'tenant', most: 3 }

describe('Groups', () => {
  it('What arrives at once, or while others are worked on, goes together, up to the most of a group', async () => {
    const groups = openGroups()
    const { seen, endOf, work } = recording()
    const join = (items: string[]) => items.map((item) => groups.join(item, all, work))
    const first = join(['a', 'b'])
    await setImmediate()
    const joined = [...first, ...join(['c', 'd', 'e', 'f'])]
    for (const item of ['a', 'b', 'c', 'd', 'e', 'f']) endOf(item).resolve(item)
    assert.deepEqual(await Promise.all(joined), ['a', 'b', 'c', 'd', 'e', 'f'])
    assert.deepEqual(seen, [['a', 'b'], ['c', 'd', 'e'], ['f']])
  })

  it('Each ends for itself, and one that is late holds up none after it', async () => {
    const groups = openGroups()
    const { seen, endOf, work } = recording()
    const [a, b, c] = ['a', 'b', 'c'].map((item) => groups.join(item, all, work))
    endOf('a').resolve('a')
    assert.equal(await a, 'a')
    endOf('b').reject(new Error('refused'))
    await assert.rejects(b as Promise<string>, /refused/)
    const d = groups.join('d', all, work)
    endOf('d').resolve('d')
    assert.equal(await d, 'd')
    assert.deepEqual(seen, [['a', 'b', 'c'], ['d']])
    endOf('c').resolve('c')
    assert.equal(await c, 'c')
  })

  it('One whose key is kept apart is alone at once', async () => {
    const groups = openGroups()
    const { seen, endOf, work } = recording()
    groups.keepApart('apart')
    const a = groups.join('a', all, work)
    const b = groups.join('b', { ...all, key: 'apart' }, work)
    assert.deepEqual(seen, [['b']])
    for (const item of ['a', 'b']) endOf(item).resolve(item)
    await Promise.all([a, b])
  })

  it('Work that fails before it begins is the end of every item', async () => {
    const groups = openGroups()
    const failing = () => {
      throw new Error('no work')
    }
    await assert.rejects(groups.join('a', all, failing), /no work/)
    await assert.rejects(
      groups.join('b', all, () => []),
      /0 ends of 1 items/,
    )
  })
})
