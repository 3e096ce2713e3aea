import { revokeApiKey } from '#core/store/api-keys.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import { parseKeyPath, requireApiKey } from './api-keys.ts'
import { renderApiKey } from './bodies.ts'

/**
 * Revokes an API key: it is refused from now on, and stays in the list.
 *
 * @throws AppError api_key_not_found.
 */
export const revokeKey = endpoint({
  parse: parseKeyPath,
  act: async (call, key) => {
    const { deps } = call
    if (key.keyId !== null) await revokeApiKey(deps.db, key.tenantId, key.keyId, deps.clock.now())
    return await requireApiKey(call, key)
  },
  render: renderApiKey,
})
