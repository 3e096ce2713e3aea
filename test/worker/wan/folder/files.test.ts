import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import { modelFiles } from '#worker/wan/folder/files.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'model-files-test-'))
after(() => rm(folder, { recursive: true }))

describe('The files of a model', () => {
  it('The files of a model are those of its components and its LoRA files, and no others beside them', async () => {
    const index = {
      _class_name: 'X',
      boundary_ratio: null,
      transformer: ['a', 'B'],
      vae: ['a', 'C'],
      image_encoder: [null, null],
    }
    const contents: Record<string, string> = {
      'model_index.json': JSON.stringify(index),
      'service.json': '{}',
      'README.md': '',
      'transformer/config.json': '{}',
      'transformer/part-1.safetensors': '',
      'transformer/part-2.safetensors': '',
      'transformer/weights.safetensors.index.json': '{}',
      'transformer/weights.bin': '',
      'vae/config.json': '{}',
      'image_encoder/config.json': '{}',
      'loras/used.safetensors': '',
      'loras/unused.safetensors': '',
    }
    for (const [name, text] of Object.entries(contents)) {
      await mkdir(path.join(folder, path.dirname(name)), { recursive: true })
      await writeFile(path.join(folder, name), text)
    }
    const loras = [
      { file: 'loras/used.safetensors', expert: 'transformer', strength: 1 },
      { file: 'loras/used.safetensors', expert: 'transformer', strength: 0.5 },
    ]
    const files = await modelFiles({ path: folder, definition: { loras } as unknown as ModelDefinition })
    assert.deepEqual(
      files.map((file) => file.name),
      [
        'loras/used.safetensors',
        'model_index.json',
        'transformer/config.json',
        'transformer/part-1.safetensors',
        'transformer/part-2.safetensors',
        'transformer/weights.safetensors.index.json',
        'vae/config.json',
      ],
    )
    for (const file of files) assert.equal(file.path, path.join(folder, file.name))
  })
})
