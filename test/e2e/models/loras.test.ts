import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, it } from 'node:test'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { ended, startService, until, type Service, type Video } from '#test/support/processes/processes.ts'

const FAMILY = 'wan2.2-t2v-a14b-tiny'
const BODY = {
  model: FAMILY,
  prompt: 'a boat',
  size: '64x64',
  num_frames: 5,
  num_inference_steps: 2,
  seed: 1,
}

let database: TestDatabase
let service: Service
let loras: string
before(async () => {
  loras = await mkdtemp(path.join(tmpdir(), 'loras-'))
  for (const noise of ['high', 'low'])
    await cp(
      path.join(MODELS_DIRECTORY, FAMILY, 'loras', `${noise}_noise-original.safetensors`),
      path.join(loras, `ink_${noise}_noise.safetensors`),
    )
  database = await createTestDatabase()
  service = await startService({
    databaseUrl: database.url,
    env: { MODELS_DIR: MODELS_DIRECTORY, LORAS_DIR: loras, ENGINES: 'cpu' },
  })
})
after(async () => {
  await service?.stop()
  await database?.drop()
  await rm(loras, { recursive: true, force: true })
})

interface Made extends Video {
  readonly cached_from: string | null
  readonly manifest: {
    readonly files: Readonly<Record<string, string>>
    readonly loras: readonly object[]
    readonly video: { readonly sha256: string }
  }
}

async function make(fields: object): Promise<Made> {
  const answer = await service.call('/v1/videos', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...BODY, ...fields }),
  })
  assert.equal(answer.status, 200, await answer.clone().text())
  const { id } = (await answer.json()) as Video
  const video = (await service.videoWhen(id, ended)) as Made
  assert.equal(video.status, 'completed', JSON.stringify(video.error))
  return video
}

it('A request adds a LoRA of LORAS_DIR to its video alone, and the manifest names its files', async () => {
  const plain = await make({})
  const asked = { loras: [{ name: 'ink', strength: 1, strength_2: 0.5 }] }
  await until(
    async () => {
      const known = service.db.selectFrom('model_revisions').select('loras').where('model', '=', FAMILY)
      return Object.hasOwn((await known.executeTakeFirst())?.loras ?? {}, 'ink')
    },
    60_000,
    () => 'the worker did not tell what its LoRA files are',
  )
  const inked = await make(asked)
  assert.notEqual(inked.manifest.video.sha256, plain.manifest.video.sha256)
  const file = (noise: string) => `LORAS_DIR/ink_${noise}_noise.safetensors`
  assert.deepEqual(inked.manifest.loras, [
    { name: 'ink', file: file('high'), expert: 'transformer', strength: 1 },
    { name: 'ink', file: file('low'), expert: 'transformer_2', strength: 0.5 },
  ])
  const bytes = await readFile(path.join(loras, 'ink_low_noise.safetensors'))
  assert.equal(inked.manifest.files[file('low')], createHash('sha256').update(bytes).digest('hex'))

  const again = await make({ ...asked, cache: false })
  assert.equal(again.manifest.video.sha256, inked.manifest.video.sha256)
  assert.equal((await make(asked)).cached_from, inked.id)
  const plainAgain = await make({ cache: false })
  assert.equal(plainAgain.manifest.video.sha256, plain.manifest.video.sha256)
  assert.deepEqual(plainAgain.manifest.loras, [])
})
