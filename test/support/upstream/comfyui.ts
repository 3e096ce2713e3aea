import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { writeClip } from '#test/support/media/clips.ts'
import type { Nodes } from '#worker/engine/remote/workflow/workflow.ts'
import { acceptSocket, type ServerSocket } from './web-socket.ts'

/** The files of weights that `docs/workflows/wan2.2-i2v-a14b-4steps` loads. */
export const I2V_FILES = [
  'umt5_xxl_fp8_e4m3fn_scaled.safetensors',
  'wan_2.1_vae.safetensors',
  ...['high', 'low'].flatMap((noise) => [
    `wan2.2_i2v_${noise}_noise_14B_fp8_scaled.safetensors`,
    `wan2.2_i2v_lightx2v_4steps_lora_v1_${noise}_noise.safetensors`,
  ]),
]

/** One prompt as the server got it. */
export interface SentPrompt {
  readonly id: string
  readonly nodes: Nodes
}

/**
 * A stand-in for ComfyUI that speaks its protocol, written after its `server.py` and
 * `execution.py`: one prompt at a time, events to the client that asked for it, a history that a
 * restart forgets. Of a workflow it executes the samplers, as waits, and the saving of a clip.
 */
export interface StandInComfy {
  readonly origin: string
  readonly prompts: SentPrompt[]
  /** Requests that arrived, as `METHOD /path`. */
  readonly requests: string[]
  /** Names of uploaded pictures. */
  readonly uploads: Map<string, Buffer>
  /** Time of one step. */
  stepMs: number
  /** What the next sampler fails with; null: it works. */
  failure: { readonly type: string; readonly message: string } | null
  /** Files of weights that the loaders list. */
  readonly files: Set<string>
  /** Forgets everything, as a restart does. */
  restart(): void
  close(): Promise<void>
}

interface Running {
  readonly prompt: SentPrompt
  readonly client: string
  interrupted: boolean
}

const LOADERS: Readonly<Record<string, string>> = {
  UNETLoader: 'unet_name',
  CLIPLoader: 'clip_name',
  VAELoader: 'vae_name',
  LoraLoaderModelOnly: 'lora_name',
}
const CLASSES = [
  ...Object.keys(LOADERS),
  ...['CLIPTextEncode', 'LoadImage', 'WanImageToVideo', 'Wan22ImageToVideoLatent', 'ModelSamplingSD3'],
  ...['KSampler', 'KSamplerAdvanced', 'VAEDecode', 'CreateVideo', 'SaveVideo'],
]

