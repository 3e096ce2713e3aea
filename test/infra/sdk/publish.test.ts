import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { findPython, makeVenv } from '#infra/sdk/python.ts'
import { ROOT } from '#test/architecture/sources.ts'
import { closeAfter } from '#test/support/closing.ts'

const execute = promisify(execFile)
/** Nothing listens there: a dry run asks nobody. */
const NO_REGISTRY = 'http://127.0.0.1:9'

/** A copy of a client in a copy of its place, since a build writes beside what it builds. */
async function copyOf(t: TestContext, client: string): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'publish-'))
  closeAfter(t, () => rm(folder, { recursive: true }))
  const copy = path.join(folder, 'sdk', client)
  await cp(path.join(ROOT, 'sdk', client), copy, { recursive: true })
  await cp(path.join(ROOT, 'tsconfig.json'), path.join(folder, 'tsconfig.json'))
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'))
  return copy
}

describe('A dry run of publishing the clients', () => {
  it('npm packs what a program needs, and nothing else', async (t) => {
    const client = await copyOf(t, 'typescript')
    await rm(path.join(client, 'dist'), { recursive: true, force: true })
    const { stdout } = await execute('npm', ['publish', '--dry-run', '--json'], {
      cwd: client,
      env: { ...process.env, npm_config_registry: NO_REGISTRY, npm_config_fetch_retries: '0' },
    })
    const answer = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Record<
      string,
      { readonly version: string; readonly files: readonly { readonly path: string }[] }
    >
    const { version, files } = answer['wan-video-client']!
    assert.match(version, /^\d+\.\d+\.\d+$/)
    const names = files.map((file) => file.path)
    for (const needed of ['LICENSE', 'README.md', 'package.json', 'dist/index.js', 'dist/index.d.ts'])
      assert.ok(names.includes(needed), `${needed} is not packed`)
    const others = names.filter(
      (name) => !/^(LICENSE|README\.md|package\.json|dist\/[\w./-]+\.(js|d\.ts))$/.test(name),
    )
    assert.deepEqual(others, [])
  })

  it('A sdist and a wheel are built, and twine finds no fault in them', { timeout: 300_000 }, async (t) => {
    const found = await findPython()
    if ('missing' in found) return t.skip(found.missing)
    const client = await copyOf(t, 'python')
    let programs: string
    try {
      programs = await makeVenv(found.command, `${client}-venv`, ['build', 'twine'])
    } catch (error) {
      return t.skip(`pip cannot install build and twine here: ${(error as Error).message.split('\n')[0]}`)
    }
    const python = path.join(programs, 'python')
    const out = path.join(client, 'dist')
    await execute(python, ['-m', 'build', '--outdir', out, client])
    const files = (await readdir(out)).map((file) => path.join(out, file))
    assert.deepEqual(files.map((file) => path.basename(file).replace(/\d+\.\d+\.\d+/, 'N')).toSorted(), [
      'wan_video_client-N-py3-none-any.whl',
      'wan_video_client-N.tar.gz',
    ])
    const { stdout } = await execute(python, ['-m', 'twine', 'check', '--strict', ...files])
    assert.equal(stdout.match(/PASSED/g)?.length, 2, stdout)
  })
})
