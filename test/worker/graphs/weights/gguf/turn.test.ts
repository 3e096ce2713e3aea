import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { access, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { withTurn } from '#worker/graphs/weights/gguf/turn.ts'

describe('Engines that need the same file', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'turn-'))
  })
  after(() => rm(folder, { recursive: true }))

  /** One that writes the file `name`, and how often it began. */
  function writer(name: string) {
    const file = path.join(folder, name)
    const begun: number[] = []
    const isDone = (): Promise<boolean> =>
      access(file).then(
        () => true,
        () => false,
      )
    return {
      begun,
      mark: `${file}.turn`,
      isDone,
      write: (number: number) =>
        withTurn(`${file}.turn`, isDone, async (goesOn) => {
          begun.push(number)
          goesOn()
          await sleep(50)
          await writeFile(file, String(number))
        }),
    }
  }

  it('One writes it, the others wait for it', async () => {
    const { begun, mark, write, isDone } = writer('once')
    await Promise.all([1, 2, 3].map(write))
    assert.equal(begun.length, 1)
    assert.ok(await isDone())
    await assert.rejects(access(mark), 'the mark was left')
  })

  it('A mark of a process that has ended holds nobody up, whoever has its number by now', async () => {
    const { pid } = spawnSync('true')
    for (const [name, holder] of Object.entries({
      ended: { host: hostname(), pid, startedAt: '1' },
      // A container that starts again has its name, and often the same numbers.
      again: { host: hostname(), pid: process.pid, startedAt: '1' },
    })) {
      const { begun, mark, write } = writer(name)
      await writeFile(mark, JSON.stringify(holder))
      await write(1)
      assert.deepEqual(begun, [1])
    }
  })

  it('A mark of another host gives the turn once it was not renewed for a minute', async () => {
    const { begun, mark, write } = writer('elsewhere')
    await writeFile(mark, JSON.stringify({ host: 'elsewhere', pid: 1, startedAt: '1' }))
    const written = write(1)
    await sleep(500)
    assert.deepEqual(begun, [])
    const then = new Date(Date.now() - 61_000)
    await utimes(mark, then, then)
    await written
    assert.deepEqual(begun, [1])
  })

  it('A turn that another one took over meanwhile is left to that one', async () => {
    const { mark, isDone } = writer('taken')
    const other = JSON.stringify({ host: 'elsewhere', pid: 1, startedAt: '1' })
    await withTurn(mark, isDone, () => writeFile(mark, other))
    assert.equal(await readFile(mark, 'utf8'), other)
  })

  it('After one that fails the next one writes it', async () => {
    const { mark, isDone, begun, write } = writer('failed')
    const failed = withTurn(mark, isDone, async () => {
      await sleep(50)
      throw new Error('the disk is full')
    })
    await Promise.all([assert.rejects(failed, /disk is full/), sleep(10).then(() => write(2))])
    assert.deepEqual(begun, [2])
  })
})
