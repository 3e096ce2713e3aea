import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { startStandInComfy, type StandInComfy } from '#test/support/upstream/comfyui.ts'
import { runModelCommand } from '#worker/tools/model.ts'
import { checkUpstreamFolder } from '#worker/tools/servers/check-upstream.ts'
import { checkEngines } from '#worker/tools/servers/engines.ts'
import { closeAfter } from '#test/support/closing.ts'

const WORKFLOWS = path.resolve(import.meta.dirname, '../../../docs/workflows')
const MODEL = 'wan2.2-ti2v-5b'
const FILES = [
  'wan2.2_ti2v_5B_fp16.safetensors',
  'umt5_xxl_fp8_e4m3fn_scaled.safetensors',
  'wan2.2_vae.safetensors',
]

let comfy: StandInComfy
let models: string
const environment = () => ({ ENGINES: `cpu,comfyui+${comfy.origin}`, MODELS_DIR: models })
before(async () => {
  comfy = await startStandInComfy(FILES)
  models = await mkdtemp(path.join(tmpdir(), 'checked-models-'))
  await cp(path.join(WORKFLOWS, MODEL), path.join(models, MODEL), { recursive: true })
})
after(async () => {
  await comfy.close()
  await rm(models, { recursive: true })
})

describe('npm run engines -- check', () => {
  it('It says what each server is, and which models it runs', async () => {
    const { text, exitCode } = await checkEngines(environment())
    assert.equal(exitCode, 0, text)
    assert.match(text, /: comfyui 0\.3\.99, 1 slot\n/)
    assert.match(text, /runs wan2\.2-ti2v-5b as wan2\.2-ti2v-5b: Wan2\.2 text- and image-to-video/)
  })

  it('A file that a server lacks, and a server that does not answer, fail the check', async () => {
    comfy.files.delete(FILES[2]!)
    const dead = `videos+http://127.0.0.1:${await freeLoopbackPort()}`
    const { text, exitCode } = await checkEngines({
      ...environment(),
      ENGINES: `${environment().ENGINES},${dead}`,
    })
    comfy.files.add(FILES[2]!)
    assert.equal(exitCode, 1)
    assert.match(text, /lacking for wan2\.2-ti2v-5b: .*node 39 \(VAELoader\): vae_name is "wan2\.2_vae/)
    assert.match(text, /videos-[0-9a-f]{8} at http:\/\/127\.0\.0\.1:\d+: .*ECONNREFUSED/)
  })

  it('Without servers there is nothing to ask', async () => {
    assert.deepEqual(await checkEngines({ ENGINES: 'cpu' }), {
      text: 'ENGINES is cpu: it names no server\n',
      exitCode: 0,
    })
  })
})

describe('npm run model -- check with a workflow', () => {
  const folder = () => path.join(models, MODEL)

  it('It shows the bindings and compares them with the server', async () => {
    const { text, isFine } = await checkUpstreamFolder(folder(), environment())
    assert.ok(isFine, text)
    assert.match(text, /seed → 3\.seed\n/)
    assert.match(text, /has every node and file/)
    assert.match(await runModelCommand(['check', folder()]), /ENGINES names no ComfyUI for it/)
    assert.match(await runModelCommand(['check', models]), /run by other servers:\n {2}wan2\.2-ti2v-5b: /)
  })

  it('A workflow that the editor saved is recognised, and how to export it is said', async (t) => {
    const file = path.join(folder(), 'workflow.json')
    const good = await readFile(file)
    closeAfter(t, () => writeFile(file, good))
    await writeFile(file, JSON.stringify({ nodes: [{ id: 3, type: 'KSampler' }], links: [], version: 0.4 }))
    await assert.rejects(runModelCommand(['check', folder()]), /Workflow → Export \(API\)/)
  })
})
