/**
 * `npm run test:clients`: what others' own tests of their clients say about a real service. See
 * --help.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbeddedPostgres } from '#infra/dev/postgres/start.ts'
import { migrate } from '#migrations/migrate.ts'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { ALL_SCOPES, issueApiKey } from '#test/support/service/auth.ts'
import { ended, startService, type Service, type Video } from '#test/support/processes/processes.ts'
import { LITELLM, OPENAI_NODE, OPENAI_PYTHON, PEERS } from './exceptions.ts'
import { openPlaceholderProxy } from './placeholder-proxy.ts'
import { type Exception, reportSuite } from './report.ts'
import { checkoutLacks, pythonLacks, type Ran, runJest, runPytest, runScript } from './suites.ts'

const HELP = `Runs the tests of other people's clients against a service of its own, unchanged: a proxy puts real ids, a real
key and a real picture where they have placeholders. Prints what passed, what fails by design and why, and what failed.

  npm run test:clients -- [options]

  --openai-python <checkout>  of github.com/openai/openai-python
  --openai-node <checkout>    of github.com/openai/openai-node, with its packages installed
  --litellm                   the SDK of LiteLLM, as --python has it
  --peers <folder>            with the packages sglang and vllm_omni unpacked (pip download --no-deps, unzip)
  --python <program>          with openai-python's dependencies, pytest and pytest-asyncio; or with litellm, or with
                              aiohttp, requests, numpy, pillow, tqdm and pybase64 (default: python3)
  --verbose                   prints what the suites print
  --help                      this text

What is not named, or lacks something, is not run, which is said.
`
const PHOTO = path.resolve(import.meta.dirname, '../fixtures/photo.jpg')
const PYTHON_FILES = ['videos', 'files', 'models', 'webhooks'].map(
  (name) => `tests/api_resources/test_${name}.py`,
)
const NODE_FILES = ['videos', 'files', 'models', 'webhooks'].map(
  (name) => `tests/api-resources/${name}.test.ts`,
)

const { values } = parseArgs({
  options: {
    'openai-python': { type: 'string' },
    'openai-node': { type: 'string' },
    litellm: { type: 'boolean', default: false },
    peers: { type: 'string' },
    python: { type: 'string', default: 'python3' },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

interface Suite {
  readonly name: string
  /** Why it cannot run; null when it can. */
  readonly obstacle: string | null
  readonly exceptions: readonly Exception[]
  /** @param scratch a folder for what a client downloads */
  run(baseUrl: string, service: Service, scratch: string): Promise<Ran>
}

async function suites(): Promise<Suite[]> {
  const { python, litellm, peers } = values
  const pythonCheckout = values['openai-python']
  const nodeCheckout = values['openai-node']
  return [
    {
      name: 'openai-python',
      obstacle:
        pythonCheckout === undefined
          ? 'name a checkout with --openai-python'
          : ((await checkoutLacks(pythonCheckout, PYTHON_FILES[0]!)) ??
            (await pythonLacks(python, ['pytest', 'pytest_asyncio', 'httpx2', 'pydantic', 'jiter']))),
      exceptions: OPENAI_PYTHON,
      run: (baseUrl) => runPytest(python, path.resolve(pythonCheckout!), PYTHON_FILES, baseUrl),
    },
    {
      name: 'openai-node',
      obstacle:
        nodeCheckout === undefined
          ? 'name a checkout with --openai-node'
          : ((await checkoutLacks(nodeCheckout, NODE_FILES[0]!)) ??
            (await checkoutLacks(nodeCheckout, 'node_modules/.bin/jest', ': install its packages'))),
      exceptions: OPENAI_NODE,
      run: (baseUrl) => runJest(path.resolve(nodeCheckout!), NODE_FILES, baseUrl),
    },
    {
      name: 'LiteLLM',
      obstacle: litellm ? await pythonLacks(python, ['litellm']) : 'ask for it with --litellm',
      exceptions: LITELLM,
      run: (_, { baseUrl, apiKey }) =>
        runScript(python, path.join(import.meta.dirname, 'litellm_client.py'), {
          WAN_URL: `${baseUrl}/v1`,
          WAN_API_KEY: apiKey,
          WAN_IMAGE: PHOTO,
          LITELLM_LOCAL_MODEL_COST_MAP: 'True',
        }),
    },
    {
      name: 'SGLang and vLLM-Omni',
      obstacle:
        peers === undefined
          ? 'name a folder with --peers'
          : ((await checkoutLacks(peers, 'sglang')) ??
            (await checkoutLacks(peers, 'vllm_omni')) ??
            (await pythonLacks(python, ['aiohttp', 'requests', 'numpy', 'PIL', 'tqdm', 'pybase64']))),
      exceptions: PEERS,
      run: (_, { baseUrl, apiKey }, scratch) =>
        runScript(python, path.join(import.meta.dirname, 'peer_clients.py'), {
          WAN_URL: `${baseUrl}/v1`,
          WAN_API_KEY: apiKey,
          WAN_IMAGE: PHOTO,
          WAN_PEERS: path.resolve(peers!),
          WAN_SCRATCH: scratch,
        }),
    },
  ]
}

