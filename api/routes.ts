import type { Scope } from '#api/auth/scopes.ts'
import type { Operation } from '#api/contract/contract.ts'
import { comfyApi } from '#api/dialects/comfy-api.ts'
import { i2vgen } from '#api/dialects/i2vgen.ts'
import { openai } from '#api/dialects/openai/openai.ts'
import { t2v } from '#api/dialects/t2v.ts'
import { wan21Video } from '#api/dialects/wan21-video.ts'
import { getCaller } from '#api/endpoints/access/caller.ts'
import { createMediaSession, endMediaSession } from '#api/endpoints/access/media-session.ts'
import { beginOidc, finishOidc, signInMethods } from '#api/endpoints/access/oidc.ts'
import { signIn } from '#api/endpoints/access/sign-in.ts'
import { docs, docsFile } from '#api/docs/docs.ts'
import { createKey } from '#api/endpoints/admin/create-key.ts'
import { createSignInLink } from '#api/endpoints/admin/create-sign-in-link.ts'
import { createTenant } from '#api/endpoints/admin/create-tenant.ts'
import { deleteTenant } from '#api/endpoints/admin/delete-tenant.ts'
import { getOperations } from '#api/endpoints/operations/now.ts'
import { getStatistics } from '#api/endpoints/operations/statistics.ts'
import { getTenant } from '#api/endpoints/admin/get-tenant.ts'
import { getUsage } from '#api/endpoints/admin/get-usage.ts'
import { listKeys } from '#api/endpoints/admin/list-keys.ts'
import { listAllTenants } from '#api/endpoints/admin/list-tenants.ts'
import { revokeKey } from '#api/endpoints/admin/revoke-key.ts'
import { rotateWebhookSecret } from '#api/endpoints/admin/rotate-webhook-secret.ts'
import { signKey, unsignKey } from '#api/endpoints/admin/sign-key.ts'
import { updateTenant } from '#api/endpoints/admin/update-tenant.ts'
import { cancelBatch } from '#api/endpoints/batches/cancel.ts'
import { createBatch } from '#api/endpoints/batches/create.ts'
import { getBatch } from '#api/endpoints/batches/get.ts'
import { CONSOLE_PATH, consoleFile, consolePage } from '#api/endpoints/console/console.ts'
import type { Handler } from '#api/endpoints/endpoint.ts'
import { listAttempts } from '#api/endpoints/events/list-attempts.ts'
import { listEvents } from '#api/endpoints/events/list.ts'
import { watchEvents } from '#api/endpoints/events/watch.ts'
import { fileContent } from '#api/endpoints/files/content.ts'
import { createFile } from '#api/endpoints/files/create.ts'
import { deleteFile } from '#api/endpoints/files/delete.ts'
import { getFile } from '#api/endpoints/files/get.ts'
import { listTenantFiles } from '#api/endpoints/files/list.ts'
import { signedLink } from '#api/endpoints/files/signed-link.ts'
import { getModel } from '#api/endpoints/models/get.ts'
import { listServedModels } from '#api/endpoints/models/list.ts'
import { absent } from '#api/endpoints/service/absent.ts'
import { describe } from '#api/endpoints/service/describe.ts'
import { frontPage } from '#api/endpoints/service/front-page.ts'
import { health } from '#api/endpoints/service/health.ts'
import { cancel } from '#api/endpoints/videos/cancel.ts'
import { content } from '#api/endpoints/videos/content.ts'
import { create } from '#api/endpoints/videos/create.ts'
import { deleteVideo } from '#api/endpoints/videos/delete.ts'
import { dryRunOr, estimate } from '#api/endpoints/videos/estimate.ts'
import { extend } from '#api/endpoints/videos/extend.ts'
import { find } from '#api/endpoints/videos/find.ts'
import { get } from '#api/endpoints/videos/get.ts'
import { listVideos } from '#api/endpoints/videos/list.ts'
import { publicFile } from '#api/endpoints/videos/public-file.ts'
import { remix } from '#api/endpoints/videos/remix.ts'
import { rerun } from '#api/endpoints/videos/rerun.ts'
import { createAndWait } from '#api/endpoints/videos/waiting/create-and-wait.ts'
import { createSync } from '#api/endpoints/videos/waiting/create-sync.ts'
import { watchVideo } from '#api/endpoints/videos/watch.ts'
import { createEndpoint } from '#api/endpoints/webhooks/create.ts'
import { deleteWebhookEndpoint } from '#api/endpoints/webhooks/delete.ts'
import { listEventTypes } from '#api/endpoints/webhooks/event-types.ts'
import { webhookKeys } from '#api/endpoints/webhooks/jwks.ts'
import { getEndpoint } from '#api/endpoints/webhooks/get.ts'
import { listEndpointAttempts, listVideoAttempts } from '#api/endpoints/webhooks/list-attempts.ts'
import { listTenantEndpoints } from '#api/endpoints/webhooks/list.ts'
import { recoverEvents } from '#api/endpoints/webhooks/recover.ts'
import { resendEvent } from '#api/endpoints/webhooks/resend.ts'
import { rotateEndpointSecret } from '#api/endpoints/webhooks/rotate-secret.ts'
import { testEndpoint } from '#api/endpoints/webhooks/test.ts'
import { updateWebhookEndpoint } from '#api/endpoints/webhooks/update.ts'
import type { RouteFacts } from '#api/http/request-state.ts'
import { metrics } from './metrics.ts'
import { livez, openapi, readyz } from './ops.ts'

