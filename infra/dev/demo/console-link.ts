import { callApi } from './api.ts'
import type { DevelopmentAccess } from '#infra/dev/service/development-tenant.ts'

/**
 * A link that signs one person in to the console and leads to the run of this video.
 *
 * @returns null when the service makes no link
 */
export async function consoleLink(access: DevelopmentAccess, videoId: string): Promise<string | null> {
  const operator = { ...access, api_key: access.admin_api_key }
  try {
    const caller = (await (await callApi(operator, '/v1/caller')).json()) as { tenant: { id: string } }
    const answer = await callApi(
      operator,
      `/admin/tenants/${encodeURIComponent(caller.tenant.id)}/sign_in_links`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          scopes: ['videos:write', 'videos:read', 'webhooks:write', 'files:write', 'admin'],
        }),
      },
    )
    const { url } = (await answer.json()) as { url: string }
    return `${url}&to=${encodeURIComponent(`/make?run=${videoId}`)}`
  } catch {
    return null
  }
}
