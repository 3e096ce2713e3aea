import type { Request, RequestHandler } from 'express'
import type { Deps } from '#core/deps.ts'
import { publicBaseUrl } from '#core/config/config.ts'
import type { Act, Call, RenderedAction } from '#api/endpoints/action.ts'
import { cancelBatch, getBatch } from '#api/endpoints/batches/batch.ts'
import { cancel } from '#api/endpoints/videos/cancel.ts'
import { findContent } from '#api/endpoints/videos/content.ts'
import { createAndWaitAs } from '#api/endpoints/videos/create-and-wait.ts'
import { createAs } from '#api/endpoints/videos/create.ts'
import { createBatchAs } from '#api/endpoints/batches/create-batch.ts'
import { dryRun, estimate } from '#api/endpoints/videos/estimate.ts'
import { events } from '#api/endpoints/events/events.ts'
import { extendAs } from '#api/endpoints/videos/extend.ts'
import { find } from '#api/endpoints/videos/find.ts'
import { get } from '#api/endpoints/videos/get.ts'
import { healthFault } from '#api/endpoints/health.ts'
import { parseIdempotencyKey } from '#api/creation/idempotency.ts'
import { list } from '#api/endpoints/videos/list.ts'
import { modelAs, type SchemaOf } from '#api/endpoints/models/model.ts'
import { models } from '#api/endpoints/models/models.ts'
import { findPublicFile } from '#api/endpoints/videos/public-file.ts'
import { remove } from '#api/endpoints/videos/remove.ts'
import { remixAs } from '#api/endpoints/videos/remix.ts'
import { rerunAs } from '#api/endpoints/videos/rerun.ts'
import { createWaiting, getWaiting } from '#api/endpoints/videos/wait.ts'
import type { Action, ActionResult, Dialect, Links, WireRequest } from '#api/dialects/dialect.ts'
import { DIALECTS } from '#api/dialects/dialect-of-path.ts'
import { callAttemptOf, isDryRun } from '#api/http/retry-attempt.ts'
import { cancelAfterSecondsOf } from '#api/http/cancel-after.ts'
import type { Contract } from '#api/contract/contract.ts'
import { conditional } from '#api/http/etag.ts'
import type { EventStreams } from '#api/watching/event-streams.ts'
import { modelSchema } from '#api/contract/model-schema.ts'
import { waitSecondsOf } from '#api/http/prefer.ts'
import { stateOf, type Principal } from '#api/http/request-state.ts'
import type { TaskRoute } from './routes.ts'
import { sendAsset } from '#api/http/send-asset.ts'
import { sendJson } from '#api/http/send.ts'
import type { TaskWatch } from '#api/watching/task-watch.ts'
import { filesOf } from '#api/http/form-files.ts'

/** What everybody who waits for tasks in this process shares. */
export interface Waiting {
  readonly watch: TaskWatch
  readonly streams: EventStreams
}

/** Parse, act, render: what every operation of a dialect consists of. */
export function taskHandler(
  deps: Deps,
  route: TaskRoute,
  waiting: Waiting,
  contract: Contract,
): RequestHandler {
  const dialect = DIALECTS[route.dialect]
  switch (route.action) {
    case 'create':
      return dryRunOr(
        rendered(deps, dialect, 'create', createWaiting(waiting.watch, createAs(route.dialect))),
        dialect.parse.dryRun && rendered(deps, dialect, 'dryRun', dryRun),
      )
    case 'estimate':
      return rendered(deps, dialect, 'estimate', estimate)
    case 'dryRun':
      return rendered(deps, dialect, 'dryRun', dryRun)
    case 'createBatch':
      return withoutIdleTimeout(rendered(deps, dialect, 'createBatch', createBatchAs(route.dialect)))
    case 'getBatch':
      return rendered(deps, dialect, 'getBatch', getBatch)
    case 'cancelBatch':
      return withoutIdleTimeout(rendered(deps, dialect, 'cancelBatch', cancelBatch))
    case 'get':
      return rendered(deps, dialect, 'get', getWaiting(waiting.watch, get))
    case 'list':
      return rendered(deps, dialect, 'list', list)
    case 'remove':
      return rendered(deps, dialect, 'remove', remove)
    case 'cancel':
      return rendered(deps, dialect, 'cancel', cancel)
    case 'rerun':
      return rendered(deps, dialect, 'rerun', rerunAs(route.dialect))
    case 'remix':
      return rendered(deps, dialect, 'remix', remixAs(route.dialect))
    case 'extend':
      return rendered(deps, dialect, 'extend', extendAs(route.dialect))
    case 'models':
      return rendered(deps, dialect, 'models', models)
    case 'model':
      return rendered(deps, dialect, 'model', modelAs(schemasOf(contract)))
    case 'content':
      return download(deps, dialect)
    case 'watch':
      return stream(dialect, waiting.streams)
    case 'events':
      return rendered(deps, dialect, 'events', events)
    case 'find':
      return rendered(deps, dialect, 'find', find)
    case 'createAndWait':
      return withoutIdleTimeout(
        rendered(deps, dialect, 'createAndWait', createAndWaitAs(waiting.watch, route.dialect)),
      )
    case 'publicFile':
      return publicDownload(deps, dialect)
    case 'health':
      return open(deps, dialect, 'health', async () => ({ fault: await healthFault(deps) }))
    case 'describe':
      return open(deps, dialect, 'describe', async () => ({}))
  }
}

