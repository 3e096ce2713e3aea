import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { appendFile, mkdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { createFileHashes } from '#worker/wan/folder/file-hashes.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'hashes-test-'))
after(() => rm(folder, { recursive: true }))
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const file = (name: string) => ({ name, path: path.join(folder, name) })

describe('The hashes of files', () => {
  it('A hash covers the bytes of a file, also when it is empty, several megabytes long or a symbolic link', async () => {
    const large = randomBytes(9_000_001)
    await writeFile(path.join(folder, 'large'), large)
    await writeFile(path.join(folder, 'empty'), '')
    await symlink(path.join(folder, 'large'), path.join(folder, 'link'))
    assert.deepEqual(await createFileHashes(null).of([file('large'), file('empty'), file('link')]), {
      large: sha256(large),
      empty: sha256(Buffer.alloc(0)),
      link: sha256(large),
    })
  })

  it('Hashes are cached by path, size and modification time, so that another process need not read the files', async () => {
    const cache = path.join(folder, 'cache')
    await writeFile(path.join(folder, 'weights'), 'one')
    const { weights } = await createFileHashes(cache).of([file('weights')])
    assert.equal(weights, sha256(Buffer.from('one')))
    // Other bytes of the same size and time: who reads them again would notice, who trusts the
    // cache does not.
    const kept = JSON.parse(await readFile(path.join(cache, 'file-hashes.json'), 'utf8')) as object
    const [{ modifiedAtMs }] = Object.values(kept) as [{ modifiedAtMs: number }]
    await writeFile(path.join(folder, 'weights'), 'two')
    await utimes(path.join(folder, 'weights'), modifiedAtMs / 1000, modifiedAtMs / 1000)
    assert.deepEqual(await createFileHashes(cache).of([file('weights')]), { weights })

    await appendFile(path.join(folder, 'weights'), '!')
    assert.deepEqual(await createFileHashes(cache).of([file('weights')]), {
      weights: sha256(Buffer.from('two!')),
    })
  })

  it('Hashes are computed even when the cache is damaged or its folder cannot be written', async () => {
    const broken = path.join(folder, 'broken')
    await mkdir(broken)
    await writeFile(path.join(broken, 'file-hashes.json'), '{"half')
    await writeFile(path.join(folder, 'not-a-folder'), '')
    await writeFile(path.join(folder, 'weights'), 'three')
    for (const cache of [broken, path.join(folder, 'not-a-folder')])
      assert.deepEqual(await createFileHashes(cache).of([file('weights')]), {
        weights: sha256(Buffer.from('three')),
      })
  })

  it('The hash of a missing file is refused, and those of other files are not', async () => {
    const hashes = createFileHashes(null)
    const missing = hashes.of([file('nothing')])
    const present = hashes.of([file('empty')])
    await assert.rejects(missing, /ENOENT/)
    assert.deepEqual(Object.keys(await present), ['empty'])
  })
})
