import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import {
  WEBHOOK_EVENT_TYPES,
  webhookBody,
  type EventSubject,
  type WebhookEventType,
} from '#core/task/event.ts'
import { newBatchId, newEndpointId, newEventId, newTaskId, taskIdOfVideo } from '#core/ids.ts'
import { sendWebhook } from '#core/lifecycle/lifecycle.ts'
import { activeSecrets, postWebhook } from '#core/webhooks/post.ts'
import { findTask } from '#core/store/tasks.ts'
import { listAttempts } from '#core/store/webhook-attempts.ts'
import * as store from '#core/store/webhook-endpoints.ts'
import { newWebhookSecret } from '#core/webhooks/signature.ts'
import type { components } from '#api/openapi.gen.ts'
import { attemptBody, attemptOfId, endpointBody, listBody } from './bodies.ts'
import { assertHeaders, assertUrl } from './checks.ts'

type Schemas = components['schemas']

/** Known to fit the contract. */
export interface WebhookRequest {
  readonly tenantId: string
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}

export interface WebhookAnswer {
  readonly status: 200 | 202
  readonly body: object
}

type WebhookDeps = Pick<Deps, 'db' | 'clock' | 'config' | 'outbound' | 'queue'>
type WebhookAction = (deps: WebhookDeps, request: WebhookRequest) => Promise<WebhookAnswer>

const MAX_ENDPOINTS = 50
/** For how long the secret before a rotation still signs beside the new one, when that was asked for. */
const SECRET_OVERLAP_MS = 24 * 3_600_000
/** Deliveries that one recovery makes; the next one goes on. */
const RECOVERED_AT_ONCE = 1000

/** What a tenant can do about its webhooks, by the operation's id. */
export const WEBHOOK_ACTIONS = {
  'webhooks.create': async (deps, { tenantId, body }) => {
    const asked = body as Schemas['CreateWebhookEndpoint']
    await assertUrl(deps, asked.url)
    assertHeaders(asked.headers ?? {})
    if ((await store.countEndpoints(deps.db, tenantId)) >= MAX_ENDPOINTS)
      throw new AppError('invalid_request', `There can be at most ${MAX_ENDPOINTS} webhook endpoints.`)
    const row = await store.insertEndpoint(
      deps.db,
      {
        id: newEndpointId(),
        tenant_id: tenantId,
        name: asked.name,
        url: asked.url,
        event_types: [...new Set(asked.event_types)],
        headers: asked.headers ?? {},
        secret: newWebhookSecret(),
        disabled: asked.disabled ?? false,
      },
      deps.clock.now(),
    )
    return ok({ ...endpointBody(row), signing_secret: row.secret })
  },
  'webhooks.list': async (deps, { tenantId, query }) => {
    const { endpoints, hasMore } = await store.listEndpoints(deps.db, tenantId, {
      limit: query['limit'] as number,
      after: (query['after'] as string | undefined) ?? null,
    })
    return ok(listBody(endpoints.map(endpointBody), hasMore))
  },
  'webhooks.get': async (deps, request) => ok(endpointBody(await endpointAt(deps, request))),
  'webhooks.update': async (deps, request) => {
    const before = await endpointAt(deps, request)
    const asked = (request.body ?? {}) as Schemas['UpdateWebhookEndpoint']
    if (asked.url !== undefined && asked.url !== before.url) await assertUrl(deps, asked.url)
    assertHeaders(asked.headers ?? {})
    const patch: store.EndpointPatch = {
      ...(asked.name === undefined ? {} : { name: asked.name }),
      ...(asked.url === undefined ? {} : { url: asked.url }),
      ...(asked.event_types === undefined ? {} : { event_types: [...new Set(asked.event_types)] }),
      ...(asked.headers === undefined ? {} : { headers: JSON.stringify(asked.headers) }),
      ...(asked.disabled === undefined ? {} : { disabled: asked.disabled, disabled_reason: null }),
    }
    if (Object.keys(patch).length === 0) return ok(endpointBody(before))
    return ok(endpointBody(await changed(deps, before, { ...patch, updated_at: deps.clock.now() })))
  },
  'webhooks.remove': async (deps, { tenantId, path }) => {
    const id = path['endpoint_id'] as string
    if (!(await deps.db.transaction().execute((trx) => store.deleteEndpoint(trx, tenantId, id))))
      throw new AppError('webhook_endpoint_not_found')
    return ok({ id, object: 'webhook_endpoint.deleted', deleted: true })
  },
  'webhooks.rotateSecret': async (deps, request) => {
    const before = await endpointAt(deps, request)
    const asked = (request.body ?? {}) as Schemas['RotateWebhookSecret']
    const keep = asked.keep_old_secret_active_for_24_hours === true
    const now = deps.clock.now()
    const row = await changed(deps, before, {
      secret: newWebhookSecret(),
      previous_secret: keep ? before.secret : null,
      previous_secret_until: keep ? new Date(now.getTime() + SECRET_OVERLAP_MS) : null,
      updated_at: now,
    })
    return ok({ ...endpointBody(row), signing_secret: row.secret })
  },
  'webhooks.test': async (deps, request) => {
    const endpoint = await endpointAt(deps, request)
    const { event_type: type } = request.body as { event_type: WebhookEventType }
    const now = deps.clock.now()
    const id = newEventId()
    const { answer, error } = await postWebhook(
      deps,
      {
        url: endpoint.url,
        headers: endpoint.headers,
        secrets: activeSecrets(endpoint, now),
        eventId: id,
        body: webhookBody({ id, type, ...placeholderSubject(type), createdAt: now }),
      },
      now,
    )
    if (answer === null)
      throw new AppError('webhook_unreachable', `The address of the endpoint did not answer (${error}).`)
    return ok({
      object: 'webhook_endpoint.test',
      event_type: type,
      status_code: answer.status,
      success: true,
      webhook_endpoint_id: endpoint.id,
    })
  },
  'webhooks.resend': async (deps, request) => {
    const endpoint = await enabledEndpointAt(deps, request)
    const { event_id: eventId } = request.body as { event_id: string }
    const event = await store.findWebhookEvent(deps.db, endpoint.tenant_id, eventId)
    if (event === undefined) throw new AppError('event_not_found')
    await deps.db
      .transaction()
      .execute((trx) =>
        sendWebhook(trx, deps, { ...event, tenantId: endpoint.tenant_id }, endpoint, deps.clock.now()),
      )
    return {
      status: 202,
      body: { object: 'webhook_endpoint.resend', event_id: eventId, webhook_endpoint_id: endpoint.id },
    }
  },
  'webhooks.recover': async (deps, request) => {
    const endpoint = await enabledEndpointAt(deps, request)
    const { since } = request.body as { since: number }
    const deliveries = await deps.db.transaction().execute(async (trx) => {
      // One recovery at a time, or two would send the same events.
      await store.lockEndpoint(trx, endpoint.id)
      const found = await store.undeliveredEvents(
        trx,
        endpoint,
        new Date(since * 1000),
        RECOVERED_AT_ONCE + 1,
      )
      for (const event of found.slice(0, RECOVERED_AT_ONCE))
        await sendWebhook(trx, deps, { ...event, tenantId: endpoint.tenant_id }, endpoint, deps.clock.now())
      return found.length
    })
    return {
      status: 202,
      body: {
        object: 'webhook_endpoint.recovery',
        webhook_endpoint_id: endpoint.id,
        since,
        deliveries: Math.min(deliveries, RECOVERED_AT_ONCE),
        has_more: deliveries > RECOVERED_AT_ONCE,
      },
    }
  },
  'webhooks.attempts': async (deps, request) => {
    const { id: endpointId } = await endpointAt(deps, request)
    return ok(await attemptsPage(deps, request, { endpointId }))
  },
  'webhooks.videoAttempts': async (deps, request) => {
    const taskId = taskIdOfVideo(request.path['video_id'] ?? '')
    if (taskId === null || (await findTask(deps.db, request.tenantId, taskId)) === undefined)
      throw new AppError('video_not_found')
    return ok(await attemptsPage(deps, request, { taskId }))
  },
  'webhooks.eventTypes': async () => ok({ object: 'list', data: [...WEBHOOK_EVENT_TYPES] }),
} as const satisfies Record<string, WebhookAction>

