import { openAsBlob } from 'node:fs'
import { rm } from 'node:fs/promises'
import { FormData } from 'undici'
import { isObject } from '#worker/wan/folder/config/json-fields.ts'
import { EngineError } from '#worker/engine/failure.ts'
import { writePreviewOf } from '#worker/media/preview.ts'
import type { ServerEntry } from '#worker/engine/remote/server/entries.ts'
import { openServerHttp, ServerUnreachable, type JsonAnswer } from '#worker/engine/remote/server/http.ts'
import { JobRefused, type JobState, type ServerProtocol } from '#worker/engine/remote/server/protocol.ts'
import { jobStateOf, refusalOf } from './answers.ts'
import { fixedFieldsOf, loraSupportOf, sentFields, VIDEOS_KINDS, type VideosKind } from './kinds.ts'

/** Far above an hour of 4K. */
const MOST_VIDEO_BYTES = 16 * 2 ** 30
/** vLLM-Omni waits for the run to stop before it answers. */
const REMOVE_MS = 30_000
const MOST_PREVIEW_BYTES = 4 * 2 ** 20

interface VideosBody {
  readonly fields: Readonly<Record<string, unknown>>
  readonly files: Readonly<Record<string, string>>
}

/** A server with the OpenAI Videos API: `/v1/videos`. */
export function openVideosProtocol(entry: ServerEntry): ServerProtocol<VideosBody> {
  const http = openServerHttp(entry)
  let kind = VIDEOS_KINDS.find(({ name }) => name === entry.kind) ?? null
  const isChosen = kind !== null
  const known = (): VideosKind => {
    if (kind === null) throw new Error('the server has not answered a probe')
    return kind
  }
  const at = (id: string): string => `/v1/videos/${encodeURIComponent(id)}`

  return {
    get isIdempotent() {
      return known().isIdempotent
    },
    idOf: () => null,
    async probe(signal) {
      const { status, body } = await http.json('/v1/models', { signal })
      if (status === 401 || status === 403) throw new Error(`it refuses the credential (${status})`)
      if (status !== 200 && status !== 404) throw new Error(`it answers GET /v1/models with ${status}`)
      const listed = status === 200 ? modelsOf(body) : null
      if (!isChosen) kind = VIDEOS_KINDS.find(({ owner }) => owner.test(listed?.[0]?.owner ?? '')) ?? null
      const found = known()
      return {
        kind: found.name,
        version: await versionOf(found, signal),
        models: listed === null || listed.length === 0 ? null : listed.flatMap(({ names }) => names),
        fixed: fixedFieldsOf(found),
        takesLastFrame: found.lastFrame !== null,
        makesExactFrames: found.length === 'num_frames',
        loras: loraSupportOf(found),
        notes: found.notes,
      }
    },
    faultsOf: async () => [],
    async prepare(request, { model, parameters, loras, fixed }) {
      const own = known()
      const { imagePath, lastImagePath } = request
      const files: Record<string, string> = {}
      for (const [path, name, frame] of [
        [imagePath, own.firstFrame, 'first'],
        [lastImagePath, own.lastFrame, 'last'],
      ] as const) {
        if (path === null) continue
        if (name === null)
          throw new EngineError('invalid_input', `${own.title} takes no ${frame} frame.`, false)
        files[name] = path
      }
      const fields = { ...sentFields(own, request, { model, loras, fixed }), ...parameters }
      const { prompt: _, negative_prompt: __, ...shown } = fields as Record<string, unknown>
      return { body: { fields, files }, sent: { parameters: shown, workflow: null } }
    },
    async create({ fields, files }, key) {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields))
        form.set(name, typeof value === 'string' ? value : JSON.stringify(value))
      for (const [name, path] of Object.entries(files))
        form.set(name, await openAsBlob(path, { type: 'image/png' }), `${name}.png`)
      const headers = known().isIdempotent ? { 'idempotency-key': key } : {}
      const answer = await http.json('/v1/videos', { method: 'POST', headers, body: form })
      const { status, body } = answer
      if (status < 300 && isObject(body) && typeof body['id'] === 'string') return body['id']
      throw new JobRefused(refusalOf(answer))
    },
    recall: () => undefined,
    async look(id, signal): Promise<JobState> {
      return jobStateOf(await http.json(at(id), { signal }))
    },
    async remove(id) {
      const { status } = await http.json(at(id), { method: 'DELETE', timeoutMs: REMOVE_MS })
      // 409: vLLM-Omni is still stopping it.
      if (status >= 300 && status !== 404 && status !== 410)
        throw new ServerUnreachable(`DELETE of ${id} is answered ${status}`)
    },
    async download(id, file, signal) {
      const status = await http.download(`${at(id)}/content`, file, { signal, maxBytes: MOST_VIDEO_BYTES })
      if (status < 300) return true
      if (status === 404 || status === 410) return false
      throw new ServerUnreachable(`the content of ${id} is answered ${status}`)
    },
    async preview(id, file, signal) {
      if (!known().hasPreviews) return false
      const raw = `${file}.raw`
      const path = `${at(id)}/content?variant=preview`
      const status = await http.download(path, raw, { signal, maxBytes: MOST_PREVIEW_BYTES })
      if (status >= 300) return false
      const isWritten = await writePreviewOf(raw, file)
      await rm(raw, { force: true })
      return isWritten
    },
    release: () => undefined,
    close: () => http.close(),
  }

  async function versionOf({ version }: VideosKind, signal: AbortSignal): Promise<string | null> {
    if (version === null) return null
    const answer: JsonAnswer = await http.json(version.path, { signal }).catch((error: unknown) => {
      signal.throwIfAborted()
      return { status: 0, body: String(error), retryAfterSeconds: null }
    })
    let value: unknown = answer.status === 200 ? answer.body : null
    for (const member of version.member) value = isObject(value) ? value[member] : null
    return typeof value === 'string' ? value : null
  }
}

/** The models of a list and who owns them; null for another answer. */
function modelsOf(body: unknown): { names: string[]; owner: string }[] | null {
  if (!isObject(body) || !Array.isArray(body['data'])) return null
  return (body['data'] as unknown[]).flatMap((model) => {
    if (!isObject(model) || typeof model['id'] !== 'string') return []
    const { id, aliases, owned_by: owner } = model
    const others = Array.isArray(aliases) ? aliases.filter((alias) => typeof alias === 'string') : []
    return [{ names: [id, ...others], owner: typeof owner === 'string' ? owner : '' }]
  })
}
