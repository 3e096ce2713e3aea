import type { ErrorCode } from '#core/errors.ts'
import type { AdminActionName } from '#api/endpoints/admin/actions.ts'
import type { Operation } from '#api/contract/contract.ts'
import type { Action, DialectName } from '#api/dialects/dialect.ts'
import type { FileActionName } from '#api/endpoints/files/actions.ts'
import type { Scope } from '#api/auth/scopes.ts'
import type { WebhookActionName } from '#api/endpoints/webhooks/actions.ts'

interface RouteBase {
  readonly operationId: string
  readonly method: 'get' | 'head' | 'post' | 'patch' | 'delete'
  /** As in `openapi.yaml`. */
  readonly path: string
  readonly scope: Scope | null
}

/** An operation of a dialect: the dialect parses and renders, the action does the work. */
export interface TaskRoute extends RouteBase {
  readonly action: Action
  readonly dialect: DialectName
}

/** An operation of the service itself. */
export interface ServiceRoute extends RouteBase {
  readonly action: 'livez' | 'readyz' | 'metrics' | 'openapi' | 'docs' | 'docsFile' | 'file'
  readonly dialect: null
}

/** An operation of the operator. */
export interface AdminRoute extends RouteBase {
  readonly action: AdminActionName
  readonly dialect: 'admin'
}

/** An operation on a tenant's webhooks. */
export interface WebhookRoute extends RouteBase {
  readonly action: WebhookActionName
  readonly dialect: 'webhooks'
}

/** An operation on a tenant's uploaded files. */
export interface FileRoute extends RouteBase {
  readonly action: FileActionName | 'files.content'
  readonly dialect: 'files'
}

/** An operation of OpenAI's that this service does not have: its clients are told so. */
export interface AbsentRoute extends RouteBase {
  readonly action: 'absent'
  readonly dialect: 'openai'
  readonly error: ErrorCode
}

export type Route = TaskRoute | ServiceRoute | AdminRoute | WebhookRoute | FileRoute | AbsentRoute

/** The four older services. An operation without a scope is open to all, as it was. */
const LEGACY_ROUTES: readonly Route[] = [
  row('wan21.submit', 'post', '/video/submit', 'create', 'wan21-video', 'videos:write'),
  row('wan21.status', 'post', '/video/status', 'get', 'wan21-video', 'videos:read'),
  row('wan21.cancel', 'post', '/video/cancel', 'cancel', 'wan21-video', 'videos:write'),
  row('wan21.file', 'get', '/videos/{file}', 'publicFile', 'wan21-video', null),
  row('comfy.describe', 'get', '/', 'describe', 'comfy-api', null),
  row('comfy.health', 'get', '/health', 'health', 'comfy-api', null),
  row('comfy.uploadAndGenerate', 'post', '/api/upload_and_generate', 'create', 'comfy-api', 'videos:write'),
  row('comfy.generate', 'post', '/api/generate', 'create', 'comfy-api', 'videos:write'),
  row('comfy.status', 'get', '/api/status/{prompt_id}', 'find', 'comfy-api', 'videos:read'),
  row(
    'comfy.uploadAndGenerateSync',
    'post',
    '/api/upload_and_generate_sync',
    'createAndWait',
    'comfy-api',
    'videos:write',
  ),
  row('comfy.view', 'get', '/cfui/view', 'publicFile', 'comfy-api', null),
  row('t2v.generate', 'post', '/v1/t2v/generate', 'create', 't2v', 'videos:write'),
  row('t2v.status', 'get', '/v1/t2v/status', 'get', 't2v', 'videos:read'),
  row('i2vgen.generate', 'post', '/api/v1/generate', 'createAndWait', 'i2vgen', 'videos:write'),
  row('i2vgen.file', 'get', '/outputs/{file}', 'publicFile', 'i2vgen', null),
]