/** One operation: where it is, who may call it, and the code behind it. */
export interface Route extends RouteFacts {
  readonly method: 'get' | 'head' | 'post' | 'patch' | 'delete'
  /** Null for an operation that is open to all or guards itself. */
  readonly scope: Scope | null
  readonly handler: Handler
  /** Whether its requests are not held against `openapi.yaml`. */
  readonly skipsValidation?: true
  /** Whether its query is another service's, so that no parameter counts as ignored. */
  readonly takesForeignQuery?: true
}

const MAKES_TASKS = { makesTasks: true } as const
/** Read by `<img>` and `<video>`. */
const MEDIA = { takesMediaCookie: true } as const
const UNCHECKED = { skipsValidation: true } as const
const FROM_ISSUER = { skipsValidation: true, takesForeignQuery: true } as const
const PUBLIC_FILE = { skipsValidation: true, isSecretAddress: true } as const

/** Videos, batches, models and events of the native API, in the order of matching. */
const VIDEO_ROUTES: readonly Route[] = [
  row('openai.create', 'post', '/v1/videos', 'videos:write', dryRunOr(create(openai)), MAKES_TASKS),
  row('openai.list', 'get', '/v1/videos', 'videos:read', listVideos),
  row('openai.estimate', 'post', '/v1/videos/estimate', 'videos:write', estimate),
  row('openai.createSync', 'post', '/v1/videos/sync', 'videos:write', createSync),
  row('openai.createBatch', 'post', '/v1/videos/batches', 'videos:write', createBatch, MAKES_TASKS),
  row('openai.getBatch', 'get', '/v1/videos/batches/{batch_id}', 'videos:read', getBatch),
  row('openai.cancelBatch', 'post', '/v1/videos/batches/{batch_id}/cancel', 'videos:write', cancelBatch),
  row('openai.get', 'get', '/v1/videos/{video_id}', 'videos:read', get(openai)),
  row('openai.remove', 'delete', '/v1/videos/{video_id}', 'videos:write', deleteVideo),
  row('openai.cancel', 'post', '/v1/videos/{video_id}/cancel', 'videos:write', cancel(openai)),
  row('openai.rerun', 'post', '/v1/videos/{video_id}/rerun', 'videos:write', rerun),
  row('openai.remix', 'post', '/v1/videos/{video_id}/remix', 'videos:write', remix),
  row('openai.extend', 'post', '/v1/videos/extensions', 'videos:write', extend),
  // Express answers HEAD by a GET route unless one for HEAD precedes it.
  row('openai.contentHead', 'head', '/v1/videos/{video_id}/content', 'videos:read', content, MEDIA),
  row('openai.content', 'get', '/v1/videos/{video_id}/content', 'videos:read', content, MEDIA),
  row('openai.watch', 'get', '/v1/videos/{video_id}/events', 'videos:read', watchVideo, { isStream: true }),
  row('openai.attempts', 'get', '/v1/videos/{video_id}/attempts', 'videos:read', listAttempts),
  row('openai.events', 'get', '/v1/events', 'videos:read', listEvents),
  row('openai.watchAll', 'get', '/v1/events/stream', 'videos:read', watchEvents, { isStream: true }),
  row('openai.models', 'get', '/v1/models', 'videos:read', listServedModels),
  row('openai.model', 'get', '/v1/models/{model_id}', 'videos:read', getModel),
]

