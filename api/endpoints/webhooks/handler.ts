import type { RequestHandler } from 'express'
import type { Deps } from '#core/deps.ts'
import { stateOf, type Principal } from '#api/http/request-state.ts'
import { sendJson } from '#api/http/send.ts'
import { WEBHOOK_ACTIONS, type WebhookActionName } from './actions.ts'

/** What a tenant can do about its webhooks, over HTTP. */
export function webhookHandler(deps: Deps, name: WebhookActionName): RequestHandler {
  const act = WEBHOOK_ACTIONS[name]
  return async (req, res) => {
    const { status, body } = await act(deps, {
      tenantId: (stateOf(res).principal as Principal).tenantId,
      path: req.params as Record<string, string>,
      query: req.query,
      body: req.body as unknown,
    })
    sendJson(res, { status, headers: { 'Cache-Control': 'no-store' }, body })
  }
}