/** Every route of the API, one row each. `differences` holds the table to `openapi.yaml`. */
export const ROUTES: readonly Route[] = [
  row('openai.create', 'post', '/v1/videos', 'create', 'openai', 'videos:write'),
  row('openai.list', 'get', '/v1/videos', 'list', 'openai', 'videos:read'),
  row('openai.estimate', 'post', '/v1/videos/estimate', 'estimate', 'openai', 'videos:write'),
  row('openai.createBatch', 'post', '/v1/videos/batches', 'createBatch', 'openai', 'videos:write'),
  row('openai.getBatch', 'get', '/v1/videos/batches/{batch_id}', 'getBatch', 'openai', 'videos:read'),
  row(
    'openai.cancelBatch',
    'post',
    '/v1/videos/batches/{batch_id}/cancel',
    'cancelBatch',
    'openai',
    'videos:write',
  ),
  row('openai.get', 'get', '/v1/videos/{video_id}', 'get', 'openai', 'videos:read'),
  row('openai.remove', 'delete', '/v1/videos/{video_id}', 'remove', 'openai', 'videos:write'),
  row('openai.cancel', 'post', '/v1/videos/{video_id}/cancel', 'cancel', 'openai', 'videos:write'),
  row('openai.rerun', 'post', '/v1/videos/{video_id}/rerun', 'rerun', 'openai', 'videos:write'),
  row('openai.remix', 'post', '/v1/videos/{video_id}/remix', 'remix', 'openai', 'videos:write'),
  row('openai.extend', 'post', '/v1/videos/extensions', 'extend', 'openai', 'videos:write'),
  // Express answers HEAD by a GET route unless one for HEAD comes first.
  row('openai.contentHead', 'head', '/v1/videos/{video_id}/content', 'content', 'openai', 'videos:read'),
  row('openai.content', 'get', '/v1/videos/{video_id}/content', 'content', 'openai', 'videos:read'),
  row('openai.watch', 'get', '/v1/videos/{video_id}/events', 'watch', 'openai', 'videos:read'),
  row('openai.events', 'get', '/v1/events', 'events', 'openai', 'videos:read'),
  absentRow('openai.edit', 'post', '/v1/videos/edits', 'videos:write', 'video_edits_unsupported'),
  absentRow(
    'openai.createCharacter',
    'post',
    '/v1/videos/characters',
    'videos:write',
    'characters_unsupported',
  ),
  absentRow(
    'openai.getCharacter',
    'get',
    '/v1/videos/characters/{character_id}',
    'videos:read',
    'characters_unsupported',
  ),
  row('openai.models', 'get', '/v1/models', 'models', 'openai', 'videos:read'),
  row('openai.model', 'get', '/v1/models/{model_id}', 'model', 'openai', 'videos:read'),
  adminRow('admin.listTenants', 'get', '/admin/tenants'),
  adminRow('admin.createTenant', 'post', '/admin/tenants'),
  adminRow('admin.getTenant', 'get', '/admin/tenants/{tenant_id}'),
  adminRow('admin.updateTenant', 'patch', '/admin/tenants/{tenant_id}'),
  adminRow('admin.rotateWebhookSecret', 'post', '/admin/tenants/{tenant_id}/webhook-secret'),
  adminRow('admin.listKeys', 'get', '/admin/tenants/{tenant_id}/keys'),
  adminRow('admin.createKey', 'post', '/admin/tenants/{tenant_id}/keys'),
  adminRow('admin.revokeKey', 'delete', '/admin/tenants/{tenant_id}/keys/{key_id}'),
  adminRow('admin.signKey', 'post', '/admin/tenants/{tenant_id}/keys/{key_id}/signature'),
  adminRow('admin.unsignKey', 'delete', '/admin/tenants/{tenant_id}/keys/{key_id}/signature'),
  webhookRow('webhooks.create', 'post', '/v1/webhook_endpoints'),
  webhookRow('webhooks.list', 'get', '/v1/webhook_endpoints'),
  webhookRow('webhooks.get', 'get', '/v1/webhook_endpoints/{endpoint_id}'),
  webhookRow('webhooks.update', 'post', '/v1/webhook_endpoints/{endpoint_id}'),
  webhookRow('webhooks.remove', 'delete', '/v1/webhook_endpoints/{endpoint_id}'),
  webhookRow('webhooks.rotateSecret', 'post', '/v1/webhook_endpoints/{endpoint_id}/rotate_secret'),
  webhookRow('webhooks.test', 'post', '/v1/webhook_endpoints/{endpoint_id}/test'),
  webhookRow('webhooks.resend', 'post', '/v1/webhook_endpoints/{endpoint_id}/resend'),
  webhookRow('webhooks.recover', 'post', '/v1/webhook_endpoints/{endpoint_id}/recover'),
  webhookRow('webhooks.attempts', 'get', '/v1/webhook_endpoints/{endpoint_id}/attempts'),
  webhookRow('webhooks.videoAttempts', 'get', '/v1/videos/{video_id}/webhook_attempts', 'videos:read'),
  webhookRow('webhooks.eventTypes', 'get', '/v1/webhook_event_types'),
  fileRow('files.create', 'post', '/v1/files', 'files:write'),
  fileRow('files.list', 'get', '/v1/files', 'videos:read'),
  fileRow('files.retrieve', 'get', '/v1/files/{file_id}', 'videos:read'),
  fileRow('files.remove', 'delete', '/v1/files/{file_id}', 'files:write'),
  fileRow('files.content', 'get', '/v1/files/{file_id}/content', 'videos:read'),
  ...LEGACY_ROUTES,
  serviceRow('files.get', '/files/{key}', 'file'),
  serviceRow('ops.livez', '/livez', 'livez'),
  serviceRow('ops.readyz', '/readyz', 'readyz'),
  serviceRow('ops.metrics', '/metrics', 'metrics'),
  serviceRow('ops.openapi', '/openapi.json', 'openapi'),
  serviceRow('ops.docs', '/docs', 'docs'),
  serviceRow('ops.docsFile', '/docs/{file}', 'docsFile'),
]

