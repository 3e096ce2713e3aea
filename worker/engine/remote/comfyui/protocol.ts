import { openAsBlob } from 'node:fs'
import { FormData } from 'undici'
import { EngineError } from '#worker/engine/failure.ts'
import type { RequestedLora } from '#core/task/parameters.ts'
import type { EngineRequest } from '#worker/engine/run.ts'
import { reportsOutOfMemory } from '#worker/engine/out-of-memory.ts'
import { writePreviewOf } from '#worker/media/preview.ts'
import { isObject } from '#worker/wan/folder/config/json-fields.ts'
import type { ServerEntry } from '#worker/engine/remote/server/entries.ts'
import { openServerHttp, ServerUnreachable } from '#worker/engine/remote/server/http.ts'
import { JobRefused, type JobState, type ServerProtocol } from '#worker/engine/remote/server/protocol.ts'
import { classesOf, workflowFaults, type ObjectInfo } from '#worker/engine/remote/workflow/check.ts'
import { endOf, historyEntry, placeInQueue, progressOf, promptRefusal, savedVideos } from './answers.ts'
import { bindLoras } from '#worker/engine/remote/workflow/loras.ts'
import { openComfySocket, type ComfySocket } from './socket.ts'
import {
  bindWorkflow,
  workflowDigest,
  type Bound,
  type BoundValues,
  type Workflow,
} from '#worker/engine/remote/workflow/workflow.ts'

/** Far above an hour of 4K. */
const MOST_VIDEO_BYTES = 16 * 2 ** 30

interface ComfyBody {
  readonly workflow: Workflow
  readonly values: BoundValues
  /** Picture files by what they are bound as. */
  readonly pictures: Readonly<Partial<Record<Bound, string>>>
  readonly loras: readonly RequestedLora[]
}