/** Operations of OpenAI's that this service does not have. */
const ABSENT_ROUTES: readonly Route[] = [
  row(
    'openai.edit',
    'post',
    '/v1/videos/edits',
    'videos:write',
    absent('video_edits_unsupported'),
    UNCHECKED,
  ),
  row(
    'openai.createCharacter',
    'post',
    '/v1/videos/characters',
    'videos:write',
    absent('characters_unsupported'),
    UNCHECKED,
  ),
  row(
    'openai.getCharacter',
    'get',
    '/v1/videos/characters/{character_id}',
    'videos:read',
    absent('characters_unsupported'),
    UNCHECKED,
  ),
]

const FILE_ROUTES: readonly Route[] = [
  row('files.create', 'post', '/v1/files', 'files:write', createFile),
  row('files.list', 'get', '/v1/files', 'videos:read', listTenantFiles),
  row('files.retrieve', 'get', '/v1/files/{file_id}', 'videos:read', getFile),
  row('files.remove', 'delete', '/v1/files/{file_id}', 'files:write', deleteFile),
  row('files.content', 'get', '/v1/files/{file_id}/content', 'videos:read', fileContent, MEDIA),
  row('files.get', 'get', '/files/{key}', null, signedLink, UNCHECKED),
]

const WEBHOOK = '/v1/webhook_endpoints/{endpoint_id}'
const WEBHOOK_ROUTES: readonly Route[] = [
  row('webhooks.create', 'post', '/v1/webhook_endpoints', 'webhooks:write', createEndpoint),
  row('webhooks.list', 'get', '/v1/webhook_endpoints', 'webhooks:write', listTenantEndpoints),
  row('webhooks.get', 'get', WEBHOOK, 'webhooks:write', getEndpoint),
  row('webhooks.update', 'post', WEBHOOK, 'webhooks:write', updateWebhookEndpoint),
  row('webhooks.remove', 'delete', WEBHOOK, 'webhooks:write', deleteWebhookEndpoint),
  row('webhooks.rotateSecret', 'post', `${WEBHOOK}/rotate_secret`, 'webhooks:write', rotateEndpointSecret),
  row('webhooks.test', 'post', `${WEBHOOK}/test`, 'webhooks:write', testEndpoint),
  row('webhooks.resend', 'post', `${WEBHOOK}/resend`, 'webhooks:write', resendEvent),
  row('webhooks.recover', 'post', `${WEBHOOK}/recover`, 'webhooks:write', recoverEvents),
  row('webhooks.attempts', 'get', `${WEBHOOK}/attempts`, 'webhooks:write', listEndpointAttempts),
  row(
    'webhooks.videoAttempts',
    'get',
    '/v1/videos/{video_id}/webhook_attempts',
    'videos:read',
    listVideoAttempts,
  ),
  row('webhooks.eventTypes', 'get', '/v1/webhook_event_types', 'webhooks:write', listEventTypes),
  row('webhooks.keys', 'get', '/webhook_keys/{signer}/jwks.json', null, webhookKeys, UNCHECKED),
]