function row(
  operationId: string,
  method: Route['method'],
  path: string,
  action: Action,
  dialect: DialectName,
  scope: Scope | null,
): TaskRoute {
  return { operationId, method, path, action, dialect, scope }
}

function serviceRow(operationId: string, path: string, action: ServiceRoute['action']): ServiceRoute {
  return { operationId, method: 'get', path, action, dialect: null, scope: null }
}

function adminRow(action: AdminActionName, method: Route['method'], path: string): AdminRoute {
  return { operationId: action, method, path, action, dialect: 'admin', scope: 'admin' }
}

function webhookRow(
  action: WebhookActionName,
  method: Route['method'],
  path: string,
  scope: Scope = 'webhooks:write',
): WebhookRoute {
  return { operationId: action, method, path, action, dialect: 'webhooks', scope }
}

function fileRow(
  action: FileRoute['action'],
  method: Route['method'],
  path: string,
  scope: Scope,
): FileRoute {
  return { operationId: action, method, path, action, dialect: 'files', scope }
}

function absentRow(
  operationId: string,
  method: Route['method'],
  path: string,
  scope: Scope,
  error: ErrorCode,
): AbsentRoute {
  return { operationId, method, path, action: 'absent', dialect: 'openai', scope, error }
}

/** `/v1/videos/{video_id}` → `/v1/videos/:video_id`; the key of a file may hold slashes. */
export const expressPath = (path: string): string =>
  path.replace('{key}', '*key').replaceAll(/\{(\w+)\}/g, ':$1')

/** Everything in which the routes and the contract disagree, one sentence each; empty when they agree. */
export function differences(routes: readonly Route[], operations: readonly Operation[]): string[] {
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
