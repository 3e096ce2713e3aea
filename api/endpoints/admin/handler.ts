import type { RequestHandler } from 'express'
import type { Deps } from '#core/deps.ts'
import { unparkWhereRoom } from '#core/lifecycle/lifecycle.ts'
import { sendJson } from '#api/http/send.ts'
import { ADMIN_ACTIONS, type AdminActionName } from './actions.ts'

/** The operations of the operator over HTTP. */
export function adminHandler(deps: Deps, name: AdminActionName): RequestHandler {
  const act = ADMIN_ACTIONS[name]
  return async (req, res) => {
    const path = req.params as Record<string, string>
    const { status, body } = await act(deps, { path, body: req.body as unknown })
    // A raised limit counts at once; the sweep would see to it within a minute.
    if (name === 'admin.updateTenant') await unparkWhereRoom(deps, path['tenant_id'])
    sendJson(res, { status, headers: { 'Cache-Control': 'no-store' }, body })
  }
}
