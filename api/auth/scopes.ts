/** Permissions that credentials may carry. */
export const SCOPES = ['videos:write', 'videos:read', 'webhooks:write', 'files:write', 'admin'] as const
export type Scope = (typeof SCOPES)[number]