export type WebhookActionName = keyof typeof WEBHOOK_ACTIONS

/** Nothing has this id. */
const placeholderSubject = (type: WebhookEventType): EventSubject =>
  type === 'batch.completed' ? { taskId: null, batchId: newBatchId() } : { taskId: newTaskId() }

const ok = (body: object): WebhookAnswer => ({ status: 200, body })

async function endpointAt(deps: WebhookDeps, { tenantId, path }: WebhookRequest): Promise<store.EndpointRow> {
  const row = await store.findEndpoint(deps.db, tenantId, path['endpoint_id'] as string)
  if (row === undefined) throw new AppError('webhook_endpoint_not_found')
  return row
}

async function enabledEndpointAt(deps: WebhookDeps, request: WebhookRequest): Promise<store.EndpointRow> {
  const row = await endpointAt(deps, request)
  if (row.disabled)
    throw new AppError(
      'webhook_endpoint_disabled',
      'The endpoint is disabled; enable it with `disabled: false`.',
    )
  return row
}

async function changed(
  deps: WebhookDeps,
  before: store.EndpointRow,
  patch: store.EndpointPatch,
): Promise<store.EndpointRow> {
  const row = await store.updateEndpoint(deps.db, before.tenant_id, before.id, patch)
  if (row === undefined) throw new AppError('webhook_endpoint_not_found')
  return row
}

async function attemptsPage(
  deps: WebhookDeps,
  { tenantId, query }: WebhookRequest,
  of: { endpointId: string } | { taskId: string },
): Promise<object> {
  const after = query['after'] === undefined ? null : attemptOfId(query['after'] as string)
  const { attempts, hasMore } = await listAttempts(deps.db, tenantId, of, {
    limit: query['limit'] as number,
    after,
  })
  return listBody(attempts.map(attemptBody), hasMore)
}
