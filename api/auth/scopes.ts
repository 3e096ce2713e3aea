/** What credentials may be good for. */
export const SCOPES = ['videos:write', 'videos:read', 'webhooks:write', 'files:write', 'admin'] as const
export type Scope = (typeof SCOPES)[number]