async function main(): Promise<void> {
  if (values.help) return void process.stdout.write(HELP)
  const all = await suites()
  const print = (lines: readonly string[]) => process.stdout.write(`${lines.join('\n')}\n`)
  print(all.flatMap(({ name, obstacle }) => (obstacle === null ? [] : [`${name}: not run: ${obstacle}`])))
  const ready = all.filter(({ obstacle }) => obstacle === null)
  if (ready.length === 0) return void (process.exitCode = 1)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'wan-clients-'))
  const postgres = await startEmbeddedPostgres({
    dataDir: path.join(folder, 'postgres'),
    durable: false,
    maxConnections: 60,
    log: () => undefined,
  })
  try {
    await migrate(postgres.url)
    const models = path.join(folder, 'models')
    await writeModels(models)
    const service = await startService({
      databaseUrl: postgres.url,
      env: { UPLOADED_VIDEOS: 'always', MODELS_DIR: models, ...ROOMY },
    })
    try {
      const proxy = await openPlaceholderProxy(await realThings(service))
      for (const { name, exceptions, run } of ready) {
        const { outcomes, output } = await run(proxy.url, service, folder)
        const { lines, fine } = reportSuite(name, outcomes, exceptions)
        print(values.verbose || outcomes.length === 0 ? [output, ...lines] : lines)
        if (!fine) process.exitCode = 1
      }
      proxy.close()
    } finally {
      await service.stop()
    }
  } finally {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Suites send hundreds of requests in a minute. */
const ROOMY = { MAX_QUEUED_PER_TENANT: '1000', RATE_LIMIT_PER_MINUTE: '100000', RATE_LIMIT_BURST: '100000' }

/** The tiny models at a size that OpenAI's SDKs know, in one step. */
async function writeModels(folder: string): Promise<void> {
  for (const name of ['wan2.1-i2v-tiny', 'wan2.1-t2v-tiny']) {
    await cp(path.join(MODELS_DIRECTORY, name), path.join(folder, name), {
      recursive: true,
      filter: (source) => path.basename(source) !== 'SHA256SUMS',
    })
    const file = path.join(folder, name, 'service.json')
    const service = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as {
      limits?: object
      defaults?: object
    }
    const limits = { ...service.limits, maxPixels: 720 * 1280, autoArea: 720 * 1280 }
    const defaults = { ...service.defaults, size: '720x1280', frames: 5, steps: 1 }
    await writeFile(file, JSON.stringify({ ...service, limits, defaults }))
  }
}

/**
 * One video is made; every further one is its copy out of the cache, under an id of its own. Then
 * the worker ends: what the suites create need not be made.
 */
async function realThings(service: Service) {
  const image = await readFile(PHOTO)
  const { key } = await issueApiKey(service.db, 'e2e', ALL_SCOPES)
  const seeded = { seed: '7', num_inference_steps: '1', num_frames: '5', size: '720x1280' }
  const completed = async (): Promise<string> => {
    const video: Video = await service.submit(seeded)
    return (await service.videoWhen(video.id, ended, 600_000)).id
  }
  const content = await service.call(`/v1/videos/${await completed()}/content`)
  const clip = Buffer.from(await content.arrayBuffer())
  if (!values.litellm && values.peers === undefined) await service.workers[0]!.kill('SIGTERM')
  return {
    baseUrl: service.baseUrl,
    apiKey: key,
    model: 'wan2.1-i2v-tiny',
    image,
    clip,
    video: completed,
    async file(): Promise<string> {
      const form = new FormData()
      form.set('purpose', 'vision')
      form.set('file', new Blob([new Uint8Array(image)], { type: 'image/jpeg' }), 'photo.jpg')
      const headers = { authorization: `Bearer ${key}` }
      const response = await service.call('/v1/files', { method: 'POST', body: form, headers })
      const { id } = (await response.json()) as { id: string }
      return id
    },
  }
}

await main()