export async function startStandInComfy(files: readonly string[]): Promise<StandInComfy> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stand-in-comfy-'))
  const sockets = new Map<string, ServerSocket>()
  const history = new Map<string, object>()
  let pending: (readonly [SentPrompt, string])[] = []
  let running: Running | null = null

  const tell = (client: string, type: string, data: object): void =>
    sockets.get(client)?.text(JSON.stringify({ type, data }))
  const preview = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer()

  /** Executes a sampler; false when it was interrupted or failed. */
  async function sample(run: Running, node: string): Promise<'done' | 'interrupted' | 'failed'> {
    const { inputs } = run.prompt.nodes[node]!
    const steps = Number(inputs['steps'])
    const first = Number(inputs['start_at_step'] ?? 0)
    const max = Math.min(steps, Number(inputs['end_at_step'] ?? steps)) - first
    for (let value = 1; value <= max; value++) {
      await sleep(server.stepMs)
      if (run.interrupted) return 'interrupted'
      if (server.failure !== null) return 'failed'
      tell(run.client, 'progress', { value, max, prompt_id: run.prompt.id, node })
      const metadata = Buffer.from(JSON.stringify({ node_id: node, prompt_id: run.prompt.id }))
      const header = Buffer.alloc(8)
      header.writeUInt32BE(4)
      header.writeUInt32BE(metadata.length, 4)
      sockets.get(run.client)?.bytes(Buffer.concat([header, metadata, preview]))
    }
    return 'done'
  }

  async function execute(run: Running): Promise<object> {
    const { id, nodes } = run.prompt
    const messages: unknown[] = [['execution_start', { prompt_id: id }]]
    const end = (status: string, outputs: object) => ({
      prompt: [0, id, nodes, {}, []],
      outputs,
      status: { status_str: status, completed: status === 'success', messages },
      meta: {},
    })
    for (const [node, { class_type: name }] of Object.entries(nodes)) {
      tell(run.client, 'executing', { node, display_node: node, prompt_id: id })
      if (!/Sampler/.test(name)) continue
      const outcome = await sample(run, node)
      if (outcome === 'done') continue
      const what = { prompt_id: id, node_id: node, node_type: name, executed: [] }
      const { type, message } = server.failure ?? { type: '', message: '' }
      server.failure = null
      if (outcome === 'interrupted') messages.push(['execution_interrupted', what])
      else
        messages.push([
          'execution_error',
          { ...what, exception_message: message, exception_type: type, traceback: [] },
        ])
      return end('error', {})
    }
    const value = (name: string): unknown =>
      Object.values(nodes).flatMap(({ inputs }) =>
        typeof inputs[name] === 'number' ? [inputs[name]] : [],
      )[0]
    await writeClip(folder, `${id}.mp4`, {
      size: `${String(value('width'))}x${String(value('height'))}`,
      rate: String(value('fps')),
      frames: Number(value('length')),
    })
    const saver = Object.entries(nodes).find(([, node]) => node.class_type === 'SaveVideo')?.[0] ?? ''
    messages.push(['execution_success', { prompt_id: id }])
    return end('success', {
      [saver]: { images: [{ filename: `${id}.mp4`, subfolder: 'video', type: 'output' }], animated: [true] },
    })
  }

  async function work(): Promise<void> {
    const next = pending.shift()
    if (next === undefined) return
    const [prompt, client] = next
    const run: Running = { prompt, client, interrupted: false }
    running = run
    const entry = await execute(run)
    if (running !== run) return
    history.set(prompt.id, entry)
    running = null
    tell(client, 'executing', { node: null, prompt_id: prompt.id })
    void work()
  }

  const nodeErrors = (nodes: Nodes): object =>
    Object.fromEntries(
      Object.entries(nodes).flatMap(([id, { class_type: name, inputs }]) => {
        const file = inputs[LOADERS[name] ?? '']
        if (typeof file !== 'string' || server.files.has(file)) return []
        const error = {
          type: 'value_not_in_list',
          message: 'Value not in list',
          details: `'${file}' not in []`,
        }
        return [[id, { errors: [error], class_type: name }]]
      }),
    )

  function infoOf(name: string): object {
    if (!CLASSES.includes(name)) return {}
    const file = LOADERS[name]
    const required = file === undefined ? {} : { [file]: [[...server.files], {}] }
    return { [name]: { input: { required, optional: {} }, output_node: name === 'SaveVideo' } }
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://here')
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const bytes = Buffer.concat(chunks)
    const body = (): Record<string, unknown> => JSON.parse(bytes.toString()) as Record<string, unknown>
    const json = (status: number, value: object): void => {
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    }
    const [, root, rest] = /^\/(\w+)(?:\/(.+))?$/.exec(url.pathname) ?? []
    switch (`${req.method} /${root}`) {
      case 'GET /system_stats':
        return json(200, { system: { comfyui_version: '0.3.99', os: 'posix' }, devices: [] })
      case 'GET /object_info':
        return json(200, infoOf(decodeURIComponent(rest ?? '')))
      case 'GET /queue':
        return json(200, {
          queue_running: running === null ? [] : [[0, running.prompt.id, running.prompt.nodes, {}, []]],
          queue_pending: pending.map(([{ id, nodes }]) => [1, id, nodes, {}, []]),
        })
      case 'POST /queue': {
        const gone = (body()['delete'] ?? []) as string[]
        pending = pending.filter(([{ id }]) => !gone.includes(id))
        return void res.writeHead(200).end()
      }
      case 'POST /interrupt':
        if (running !== null && running.prompt.id === body()['prompt_id']) running.interrupted = true
        return void res.writeHead(200).end()
      case 'POST /free':
        return void res.writeHead(200).end()
      case 'GET /history':
        return json(200, history.has(rest ?? '') ? { [rest as string]: history.get(rest as string) } : {})
      case 'POST /history':
        for (const id of (body()['delete'] ?? []) as string[]) history.delete(id)
        return void res.writeHead(200).end()
      case 'POST /upload': {
        const form = await new Response(bytes, {
          headers: { 'content-type': req.headers['content-type'] ?? '' },
        }).formData()
        const file = form.get('image') as File
        server.uploads.set(file.name, Buffer.from(await file.arrayBuffer()))
        return json(200, { name: file.name, subfolder: '', type: 'input' })
      }
      case 'POST /prompt': {
        const {
          prompt,
          prompt_id: id,
          client_id: client,
        } = body() as {
          prompt: Nodes
          prompt_id: string
          client_id: string
        }
        const errors = nodeErrors(prompt)
        if (Object.keys(errors).length > 0)
          return json(400, {
            error: {
              type: 'prompt_outputs_failed_validation',
              message: 'Prompt outputs failed',
              details: '',
            },
            node_errors: errors,
          })
        server.prompts.push({ id, nodes: prompt })
        pending.push([{ id, nodes: prompt }, client])
        if (running === null) void work()
        return json(200, { prompt_id: id, number: 1, node_errors: {} })
      }
      case 'GET /view': {
        const file = await readFile(
          path.join(folder, path.basename(url.searchParams.get('filename') ?? '')),
        ).catch(() => null)
        return void (file === null ? res.writeHead(404).end() : res.writeHead(200).end(file))
      }
      default:
        return void res.writeHead(404).end()
    }
  }

  const http = createServer((req, res) => {
    server.requests.push(`${req.method} ${req.url}`)
    void answer(req, res)
  })
  http.on('upgrade', (req, socket) => {
    const client = new URL(req.url ?? '/', 'http://here').searchParams.get('clientId') ?? ''
    sockets.set(client, acceptSocket(req, socket))
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const forget = (): void => {
    pending = []
    if (running !== null) running.interrupted = true
    running = null
    history.clear()
    for (const socket of sockets.values()) socket.end()
    sockets.clear()
  }
  const server: StandInComfy = {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    prompts: [],
    requests: [],
    uploads: new Map(),
    stepMs: 20,
    failure: null,
    files: new Set(files),
    restart: forget,
    async close() {
      forget()
      const closed = once(http, 'close')
      http.close()
      http.closeAllConnections()
      await closed
      await rm(folder, { recursive: true, force: true })
    },
  }
  return server
}
