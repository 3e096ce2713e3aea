import type { Request, RequestHandler } from 'express'
import { publicBaseUrl } from '#core/config/config.ts'
import type { Deps } from '#core/deps.ts'
import type { OidcSignIn } from '#api/auth/oidc.ts'
import type { Contract } from '#api/contract/contract.ts'
import type { Action, Dialect, Links, WireRequest, WireResponse } from '#api/dialects/dialect.ts'
import { callOf, type Call, type ImageDecoder } from '#api/http/call.ts'
import { conditional } from '#api/http/etag.ts'
import { filesOf } from '#api/http/form-files.ts'
import { asPreferred } from '#api/http/prefer.ts'
import { stateOf } from '#api/http/request-state.ts'
import { sendJson } from '#api/http/send.ts'
import type { EventStreams } from '#api/watching/event-streams.ts'
import type { TenantStreams } from '#api/watching/tenant-streams.ts'
import type { TaskWatch } from '#api/watching/task-watch.ts'
import type { ConsoleApp } from '#api/endpoints/console/console.ts'

/** What the handlers of one process share. */
export interface Service {
  readonly deps: Deps
  readonly contract: Contract
  readonly watch: TaskWatch
  readonly streams: EventStreams
  readonly tenantStreams: TenantStreams
  readonly imageDecoder: ImageDecoder
  /** Null without an issuer. */
  readonly oidc: OidcSignIn | null
  /** The app at `/console`, read at its first request. */
  console(): Promise<ConsoleApp>
  /** True once the process is about to stop. */
  isDraining(): boolean
}

/** What a row of the routes names: the code behind one operation. */
export type Handler = (service: Service) => RequestHandler

/** An operation in three parts: parse, act, render. */
export interface Endpoint<Input, Result> {
  /** The format whose headers (`Idempotency-Key`, `Prefer`, `Cancel-After`) it reads, if any. */
  readonly dialect?: Dialect
  /** Wire to input; absent without input. @throws AppError that names the field. */
  readonly parse?: (request: WireRequest) => Input
  readonly act: (call: Call, input: Input) => Promise<Result>
  readonly render: (result: Result, links: Links) => WireResponse
}

/** The handler of an operation that acts first and renders its result afterwards. */
export const endpoint =
  <Input, Result>({ dialect, parse, act, render }: Endpoint<Input, Result>): Handler =>
  (service) => {
    const links = linksOf(service.deps)
    return async (req, res) => {
      const call = callOf(service, req, res, dialect)
      // Without a parser there is no input.
      const input = parse === undefined ? (undefined as Input) : parse(wireRequest(req))
      sendJson(res, render(await act(call, input), links))
    }
  }

/** An operation whose answer is rendered while it acts, because it may be stored or repeated. */
export interface AnsweringEndpoint<Input, Result> {
  readonly dialect: Dialect
  readonly parse: (request: WireRequest) => Input
  readonly answer: (
    call: Call,
    input: Input,
    render: (result: Result) => WireResponse,
    service: Service,
  ) => Promise<WireResponse>
  readonly render: (result: Result, links: Links) => WireResponse
  /** Whether the answer has an ETag, and is 304 for a client that holds it. */
  readonly hasETag?: boolean | undefined
}

/** The handler of an operation that renders its answer itself. */
export const answering =
  <Input, Result>({ dialect, parse, answer, render, hasETag }: AnsweringEndpoint<Input, Result>): Handler =>
  (service) => {
    const links = linksOf(service.deps)
    return async (req, res) => {
      const call = callOf(service, req, res, dialect)
      const input = parse(wireRequest(req, stateOf(res).itemFaults))
      const answered = await answer(call, input, (result) => render(result, links), service)
      const response = call.respondAsync === null ? answered : asPreferred(answered, call.respondAsync)
      sendJson(res, hasETag === true ? conditional(req, response) : response)
    }
  }

/** An answer that may take longer than the server lets a connection be idle. */
export const withoutIdleTimeout =
  (handler: Handler): Handler =>
  (service) => {
    const handle = handler(service)
    return (req, res, next) => {
      stateOf(res).isLong = true
      const idleMs = req.socket.timeout ?? 0
      req.socket.setTimeout(0)
      res.once('close', () => req.socket.setTimeout(idleMs))
      return handle(req, res, next)
    }
  }

/**
 * The dialect's half of an action that several formats share.
 *
 * @throws Error when the format lacks the action: a fault of the routes, seen when the process
 *   starts.
 */
export function halfOf<Half extends 'parse' | 'render', A extends Action>(
  dialect: Dialect,
  half: Half,
  action: A,
): NonNullable<Dialect[Half][A]> {
  const found = dialect[half][action]
  if (found === undefined || found === null)
    throw new Error(`the dialect ${dialect.name} cannot ${half} the action ${action}`)
  return found
}

/** What an answer of this service needs to write URLs. */
export const linksOf = ({ config }: Pick<Deps, 'config'>): Links => ({ baseUrl: publicBaseUrl(config) })

/** The request as dialects and endpoints read it. */
export const wireRequest = (req: Request, itemFaults?: WireRequest['itemFaults']): WireRequest => ({
  path: req.params as Record<string, string>,
  query: req.query,
  body: { ...(req.body as Record<string, unknown> | undefined) },
  files: filesOf(req),
  ...(itemFaults === undefined ? {} : { itemFaults }),
})
