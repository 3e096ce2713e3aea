import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { photograph, type TestApi } from '#test/support/service/service.ts'

/** One step of a golden file: an exchange, or an event of the newest task. */
export type Step = Exchange | { readonly event: 'start' | 'fail' | 'complete' | 'expire' }

export interface Exchange {
  readonly title: string
  readonly request: {
    readonly method: string
    readonly path: string
    /** The header value; null for no header, absent for the key of the tenant `acme`. */
    readonly authorization?: string | null
    readonly json?: unknown
    readonly text?: string
    /** `@photo` stands for the file of a photograph, named by what follows. */
    readonly form?: Readonly<Record<string, string>>
  }
  readonly response: {
    readonly status: number
    readonly headers?: Readonly<Record<string, string>>
    /** Absent when the body is a file. */
    readonly body?: unknown
  }
}

export const VIDEO = Buffer.from('the bytes of a video')
const BYTES = { video: VIDEO, thumbnail: Buffer.from('webp'), spritesheet: Buffer.from('jpg') }

const PATTERNS: Readonly<Record<string, string>> = {
  hex: '[0-9a-f]{32}',
  uuid: '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  any: '[\\s\\S]*',
}

export interface Stage {
  readonly api: TestApi
  /** Names that golden files may use in braces: `{images}`, `{id}`, … */
  readonly names: Map<string, string>
}

export const readGolden = async (name: string): Promise<readonly Step[]> =>
  JSON.parse(
    await readFile(path.join(import.meta.dirname, 'golden', `${name}.json`), 'utf8'),
  ) as readonly Step[]

/** Sends the request and checks the answer. What matches `{hex:id}` becomes the name `{id}`. */
export async function play(stage: Stage, step: Step): Promise<void> {
  if ('event' in step) return await happen(stage.api, step.event)
  const { request, response } = step
  const answer = await stage.api.call(fill(stage, request.path), await requestInit(stage, request))
  assert.equal(answer.status, response.status, `${step.title}: ${await answer.clone().text()}`)
  assertDeprecated(answer, step.title)
  for (const [name, value] of Object.entries(response.headers ?? {}))
    match(stage, value, answer.headers.get(name), `${step.title}, header ${name}`)
  if (response.body === undefined) {
    if (response.status === 200) assert.deepEqual(Buffer.from(await answer.arrayBuffer()), VIDEO, step.title)
    return
  }
  match(stage, response.body, await answer.json(), step.title)
}

export function assertDeprecated(answer: Response, what: string): void {
  assert.match(answer.headers.get('deprecation') ?? '', /^@\d+$/, what)
  assert.match(answer.headers.get('sunset') ?? '', /^\w{3}, \d\d \w{3} \d{4} 23:59:59 GMT$/, what)
  assert.match(answer.headers.get('link') ?? '', /rel="deprecation".*rel="successor-version"/, what)
}

export async function requestInit(
  stage: Stage,
  request: Exchange['request'],
): Promise<RequestInit & { headers: Headers }> {
  const headers = new Headers()
  // The test service adds its own key when the header is absent.
  if (request.authorization !== undefined)
    headers.set('authorization', request.authorization === null ? '' : fill(stage, request.authorization))
  const init = { method: request.method, headers }
  if (request.json !== undefined) {
    headers.set('content-type', 'application/json')
    return { ...init, body: JSON.stringify(await filled(stage, request.json)) }
  }
  if (request.text !== undefined) {
    headers.set('content-type', 'application/json')
    return { ...init, body: request.text }
  }
  if (request.form === undefined) return init
  const form = new FormData()
  for (const [name, value] of Object.entries(request.form))
    if (value.startsWith('@photo '))
      form.set(name, new Blob([await photograph()], { type: 'image/jpeg' }), value.slice('@photo '.length))
    else form.set(name, value)
  return { ...init, body: form }
}

const fill = (stage: Stage, text: string): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => stage.names.get(name) ?? whole)

async function filled(stage: Stage, value: unknown): Promise<unknown> {
  if (value === '{photo}') return (await photograph()).toString('base64')
  if (typeof value === 'string') return fill(stage, value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value).map(
    async ([name, member]) => [name, await filled(stage, member)] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}

/**
 * Asserts equality, except for placeholders: `{integer}` and `{number}` stand for numbers,
 * `{hex:id}` and the like for text.
 */
function match(stage: Stage, expected: unknown, actual: unknown, what: string): void {
  if (expected === '{integer}') return assert.ok(Number.isInteger(actual), `${what}: ${String(actual)}`)
  if (expected === '{number}') return assert.ok(typeof actual === 'number', `${what}: ${String(actual)}`)
  if (typeof expected === 'string') return matchText(stage, expected, actual, what)
  if (typeof expected !== 'object' || expected === null) return assert.equal(actual, expected, what)
  assert.ok(typeof actual === 'object' && actual !== null, `${what}: ${String(actual)}`)
  assert.deepEqual(Object.keys(actual).toSorted(), Object.keys(expected).toSorted(), what)
  for (const [name, value] of Object.entries(expected))
    match(stage, value, (actual as Record<string, unknown>)[name], `${what}, ${name}`)
}

function matchText(stage: Stage, expected: string, actual: unknown, what: string): void {
  const names: string[] = []
  const pattern = fill(stage, expected)
    .split(/(\{\w+(?::\w+)?\})/)
    .map((part) => {
      const [, kind = '', name] = /^\{(\w+)(?::(\w+))?\}$/.exec(part) ?? []
      if (PATTERNS[kind] === undefined) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
      names.push(name ?? '')
      return `(${PATTERNS[kind]})`
    })
    .join('')
  assert.ok(typeof actual === 'string', `${what}: ${String(actual)} is not text like ${expected}`)
  const found = new RegExp(`^${pattern}$`).exec(actual)
  assert.ok(found, `${what}: ${JSON.stringify(actual)} is not ${expected}`)
  for (const [index, name] of names.entries())
    if (name !== '') stage.names.set(name, found[index + 1] as string)
}

interface NewestTask {
  readonly id: string
  readonly job_id: string
  readonly fencing_token: number
}

export async function newestTask({ deps }: TestApi): Promise<NewestTask> {
  return await deps.db
    .selectFrom('tasks')
    .select(['id', 'job_id', 'fencing_token'])
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
}

export const finish = async (api: TestApi, taskId: string): Promise<void> => await api.complete(taskId, BYTES)

/** Applies to the newest task what the worker does, or lets its time run out. */
export async function happen(api: TestApi, event: 'start' | 'fail' | 'complete' | 'expire'): Promise<void> {
  const { id, job_id: jobId, fencing_token: fencingToken } = await newestTask(api)
  switch (event) {
    case 'start':
      await lifecycle.start(api.deps, { taskId: id, jobId, retryCount: 0 })
      return
    case 'fail':
      await lifecycle.fail(
        api.deps,
        { taskId: id, fencingToken },
        { code: 'encode_failed', message: 'The frames could not be encoded.', retryable: false },
      )
      return
    case 'complete':
      return await finish(api, id)
    case 'expire':
      api.clock.advance(3_601_000)
  }
}