/** ComfyUI: one prompt at a time, under the id that the worker has chosen. */
export function openComfyProtocol(entry: ServerEntry): ServerProtocol<ComfyBody> {
  const http = openServerHttp(entry)
  /** What runs here were asked for, and what is heard of them. */
  const runs = new Map<string, { readonly workflow: Workflow; readonly socket: ComfySocket }>()
  const listen = (promptId: string, workflow: Workflow): void => {
    const { origin, credential } = entry
    if (!runs.has(promptId))
      runs.set(promptId, {
        workflow,
        socket: openComfySocket({ origin, promptId, dispatcher: http.agent, credential }),
      })
  }
  const forget = (promptId: string): void => {
    runs.get(promptId)?.socket.close()
    runs.delete(promptId)
  }

  const post = async (path: string, body: object): Promise<void> => {
    const { status } = await http.json(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (status >= 300) throw new ServerUnreachable(`POST ${path} is answered ${status}`)
  }
  /** @throws ServerUnreachable for any other answer than 200. */
  const get = async (path: string, signal?: AbortSignal): Promise<unknown> => {
    const { status, body } = await http.json(path, signal === undefined ? {} : { signal })
    if (status !== 200) throw new ServerUnreachable(`GET ${path} is answered ${status}`)
    return body
  }
  const ended = async (id: string, signal?: AbortSignal) =>
    historyEntry(await get(`/history/${encodeURIComponent(id)}`, signal), id)

  /** Uploads a picture under a name of the job, so that nobody else's takes its place. */
  async function upload(file: string, key: string, bound: string): Promise<string> {
    const form = new FormData()
    form.set('image', await openAsBlob(file, { type: 'image/png' }), `${key}-${bound}.png`)
    form.set('overwrite', 'true')
    form.set('type', 'input')
    const { status, body } = await http.json('/upload/image', { method: 'POST', body: form })
    if (status !== 200 || !isObject(body) || typeof body['name'] !== 'string')
      throw new ServerUnreachable(`POST /upload/image is answered ${status}`)
    const { name, subfolder } = body
    return typeof subfolder === 'string' && subfolder !== '' ? `${subfolder}/${name}` : name
  }

  return {
    isIdempotent: true,
    idOf: (key) => key,
    async probe(signal) {
      const { status, body } = await http.json('/system_stats', { signal })
      if (status === 401 || status === 403) throw new Error(`it refuses the credential (${status})`)
      const system = isObject(body) ? body['system'] : null
      if (status !== 200 || !isObject(system)) throw new Error(`it answers GET /system_stats with ${status}`)
      const version = system['comfyui_version']
      return {
        kind: 'comfyui',
        version: typeof version === 'string' ? version : null,
        models: null,
        fixed: [],
        takesLastFrame: true,
        makesExactFrames: true,
        loras: { most: null, perTransformer: true },
        notes: [],
      }
    },
    async faultsOf(workflow) {
      const answers = await Promise.all(
        classesOf(workflow.nodes).map((name) => get(`/object_info/${encodeURIComponent(name)}`)),
      )
      return workflowFaults(workflow, Object.assign({}, ...answers) as ObjectInfo)
    },
    async prepare(request, { workflow }) {
      if (workflow === null) throw new Error('a model of ComfyUI needs a workflow')
      const values = valuesOf(request)
      const { loras = [] } = request
      const pictures = Object.fromEntries(
        Object.entries({ first_frame: request.imagePath, last_frame: request.lastImagePath }).filter(
          ([, file]) => file !== null,
        ),
      ) as ComfyBody['pictures']
      for (const bound of Object.keys(pictures) as Bound[])
        if (workflow.bindings[bound] === undefined)
          throw new EngineError('invalid_input', `The workflow takes no ${bound.replace('_', ' ')}.`, false)
      const { prompt: _, negative_prompt: __, first_frame: ___, last_frame: ____, ...shown } = values
      const parameters = Object.fromEntries(
        Object.entries(shown).filter(([bound]) => workflow.bindings[bound as Bound] !== undefined),
      )
      return {
        body: { workflow, values, pictures, loras },
        sent: {
          parameters: loras.length === 0 ? parameters : { ...parameters, loras },
          workflow: workflowDigest(workflow.nodes),
        },
      }
    },
    async create({ workflow, values, pictures, loras }, key) {
      listen(key, workflow)
      // Two prompts of one id would both be run.
      if (placeInQueue(await get('/queue'), key) !== null || (await ended(key)) !== null) return key
      const names: Partial<Record<Bound, string>> = {}
      for (const [bound, file] of Object.entries(pictures) as [Bound, string][])
        names[bound] = await upload(file, key, bound)
      const filled = bindWorkflow(workflow, { ...values, ...names })
      const prompt = bindLoras(filled, workflow.loraSlots, workflow.loraFiles, loras)
      const { status, body } = await http.json('/prompt', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ prompt, prompt_id: key, client_id: key }),
      })
      if (status === 200 && isObject(body) && typeof body['prompt_id'] === 'string') {
        const id = body['prompt_id']
        if (id !== key) forget(key)
        listen(id, workflow)
        return id
      }
      forget(key)
      const refusal = promptRefusal(status, body)
      if (refusal.reason !== 'model') throw new JobRefused(refusal)
      throw new EngineError('model_unavailable', 'The server cannot run the workflow of the model.', false, {
        cause: refusal.message,
      })
    },
    recall: ({ workflow }, id) => listen(id, workflow),
    async look(id, signal): Promise<JobState> {
      const entryOf = await ended(id, signal)
      if (entryOf !== null) {
        const end = endOf(entryOf)
        if (end.status === 'failed' && reportsOutOfMemory(end.message))
          await post('/free', { unload_models: true, free_memory: true }).catch(() => undefined)
        return end
      }
      const place = placeInQueue(await get('/queue', signal), id)
      if (place === null) return { status: 'unknown' }
      if (place === 'pending') return { status: 'queued' }
      const run = runs.get(id)
      return {
        status: 'running',
        progress: run === undefined ? null : progressOf(run.socket.run, run.workflow.nodes),
      }
    },
    async remove(id) {
      await post('/queue', { delete: [id] })
      // Without an id older versions interrupt whatever runs.
      if (placeInQueue(await get('/queue'), id) === 'running') await post('/interrupt', { prompt_id: id })
      await post('/history', { delete: [id] })
    },
    release: forget,
    async download(id, file, signal) {
      const entryOf = await ended(id, signal)
      if (entryOf === null) return false
      const [saved, ...others] = savedVideos(entryOf, runs.get(id)?.workflow.output ?? null)
      if (saved === undefined || others.length > 0)
        throw new EngineError(
          'upstream_failed',
          `The workflow saved ${saved === undefined ? 'no video' : `${others.length + 1} videos`} instead of one.`,
          false,
        )
      const query = new URLSearchParams({ ...saved })
      const status = await http.download(`/view?${query.toString()}`, file, {
        signal,
        maxBytes: MOST_VIDEO_BYTES,
      })
      if (status < 300) return true
      if (status === 404) return false
      throw new ServerUnreachable(`GET /view is answered ${status}`)
    },
    async preview(id, file) {
      const picture = runs.get(id)?.socket.run.preview ?? null
      return picture !== null && (await writePreviewOf(picture, file))
    },
    async close() {
      for (const id of runs.keys()) forget(id)
      await http.close()
    },
  }
}

/** The values of a request; the names of its pictures are known once they are uploaded. */
const valuesOf = (request: EngineRequest): BoundValues => ({
  prompt: request.prompt,
  negative_prompt: request.negativePrompt,
  seed: request.seed,
  width: request.width,
  height: request.height,
  frames: request.frames,
  fps: request.fps,
  steps: request.steps,
  guidance_scale: request.guidanceScale,
  guidance_scale_2: request.guidanceScale2,
  flow_shift: request.flowShift,
  first_frame: null,
  last_frame: null,
})
