import express, { type Express } from 'express'
import { publicBaseUrl } from '#core/config/config.ts'
import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { openOidc } from '#api/auth/oidc.ts'
import { loadContract, type Contract, type Operation } from '#api/contract/contract.ts'
import { openConsole } from '#api/endpoints/console/console.ts'
import { createEventStreams } from '#api/watching/event-streams.ts'
import { createBodyBudget } from '#api/http/body-budget.ts'
import type { ImageDecoder } from '#api/http/call.ts'
import { imageDecoderOf } from '#api/images/decoder/image-decoder.ts'
import { accessLog, countStreams } from '#api/middleware/access-log.ts'
import { cors } from '#api/middleware/cors.ts'
import { createAuthenticate } from '#api/middleware/authenticate.ts'
import { context, enter, strictTransport } from '#api/middleware/context.ts'
import { errors } from '#api/middleware/errors.ts'
import { asDeclared, refuseHead, refuseMethod } from '#api/middleware/wire/methods.ts'
import { refusedAttempts } from '#api/middleware/refused-attempts.ts'
import { legacy } from '#api/middleware/legacy.ts'
import { nameIgnoredQuery } from '#api/middleware/read-query.ts'
import { createValidate, type Validators } from '#api/middleware/validate.ts'
import { knownExpectation, modelNamePath, oneHost, originForm } from '#api/middleware/wire/target.ts'
import { differences, expressPath, isFixed, methodsAt, ROUTES, type Route } from './routes.ts'
import { createTenantStreams } from '#api/watching/tenant-streams.ts'
import { openTaskWatch, type TaskWatch } from '#api/watching/task-watch.ts'

/** What the caller of `createApp` may replace or must know. */
export interface AppOptions {
  readonly contract?: Contract
  /** Of the contract, where several apps share them: making them takes a tenth of a second. */
  readonly validators?: Validators
  readonly routes?: readonly Route[]
  readonly jsonBodyTimeoutMs?: number
  /** Stopped by the caller when the process stops. Without one the app opens its own. */
  readonly watch?: TaskWatch
  readonly maxEventStreams?: number
  /** Closed by the caller when the process stops. Without one the app opens its own. */
  readonly imageDecoder?: ImageDecoder
  /** True once the process is about to stop. */
  isDraining(): boolean
}

/** Whether a route reads what is asked for from the address alone. */
const isPlain = ({ method, skipsValidation, takesForeignQuery }: Route): boolean =>
  method === 'get' && skipsValidation === true && takesForeignQuery !== true

/**
 * The API: context → access log → authenticate → rate limit → validate → handler → errors.
 *
 * 1. context: request id, and the dialect in which errors are rendered
 *    (before it: an absolute target becomes its path, a model's name one segment of it; after it:
 *    exactly one Host, and no expectation but `100-continue`)
 * 2. access log: one line when the answer is complete
 *    (legacy: headers that the older services' paths carry)
 * 3. authenticate: before a byte of the body is read
 * 4. rate limit: likewise
 * 5. validate: body into memory within limits, text into types, everything against `openapi.yaml`
 * 6. the handler that the row in `routes.ts` names
 * 7. errors: the one place where they become answers
 *
 * @throws Error that lists every difference between the routes and the contract, or names an action
 *   that the dialect of a route lacks.
 */
export function createApp(deps: Deps, options: AppOptions): Express {
  const { contract = loadContract(), routes = ROUTES, isDraining } = options
  const faults = differences(routes, contract.operations)
  if (faults.length > 0) throw new Error(`Routes and openapi.yaml disagree:\n  - ${faults.join('\n  - ')}`)

  const watch = options.watch ?? openTaskWatch(deps)
  const streams = createEventStreams(deps, watch, options.maxEventStreams)
  const imageDecoder = options.imageDecoder ?? imageDecoderOf(deps)
  const console = openConsole(deps.config)
  const oidc = openOidc(deps.config)
  const tenantStreams = createTenantStreams(deps, watch)
  const service = { deps, contract, watch, streams, tenantStreams, imageDecoder, oidc, console, isDraining }
  const authenticate = createAuthenticate(deps)
  const budget = createBodyBudget({
    processBytes: deps.config.bodiesInFlightMb * 1_000_000,
    tenantBytes: deps.config.bodiesInFlightMbPerTenant * 1_000_000,
  })
  const validate = createValidate(contract, budget, options.validators, options.jsonBodyTimeoutMs)
  const operations = new Map(contract.operations.map((operation) => [operation.operationId, operation]))
  const allowedAt = (path: string): readonly string[] => methodsAt(routes, path)
  const app = express()
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing')
  if (deps.config.trustedProxies.length > 0) app.set('trust proxy', [...deps.config.trustedProxies])
  app.use(
    originForm(),
    modelNamePath(),
    context(deps, isDraining),
    accessLog(deps),
    oneHost(),
    knownExpectation(),
    legacy(deps.config),
  )
  if (publicBaseUrl(deps.config).startsWith('https:')) app.use(strictTransport())
  if (deps.config.corsOrigins.length > 0) app.use(cors(deps.config.corsOrigins))

  // `/v1/videos/sync` is not the video `sync`, whatever the method.
  const [fixed, others] = [
    routes.filter(({ path }) => isFixed(path)),
    routes.filter(({ path }) => !isFixed(path)),
  ]
  for (const group of [fixed, others]) {
    for (const route of group) {
      const operation = operations.get(route.operationId) as Operation
      app[route.method](
        expressPath(route.path),
        ...(route.isStream === true ? [refuseHead(allowedAt), countStreams(deps.metrics)] : []),
        enter(route),
        ...(route.scope === null ? [] : [authenticate(route.scope)]),
        ...(route.skipsValidation === true ? [] : asDeclared(route.method, validate(operation))),
        ...(isPlain(route) ? [nameIgnoredQuery(operation)] : []),
        route.handler(service),
      )
    }
    for (const path of new Set(group.map((route) => route.path)))
      app.all(expressPath(path), refuseMethod(allowedAt))
  }
  app.use(() => {
    throw new AppError('not_found')
  })
  app.use(refusedAttempts(deps))
  app.use(errors(deps, contract))
  return app
}
