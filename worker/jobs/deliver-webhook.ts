import type { Deps } from '#core/deps.ts'
import { activeSecrets } from '#core/webhooks/active-secrets.ts'
import { postWebhook, type WebhookOutcome } from '#core/webhooks/post.ts'
import type { WorkedJob } from '#core/postgres/queue.ts'
import { disableEndpoint, endpointOfDelivery } from '#core/store/webhook-endpoints.ts'
import { findPendingDelivery, giveUpDelivery, recordAttempt } from '#core/store/webhooks.ts'

const KEPT_RESPONSE_CHARACTERS = 4096
const JITTER = 0.2
const MAX_RETRY_AFTER_MS = 86_400_000

/**
 * One HTTP attempt of one delivery: signs the frozen bytes, posts them, records the outcome and
 * schedules the next attempt. Delivery is at least once: a process that dies after the post repeats
 * it under the same `webhook-id`.
 */
export async function deliverWebhook(deps: Deps, job: WorkedJob<{ deliveryId: string }>): Promise<void> {
  const delivery = await findPendingDelivery(deps.db, job.data.deliveryId)
  if (delivery === undefined) return
  const at = deps.clock.now()
  const endpoint = await endpointOfDelivery(deps.db, delivery.id)
  if (endpoint?.disabled === true) return await giveUpDelivery(deps.db, delivery.id, at)
  const startedAt = performance.now()
  const outcome = await postWebhook(
    deps,
    {
      url: endpoint?.url ?? delivery.url,
      headers: endpoint?.headers ?? {},
      secrets: activeSecrets(endpoint ?? delivery.tenantSecrets, at),
      eventId: delivery.eventId,
      body: delivery.body,
    },
    at,
  )
  const attempt = delivery.attempts + 1
  const row = {
    deliveryId: delivery.id,
    attempt,
    at,
    durationMs: Math.round(performance.now() - startedAt),
    statusCode: outcome.answer?.status ?? null,
    error: outcome.error,
    responseExcerpt: outcome.answer?.bodyExcerpt.slice(0, KEPT_RESPONSE_CHARACTERS) ?? null,
  }
  const verdict = judge(outcome)
  const nextAt = verdict === 'again' ? nextAttemptAt(deps, attempt, outcome) : null
  await deps.db.transaction().execute(async (trx) => {
    if (nextAt === null) {
      await recordAttempt(trx, row, { status: verdict === 'delivered' ? 'delivered' : 'failed' })
      if (verdict === 'gone' && endpoint !== undefined) await disableEndpoint(trx, endpoint.id, 'gone', at)
      return
    }
    if (await recordAttempt(trx, row, { status: 'pending', at: nextAt }))
      await deps.queue.send(trx, 'webhook', { deliveryId: delivery.id }, { startAfter: nextAt })
  })
  deps.metrics.webhookAttempts.inc({ result: verdict })
  deps.log.info(
    {
      delivery: delivery.id,
      event: delivery.eventId,
      task: delivery.taskId,
      batch: delivery.batchId,
      attempt,
      verdict,
      status: row.statusCode,
      error: row.error,
      durationMs: row.durationMs,
      nextAttemptAt: nextAt,
    },
    'webhook',
  )
}

/**
 * 2xx acknowledges, 410 ends the delivery and disables its endpoint; anything else, redirects
 * included, is tried again.
 */
function judge(outcome: WebhookOutcome): 'delivered' | 'gone' | 'again' {
  if (outcome.answer === null) return 'again'
  if (outcome.answer.status >= 200 && outcome.answer.status < 300) return 'delivered'
  return outcome.answer.status === 410 ? 'gone' : 'again'
}

/**
 * The next attempt by the schedule with jitter, never before the receiver's Retry-After; null when
 * the schedule is used up.
 */
function nextAttemptAt(deps: Deps, attemptsMade: number, outcome: WebhookOutcome): Date | null {
  const scheduled = deps.config.webhookScheduleSeconds[attemptsMade]
  if (scheduled === undefined) return null
  const delayMs = Number(scheduled) * 1000 * (1 - JITTER + 2 * JITTER * Math.random())
  const header = outcome.answer?.headers['retry-after']
  const retryAfterMs = Math.min(MAX_RETRY_AFTER_MS, Number(Array.isArray(header) ? header[0] : header) * 1000)
  return new Date(
    deps.clock.now().getTime() + Math.max(delayMs, Number.isFinite(retryAfterMs) ? retryAfterMs : 0),
  )
}
