import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { promisify } from 'node:util'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { spawnService, until } from '#test/support/processes/processes.ts'
import { serviceEnvironment } from '#test/support/processes/environment.ts'
import { closeAfter } from '#test/support/closing.ts'

const DEMO = path.resolve(import.meta.dirname, '../../../../infra/dev/demo/main.ts')
const START_TIMEOUT_MS = 120_000

it('The demo leaves only an mp4 in its folder, says where, and names the flag of a refused value', async (t) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'wan-demo-'))
  closeAfter(t, () => rm(folder, { recursive: true, force: true }))
  const database = await createTestDatabase()
  closeAfter(t, () => database.drop())
  const settings = {
    PORT: String(await freeLoopbackPort()),
    DATA_DIR: path.join(folder, 'data'),
    DATABASE_URL: database.url,
    ENGINES: 'cpu',
  }
  const service = spawnService('infra/dev/service/main.ts', settings)
  closeAfter(t, () => service.kill('SIGTERM'))
  await until(
    () => service.output().includes('\nready '),
    START_TIMEOUT_MS,
    () => `the service did not become ready:\n${service.output()}`,
  )
  const out = path.join(folder, 'videos')
  const demo = async (...flags: string[]) =>
    await promisify(execFile)(
      process.execPath,
      [DEMO, '--model', 'wan2.1-i2v-tiny', '--size', '96x64', '--out', out, ...flags],
      { env: { ...serviceEnvironment(), ...settings } },
    )

  const { stdout } = await demo('--prompt', 'Pan left, slowly!', '--seconds', '0.6', '--steps', '4')
  assert.match(stdout, /^asking for "Pan left, slowly!" of test\/fixtures\/photo\.jpg$/m)
  assert.match(stdout, /^submitted video_\w+: wan2\.1-i2v-tiny, 96x64, 9 frames, seed \d+$/m)
  assert.match(stdout, /^webhook video\.completed received, signature verified/m)
  assert.match(stdout, /npm run demo -- --prompt/)
  const file = /^video +(\S+)$/m.exec(stdout)?.[1] ?? ''
  assert.match(file, /pan-left-slowly-\w{6}\.mp4$/)
  assert.deepEqual(await readdir(out), [path.basename(file)])
  assert.equal((await readFile(file)).toString('latin1', 4, 8), 'ftyp')

  const refusal = async (...flags: string[]): Promise<string> =>
    await demo(...flags).then(
      () => 'accepted',
      (error: unknown) => (error as { stderr: string }).stderr,
    )
  assert.match(await refusal('--model', 'nope'), /^demo: --model: The model `nope` does not exist/)
  assert.match(await refusal('--image', 'none'), /^demo: --image: /)
})

it('A file of the demo that cannot be read or made ends it before a service is started', async () => {
  for (const flags of [
    ['--image', 'no.jpg'],
    ['--out', path.join(DEMO, 'videos')],
  ]) {
    const outcome = await promisify(execFile)(process.execPath, [DEMO, ...flags]).catch(
      (error: unknown) => error,
    )
    const { stdout, stderr } = outcome as { stdout: string; stderr: string }
    assert.equal(stdout, '')
    assert.match(stderr, /^demo: --(image no\.jpg cannot be read|out \S+ cannot be made) \(E\w+\)\n$/)
  }
})
