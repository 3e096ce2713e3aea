import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod, copyFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'

const SCRIPT = path.resolve(import.meta.dirname, '../../infra/check-cuda-libraries.sh')
const RUNTIME = path.join(
  path.dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json')),
  `bin/napi-v6/linux/${process.arch}`,
)
const run = promisify(execFile)
type Outcome = { readonly code?: number; readonly stdout: string; readonly stderr: string }

/**
 * The provider of the CUDA image is not at hand; any library that needs another one of its folder
 * shows what the script sees.
 */
describe('the check of the CUDA libraries in an image', () => {
  let folder: string
  const check = (): Promise<Outcome> =>
    run('sh', [SCRIPT, folder], { env: { PATH: `${folder}:/usr/sbin:/usr/bin:/sbin:/bin` } }).catch(
      (error: unknown) => error as Outcome,
    )
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'check-cuda-'))
  })
  after(() => rm(folder, { recursive: true }))

  it('The check of the CUDA libraries fails without the provider', async () => {
    const { code, stderr } = await check()
    assert.equal(code, 1)
    assert.match(stderr, /libonnxruntime_providers_cuda\.so does not exist/)
  })

  it('The check of the CUDA libraries fails and names the libraries that are missing', async () => {
    await copyFile(
      path.join(RUNTIME, 'onnxruntime_binding.node'),
      path.join(folder, 'libonnxruntime_providers_cuda.so'),
    )
    const { code, stderr } = await check()
    assert.equal(code, 1)
    assert.match(
      stderr,
      /asks for\n\s*libonnxruntime\.so\.1 => not found\nAnother version of CUDA is installed here/,
    )
  })

  it('The check of the CUDA libraries fails without cuDNN, which the linker does not list', async () => {
    await symlink(path.join(RUNTIME, 'libonnxruntime.so.1'), path.join(folder, 'libonnxruntime.so.1'))
    const { code, stderr } = await check()
    assert.equal(code, 1)
    assert.match(stderr, /cuDNN 9 is not installed/)
  })

  it('The check of the CUDA libraries passes when none is missing', async () => {
    const ldconfig = path.join(folder, 'ldconfig')
    await writeFile(ldconfig, '#!/bin/sh\necho "libcudnn.so.9 (libc6,x86-64) => /usr/lib/libcudnn.so.9"\n')
    await chmod(ldconfig, 0o755)
    const { code, stderr } = await check()
    assert.equal(code, undefined, stderr)
  })
})