function rendered<A extends RenderedAction>(
  deps: Deps,
  dialect: Dialect,
  action: A,
  act: Act<A>,
): RequestHandler {
  const parse = dialect.parse[action]
  const render = dialect.render[action]
  if (parse === undefined || render === undefined) throw missingAction(dialect, action)
  const links: Links = { baseUrl: publicBaseUrl(deps.config) }
  return async (req, res) => {
    const gone = new AbortController()
    res.once('close', () => gone.abort())
    const call: Call = {
      deps,
      principal: stateOf(res).principal as Principal,
      idempotencyKey: parseIdempotencyKey(req.headers['idempotency-key']),
      attempt: callAttemptOf(deps.clock, req, res),
      waitSeconds: dialect.takesPreferences ? waitSecondsOf(req) : null,
      cancelAfterSeconds:
        dialect.takesPreferences && req.method === 'POST' ? cancelAfterSecondsOf(req) : null,
      signal: gone.signal,
    }
    const answer = await act(call, parse(wireRequest(req, stateOf(res).itemFaults)), (result) =>
      render(result, links),
    )
    sendJson(res, action === 'get' && dialect.takesPreferences ? conditional(req, answer) : answer)
  }
}

/** A create that only asks what would come of it, where the format has that. */
function dryRunOr(create: RequestHandler, dry: RequestHandler | undefined): RequestHandler {
  if (dry === undefined) return create
  return (req, res, next) => (isDryRun(req) ? dry : create)(req, res, next)
}

function download(deps: Deps, dialect: Dialect): RequestHandler {
  const parse = dialect.parse.content
  if (parse === undefined) throw missingAction(dialect, 'content')
  return async (req, res) => {
    const principal = stateOf(res).principal as Principal
    const { task, asset } = await findContent({ deps, principal }, parse(wireRequest(req)))
    await sendAsset(deps, req, res, task, asset)
  }
}

function stream(dialect: Dialect, streams: EventStreams): RequestHandler {
  const parse = dialect.parse.watch
  if (parse === undefined || dialect.events === undefined)
    throw new Error(`the dialect ${dialect.name} lacks the action watch`)
  return streams.open(dialect.events, (req) => parse(wireRequest(req)).taskId)
}

/** An answer that takes longer than the server lets a connection be idle. */
function withoutIdleTimeout(handler: RequestHandler): RequestHandler {
  return (req, res, next) => {
    const idleMs = req.socket.timeout ?? 0
    req.socket.setTimeout(0)
    res.once('close', () => req.socket.setTimeout(idleMs))
    return handler(req, res, next)
  }
}

function publicDownload(deps: Deps, dialect: Dialect): RequestHandler {
  const parse = dialect.parse.publicFile
  if (parse === undefined) throw missingAction(dialect, 'publicFile')
  return async (req, res) => {
    const { task, asset } = await findPublicFile(deps, parse(wireRequest(req)))
    await sendAsset(deps, req, res, task, asset)
  }
}

/** For what is open to all and about the service, not a task. */
function open<A extends 'health' | 'describe'>(
  deps: Deps,
  dialect: Dialect,
  action: A,
  find: () => Promise<ActionResult[A]>,
): RequestHandler {
  const render = dialect.render[action]
  if (render === undefined) throw missingAction(dialect, action)
  const links: Links = { baseUrl: publicBaseUrl(deps.config) }
  return async (_req, res) => sendJson(res, render(await find(), links))
}

/** What each model takes, by the contract of the create. */
function schemasOf(contract: Contract): SchemaOf {
  const create = contract.operations.find(({ operationId }) => operationId === 'openai.create')
  const body = create?.body?.['application/json'] ?? {}
  return (all, model) => modelSchema(contract, body, all, model)
}

const missingAction = (dialect: Dialect, action: Action): Error =>
  new Error(`the dialect ${dialect.name} lacks the action ${action}`)

function wireRequest(req: Request, itemFaults?: WireRequest['itemFaults']): WireRequest {
  return {
    path: req.params as Record<string, string>,
    query: req.query,
    body: { ...(req.body as Record<string, unknown> | undefined) },
    files: filesOf(req),
    ...(itemFaults === undefined ? {} : { itemFaults }),
  }
}
