import assert from 'node:assert/strict'
import { it } from 'node:test'
import { publishedName } from '#worker/wan/folder/config/published-name.ts'

it('The published name is an id of Hugging Face or the last part of a path, and nothing of the rest', () => {
  const hash = '0123456789abcdef0123456789abcdef01234567'
  const id = 'Wan-AI/Wan2.1-T2V-14B-Diffusers'
  for (const [nameOrPath, name] of [
    [id, id],
    [`/home/me/.cache/huggingface/hub/models--Wan-AI--Wan2.1-T2V-14B-Diffusers/snapshots/${hash}`, id],
    [`C:\\cache\\models--Wan-AI--Wan2.1-T2V-14B-Diffusers\\snapshots\\${hash}`, id],
    ['/srv/secret/Wan2.1-T2V-14B/', 'Wan2.1-T2V-14B'],
    ['..\\weights\\my model', 'my model'],
    [`/srv/${hash}`, null],
    ['./..', null],
    ['', null],
    ['x'.repeat(300), null],
    [null, null],
    [7, null],
  ])
    assert.equal(publishedName(nameOrPath), name, String(nameOrPath))
})