/** Who calls, and credentials that live for a short time. */
const ACCESS_ROUTES: readonly Route[] = [
  row('access.caller', 'get', '/v1/caller', 'videos:read', getCaller),
  row('access.createMediaSession', 'post', '/v1/media_session', 'videos:read', createMediaSession),
  row('access.endMediaSession', 'delete', '/v1/media_session', 'videos:read', endMediaSession),
  row('access.signIn', 'post', '/v1/sign_in', null, signIn),
  row('access.signInMethods', 'get', '/v1/sign_in', null, signInMethods),
  row('access.beginOidc', 'get', '/v1/sign_in/oidc', null, beginOidc),
  row('access.finishOidc', 'get', '/v1/sign_in/oidc/callback', null, finishOidc, FROM_ISSUER),
]

const TENANT = '/admin/tenants/{tenant_id}'
const ADMIN_ROUTES: readonly Route[] = [
  row('admin.listTenants', 'get', '/admin/tenants', 'admin', listAllTenants),
  row('admin.createTenant', 'post', '/admin/tenants', 'admin', createTenant),
  row('admin.getTenant', 'get', TENANT, 'admin', getTenant),
  row('admin.updateTenant', 'patch', TENANT, 'admin', updateTenant),
  row('admin.deleteTenant', 'delete', TENANT, 'admin', deleteTenant),
  row('admin.rotateWebhookSecret', 'post', `${TENANT}/webhook-secret`, 'admin', rotateWebhookSecret),
  row('admin.listKeys', 'get', `${TENANT}/keys`, 'admin', listKeys),
  row('admin.operations', 'get', '/admin/operations', 'admin', getOperations),
  row('admin.statistics', 'get', '/admin/statistics', 'admin', getStatistics),
  row('admin.usage', 'get', `${TENANT}/usage`, 'admin', getUsage),
  row('admin.createSignInLink', 'post', `${TENANT}/sign_in_links`, 'admin', createSignInLink),
  row('admin.createKey', 'post', `${TENANT}/keys`, 'admin', createKey),
  row('admin.revokeKey', 'delete', `${TENANT}/keys/{key_id}`, 'admin', revokeKey),
  row('admin.signKey', 'post', `${TENANT}/keys/{key_id}/signature`, 'admin', signKey),
  row('admin.unsignKey', 'delete', `${TENANT}/keys/{key_id}/signature`, 'admin', unsignKey),
]

/** The four older services. An operation without a scope is open to all, as it was. */
const LEGACY_ROUTES: readonly Route[] = [
  row('wan21.submit', 'post', '/video/submit', 'videos:write', create(wan21Video), MAKES_TASKS),
  row('wan21.status', 'post', '/video/status', 'videos:read', get(wan21Video)),
  row('wan21.cancel', 'post', '/video/cancel', 'videos:write', cancel(wan21Video)),
  row('wan21.file', 'get', '/videos/{file}', null, publicFile(wan21Video), PUBLIC_FILE),
  row('comfy.describe', 'get', '/', null, frontPage(describe(comfyApi))),
  row('comfy.health', 'get', '/health', null, health(comfyApi)),
  row(
    'comfy.uploadAndGenerate',
    'post',
    '/api/upload_and_generate',
    'videos:write',
    create(comfyApi),
    MAKES_TASKS,
  ),
  row('comfy.generate', 'post', '/api/generate', 'videos:write', create(comfyApi), MAKES_TASKS),
  row('comfy.status', 'get', '/api/status/{prompt_id}', 'videos:read', find(comfyApi)),
  row(
    'comfy.uploadAndGenerateSync',
    'post',
    '/api/upload_and_generate_sync',
    'videos:write',
    createAndWait(comfyApi),
  ),
  row('comfy.view', 'get', '/cfui/view', null, publicFile(comfyApi), PUBLIC_FILE),
  row('t2v.generate', 'post', '/v1/t2v/generate', 'videos:write', create(t2v), MAKES_TASKS),
  row('t2v.status', 'get', '/v1/t2v/status', 'videos:read', get(t2v)),
  row('i2vgen.generate', 'post', '/api/v1/generate', 'videos:write', createAndWait(i2vgen)),
  row('i2vgen.file', 'get', '/outputs/{file}', null, publicFile(i2vgen), PUBLIC_FILE),
]

