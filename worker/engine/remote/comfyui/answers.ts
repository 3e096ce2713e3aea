import { isObject } from '#worker/wan/folder/config/json-fields.ts'
import type { EnginePhase } from '#worker/engine/run.ts'
import type { JobProgress, JobState, Refusal } from '#worker/engine/remote/server/protocol.ts'
import type { LiveRun } from './socket.ts'
import type { Nodes } from '#worker/engine/remote/workflow/workflow.ts'

/** A file that a node has saved. */
export interface SavedFile {
  readonly filename: string
  readonly subfolder: string
  readonly type: string
}

type Entry = Readonly<Record<string, unknown>>

/** The entry of a prompt in an answer to `/history/{id}`; null while it is not there. */
export const historyEntry = (body: unknown, id: string): Entry | null =>
  isObject(body) && isObject(body[id]) ? body[id] : null

/** How a prompt ended, as its entry in the history says. */
export function endOf(entry: Entry): JobState {
  const status = isObject(entry['status']) ? entry['status'] : {}
  if (status['status_str'] !== 'error') return { status: 'completed' }
  const messages = Array.isArray(status['messages']) ? (status['messages'] as unknown[]) : []
  for (const message of messages.toReversed()) {
    const [type, data] = Array.isArray(message) ? (message as unknown[]) : []
    if (type === 'execution_interrupted')
      return { status: 'failed', message: 'the run was interrupted there', isRequest: false }
    if (type !== 'execution_error' || !isObject(data)) continue
    const { exception_message: text, exception_type: exception, node_type: node } = data
    // torch.OutOfMemoryError says so in its name alone.
    const what = /OutOfMemory/.test(String(exception)) ? `out of memory: ${String(text)}` : String(text)
    return { status: 'failed', message: `${String(node)}: ${what}`, isRequest: false }
  }
  return { status: 'failed', message: 'no reason is given', isRequest: false }
}

/** Where a prompt stands in an answer to `/queue`; null when it is not there. */
export function placeInQueue(body: unknown, id: string): 'running' | 'pending' | null {
  const has = (list: unknown): boolean =>
    Array.isArray(list) && list.some((item) => Array.isArray(item) && item[1] === id)
  if (!isObject(body)) return null
  if (has(body['queue_running'])) return 'running'
  return has(body['queue_pending']) ? 'pending' : null
}

/** The phase that a node of a class belongs to. */
const PHASE_OF: readonly (readonly [RegExp, EnginePhase])[] = [
  [/Sampler/i, 'denoise'],
  [/VAEDecode/i, 'decode'],
  [/CreateVideo|SaveVideo|SaveWEBM|VideoCombine/i, 'encode_video'],
  [/TextEncode/i, 'encode_prompt'],
  [/ImageToVideo|VAEEncode|CLIPVisionEncode/i, 'encode_image'],
]

/** How far a run is: the phase of the node at work, and the steps of all samplers together. */
export function progressOf(run: LiveRun | null, nodes: Nodes): JobProgress | null {
  if (run === null) return null
  const isSampler = (id: string): boolean => /Sampler/i.test(nodes[id]?.class_type ?? '')
  const step = [...run.steps].reduce((sum, [id, value]) => (isSampler(id) ? sum + value : sum), 0)
  const className = nodes[run.node ?? '']?.class_type ?? ''
  const phase = PHASE_OF.find(([pattern]) => pattern.test(className))?.[1]
  // A second sampler's model is loaded in the middle of the steps.
  return { phase: phase ?? (step > 0 ? 'denoise' : 'load'), step }
}

const VIDEO = /\.(mp4|webm|mov|mkv)$/i

/** The videos that a prompt has saved, those of one node if it is named. */
export function savedVideos(entry: Entry, output: string | null): SavedFile[] {
  const outputs = isObject(entry['outputs']) ? entry['outputs'] : {}
  return Object.entries(outputs)
    .filter(([id]) => output === null || id === output)
    .flatMap(([, node]) => (isObject(node) ? Object.values(node).flat() : []))
    .flatMap((file): SavedFile[] => {
      if (!isObject(file) || typeof file['filename'] !== 'string' || !VIDEO.test(file['filename'])) return []
      const { filename, subfolder, type } = file
      return [{ filename, subfolder: text(subfolder), type: text(type) || 'output' }]
    })
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Errors of nodes for which the workflow or the server's files are to blame, not the request. */
const OPERATORS = ['missing_node_type', 'value_not_in_list', 'required_input_missing', 'prompt_no_outputs']

/**
 * Why a prompt was refused. `model`: the server cannot run the workflow, whatever the request, as
 * when it lacks a custom node or a file of weights.
 */
export function promptRefusal(
  status: number,
  body: unknown,
): Refusal | { readonly reason: 'model'; readonly message: string } {
  if (status === 401 || status === 403) return { reason: 'credential', message: `it answers ${status}` }
  if (status === 429 || status === 503) return { reason: 'full', retryAfterSeconds: null }
  if (status !== 400 || !isObject(body)) return { reason: 'broken', message: `it answers ${status}` }
  const errors = [body['error'], ...nodeErrors(body['node_errors'])].filter(isObject)
  const words = errors.map(({ message, details }) => `${String(message)} (${String(details)})`)
  const isOperators = errors.some(({ type }) => OPERATORS.includes(String(type)))
  return { reason: isOperators ? 'model' : 'request', message: words.join('; ') || 'the prompt is refused' }
}

const nodeErrors = (errors: unknown): unknown[] =>
  isObject(errors)
    ? Object.values(errors).flatMap((node) =>
        isObject(node) && Array.isArray(node['errors']) ? (node['errors'] as unknown[]) : [],
      )
    : []
