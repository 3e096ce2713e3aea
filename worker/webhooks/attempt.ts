import type { Deps } from '#core/deps.ts'
import type { Channel } from '#core/outbound/channel.ts'
import type { AttemptResult, ClaimedDelivery } from '#core/store/webhook-queue.ts'
import { activeSecrets } from '#core/webhooks/active-secrets.ts'
import { postWebhook } from '#core/webhooks/post.ts'
import { judge, nextAttemptAt, overloadOf, type Overload, type Verdict } from './verdict.ts'

const KEPT_RESPONSE_CHARACTERS = 4096

export interface Attempted {
  readonly result: AttemptResult
  readonly verdict: Verdict
  readonly overload: Overload
}

/**
 * One HTTP attempt of one delivery: signs the frozen bytes and posts them.
 *
 * @returns what to record; null when the process withdrew the attempt, which then does not count.
 */
export async function attemptDelivery(
  deps: Pick<Deps, 'config' | 'outbound' | 'webhookKeys' | 'clock' | 'tracing'>,
  delivery: ClaimedDelivery,
  o: { readonly signal: AbortSignal; readonly channel: Channel },
): Promise<Attempted | null> {
  const at = deps.clock.now()
  const startedAt = performance.now()
  const span = deps.tracing.start('webhook', {
    parent: delivery.traceparent,
    kind: 'client',
    attributes: { 'wan.event.id': delivery.eventId, 'wan.webhook.attempt': delivery.attempts + 1 },
  })
  const traced = span.traceparent === null ? {} : { traceparent: span.traceparent }
  const outcome = await postWebhook(
    deps,
    {
      url: delivery.url,
      headers: { ...delivery.headers, ...traced },
      secrets: activeSecrets(delivery, at),
      signer: delivery.endpointId ?? delivery.tenantId,
      eventId: delivery.eventId,
      body: delivery.body,
    },
    at,
    o,
  )
  if (outcome.answer !== null) span.set({ 'http.response.status_code': outcome.answer.status })
  if (outcome.error !== null) span.fail(outcome.error)
  span.end()
  if (outcome.error === 'aborted') return null
  const attempt = delivery.attempts + 1
  const verdict = judge(outcome)
  const now = deps.clock.now()
  const plan = { attemptsMade: attempt, scheduleSeconds: deps.config.webhookScheduleSeconds, now }
  const next = verdict === 'again' ? nextAttemptAt(outcome, { ...plan, random: Math.random() }) : null
  return {
    verdict,
    overload: overloadOf(outcome, now),
    result: {
      deliveryId: delivery.id,
      attempt,
      at,
      durationMs: Math.round(performance.now() - startedAt),
      statusCode: outcome.answer?.status ?? null,
      error: outcome.error,
      responseExcerpt: outcome.answer?.bodyExcerpt.slice(0, KEPT_RESPONSE_CHARACTERS) ?? null,
      status: verdict === 'delivered' ? 'delivered' : next === null ? 'failed' : 'pending',
      nextAttemptAt: next,
    },
  }
}
