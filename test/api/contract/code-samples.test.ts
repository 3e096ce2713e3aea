import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { runInNewContext } from 'node:vm'
import ts from 'typescript'
import type { CodeSample } from '#api/contract/code-samples/with-code-samples.ts'
import { loadContract } from '#api/contract/contract.ts'
import { SCOPES } from '#api/auth/scopes.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { startApi, type TestApi } from '#test/support/service/service.ts'
import { closeAfter } from '#test/support/closing.ts'

const CURL_TIMED_OUT = 28
/** The ids, files and links in the samples are invented, and an edit always gets 501. */
const UNDERSTOOD = [200, 201, 202, 204, 403, 404, 501]
const INVENTED_LINK = 'The link has been used or has expired'
/** The hosts in the samples are invented as well. */
const UNREACHABLE = /could not be (reached|resolved|found)|among your uploads/
const ROOT = path.resolve(import.meta.dirname, '..', '..', '..')

interface Shown {
  readonly operationId: string
  readonly samples: Readonly<Record<string, string>>
}

let api: TestApi
let key: string
let shown: Shown[]
before(async () => {
  api = await startApi()
  key = (await issueApiKey(api.deps.db, 'reader', [...SCOPES])).key
  const document = (await (await api.call('/openapi.json')).json()) as {
    paths: Record<string, Record<string, { operationId?: string; 'x-codeSamples'?: CodeSample[] }>>
  }
  shown = Object.values(document.paths).flatMap((item) =>
    Object.values(item).flatMap(({ operationId, 'x-codeSamples': samples = [] }) =>
      operationId === undefined
        ? []
        : [{ operationId, samples: Object.fromEntries(samples.map(({ label, source }) => [label, source])) }],
    ),
  )
})
after(() => api?.close())

describe('Code samples in the documentation', () => {
  it('Every operation has code samples for curl, TypeScript and Python', () => {
    assert.deepEqual(
      shown.map(({ operationId }) => operationId).toSorted(),
      loadContract()
        .operations.map(({ operationId }) => operationId)
        .toSorted(),
    )
    for (const { operationId, samples } of shown)
      assert.deepEqual(Object.keys(samples), ['curl', 'TypeScript', 'Python'], operationId)
  })

  it('The service understands every curl sample', async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'wan-samples-'))
    closeAfter(t, () => rm(folder, { recursive: true, force: true }))
    await copyFile(path.join(ROOT, 'test', 'fixtures', 'photo.jpg'), path.join(folder, 'photo.jpg'))
    const env = { PATH: process.env['PATH'] ?? '', WAN_API_KEY: key, WAN_METRICS_TOKEN: 'none' }
    const answers: { operationId: string; status: number; body: string }[] = []
    const ask = async ({ operationId, samples }: Shown): Promise<void> => {
      const command = `${samples['curl']} -s -o ${operationId} -w '%{http_code}' --max-time 10`
      const run = promisify(execFile)('sh', ['-c', command], { cwd: folder, env })
      const { stdout } = await run.catch((error: { code?: unknown }) => {
        // Without a worker no video ends, so a request that waits for one was understood.
        if (error.code === CURL_TIMED_OUT) return { stdout: '200' }
        throw error
      })
      const body = await readFile(path.join(folder, operationId), 'utf8').catch(() => '')
      answers.push({ operationId, status: Number(stdout), body })
    }
    const waiting = shown.values()
    const askInTurn = async (): Promise<void> => {
      for (const operation of waiting) await ask(operation)
    }
    await Promise.all([askInTurn(), askInTurn(), askInTurn(), askInTurn()])
    const refused = answers.filter(({ status, body }) => {
      const isUnreachable = status === 400 && UNREACHABLE.test(body)
      const isUsed = status === 401 && body.includes(INVENTED_LINK)
      // A machine under load: readiness is asked for and not reached.
      const isSlow = status === 503 && body.includes('no answer in time')
      return !(UNDERSTOOD.includes(status) || isUnreachable || isUsed || isSlow)
    })
    assert.deepEqual(refused, [])
  })

  it('The documentation page shows the code samples of each operation', async () => {
    type Element = readonly unknown[]
    let plugins: (() => {
      wrapComponents: { responses: (...given: unknown[]) => (props: object) => Element }
    })[] = []
    const SwaggerUIBundle = Object.assign(
      (options: { plugins: typeof plugins }) => (plugins = options.plugins),
      {
        presets: {},
      },
    )
    const script = await (await api.call('/docs/start.js')).text()
    runInNewContext(script, { SwaggerUIBundle, URL, document: { baseURI: `${api.baseUrl}/docs` } })
    const React = { Fragment: 'fragment', createElement: (...parts: unknown[]) => parts }
    const Responses = plugins[0]?.().wrapComponents.responses('the answers', { React })
    const asked: unknown[] = []
    const samples = [{ label: 'curl', source: 'curl http://a' }]
    const specJson = () => ({ getIn: (place: unknown) => (asked.push(place), { toJS: () => samples }) })
    const shownThere = Responses?.({ path: '/v1/videos', method: 'post', specSelectors: { specJson } })
    assert.deepEqual(JSON.parse(JSON.stringify(asked)), [['paths', '/v1/videos', 'post', 'x-codeSamples']])
    assert.match(JSON.stringify(shownThere), /"summary",null,"curl".*"curl http:\/\/a".*"the answers"/)
  })

  it('The TypeScript samples of the contract and the guides compile against the client', async () => {
    const modules = new Map(
      shown.map(({ operationId, samples }) => [`${operationId}.ts`, samples['TypeScript'] ?? '']),
    )
    for (const readme of ['docs/clients.md', 'sdk/typescript/README.md']) {
      const blocks = (await readFile(path.join(ROOT, readme), 'utf8')).matchAll(/^```ts\n(.*?)^```/gms)
      const ours = [...blocks]
        .map(([, text = '']) => text)
        .filter((text) => text.includes("'wan-video-client'"))
      assert.ok(ours.length > 0, readme)
      ours.forEach((text, i) => modules.set(`${readme.replaceAll('/', '-')}-${i}.ts`, text))
    }
    const program = programOf(modules)
    const faults = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
      return `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
    })
    assert.deepEqual(faults, [])
  })
})

/** A program of modules in memory that import the project's and, by its name, the client. */
function programOf(modules: ReadonlyMap<string, string>): ts.Program {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: { compilerOptions: object }
  }
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...config.compilerOptions, paths: { 'wan-video-client': ['./sdk/typescript/src/index.ts'] } },
    ROOT,
  )
  const host = ts.createCompilerHost(options)
  const inMemory = new Map([...modules].map(([name, text]) => [path.join(ROOT, 'sdk', name), text]))
  const { getSourceFile, fileExists } = host
  host.fileExists = (file) => inMemory.has(file) || fileExists(file)
  host.getSourceFile = (file, ...rest) => {
    const text = inMemory.get(file)
    return text === undefined ? getSourceFile(file, ...rest) : ts.createSourceFile(file, text, rest[0])
  }
  return ts.createProgram([...inMemory.keys()], options, host)
}