/** The service itself: health, metrics and documentation. */
const SERVICE_ROUTES: readonly Route[] = [
  row('ops.livez', 'get', '/livez', null, livez, UNCHECKED),
  row('ops.readyz', 'get', '/readyz', null, readyz, UNCHECKED),
  row('ops.metrics', 'get', '/metrics', null, metrics, UNCHECKED),
  row('ops.openapi', 'get', '/openapi.json', null, openapi, UNCHECKED),
  row('ops.docs', 'get', '/docs', null, docs, UNCHECKED),
  row('ops.docsFile', 'get', '/docs/{file}', null, docsFile, UNCHECKED),
  row('ops.console', 'get', CONSOLE_PATH, null, consolePage, UNCHECKED),
  row('ops.consoleFile', 'get', `${CONSOLE_PATH}/{key}`, null, consoleFile, UNCHECKED),
]

/** Every route of the API, one row each. `differences` holds the table against `openapi.yaml`. */
export const ROUTES: readonly Route[] = [
  ...VIDEO_ROUTES,
  ...ABSENT_ROUTES,
  ...ACCESS_ROUTES,
  ...ADMIN_ROUTES,
  ...WEBHOOK_ROUTES,
  ...FILE_ROUTES,
  ...LEGACY_ROUTES,
  ...SERVICE_ROUTES,
]

type Flags = Pick<
  Route,
  'isSecretAddress' | 'isStream' | 'makesTasks' | 'skipsValidation' | 'takesForeignQuery' | 'takesMediaCookie'
>

function row(
  operationId: string,
  method: Route['method'],
  path: string,
  scope: Scope | null,
  handler: Handler,
  flags: Flags = {},
): Route {
  return { operationId, method, path, scope, handler, ...flags }
}

/** `/v1/videos/{video_id}` → `/v1/videos/:video_id`. The key of a file may contain slashes. */
export const expressPath = (path: string): string =>
  path.replace('{key}', '*key').replaceAll(/\{(\w+)\}/g, ':$1')

/** Whether a path is one address; another stands for many. */
export const isFixed = (path: string): boolean => !path.includes('{')

/**
 * The methods that some route takes at a path, for `Allow`: several routes may match it, and what
 * can be read has HEAD as well. An address of its own hides those that stand for many.
 */
export function methodsAt(routes: readonly Route[], path: string): string[] {
  const matching = routes.filter((route) => patternOf(route.path).test(path))
  const own = matching.filter((route) => isFixed(route.path))
  const methods = (own.length > 0 ? own : matching).flatMap(({ method, isStream }) =>
    method === 'get' && isStream !== true ? ['GET', 'HEAD'] : [method.toUpperCase()],
  )
  return [...new Set(methods)]
}

/** As Express matches it: with or without a slash at the end. */
const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replaceAll('.', '\\.')
      .replace('{key}', '.+')
      .replaceAll(/\{\w+\}/g, '[^/]+')}/?$`,
  )

/**
 * Every difference between the routes and the contract, one sentence each; empty when they agree.
 */
export function differences(
  routes: readonly Pick<Route, 'operationId' | 'method' | 'path' | 'scope'>[],
  operations: readonly Operation[],
): string[] {
  const found: string[] = []
  const byId = new Map(operations.map((operation) => [operation.operationId, operation]))
  const names = (row: { method: string; path: string }): string => `${row.method.toUpperCase()} ${row.path}`
  for (const route of routes) {
    const operation = byId.get(route.operationId)
    if (operation === undefined)
      found.push(`${route.operationId} (${names(route)}) is a route but not in openapi.yaml`)
    else if (names(operation) !== names(route))
      found.push(`${route.operationId} is ${names(route)} as a route and ${names(operation)} in openapi.yaml`)
    else if (operation.scope !== route.scope)
      found.push(
        `${route.operationId} needs ${route.scope} as a route and ${operation.scope} in openapi.yaml`,
      )
  }
  const routed = new Set(routes.map((route) => route.operationId))
  for (const operation of operations)
    if (!routed.has(operation.operationId))
      found.push(`${operation.operationId} (${names(operation)}) is in openapi.yaml but not a route`)
  return found
}
