import type { Response } from 'express'
import type { Span } from '#core/tracing/tracing.ts'
import type { AppError } from '#core/errors.ts'
import type { BodyDigest } from '#api/auth/http-signature.ts'
import type { RequestLimit } from '#core/limits/rate-limit.ts'
import type { Dialect } from '#api/dialects/dialect.ts'

/** What the middleware needs to know of the route that a request has reached. */
export interface RouteFacts {
  readonly operationId: string
  /** As in `openapi.yaml`. */
  readonly path: string
  /** Whether knowing the address is the permission, so that logs must not hold it. */
  readonly isSecretAddress?: true
  /** Whether its answer has no end, so that there is no HEAD for it. */
  readonly isStream?: true
  /** Whether its requests make tasks, so that a refused one is remembered for its retry. */
  readonly makesTasks?: true
  /** Whether the cookie of a media session is accepted: only where files are read. */
  readonly takesMediaCookie?: true
}

/** The caller of a request. */
export interface Principal {
  readonly tenantId: string
  readonly scopes: readonly string[]
  readonly how: 'api_key' | 'jwt' | 'open'
  /** The API key; null for a token or no credentials. */
  readonly keyId: string | null
  /** The owner of uploads within the tenant: the id of the API key, or a name for the caller. */
  readonly owner: string
  /** When the credentials expire; null: not by themselves. */
  readonly expiresAt: Date | null
  /** Networks that the credentials are bound to; empty: any. */
  readonly allowedCidrs: readonly string[]
  readonly requestLimit: RequestLimit
}

/** What the middleware learns about one request on its way in. */
export interface RequestState {
  readonly requestId: string
  /** What this request is in its trace. */
  readonly span: Span
  /** Bytes that its connection had carried before it. */
  readonly bytesBefore: { readonly read: number; readonly written: number }
  readonly startedAtMs: number
  /** When its answer was sent, if the rest of its body is awaited after that. */
  answeredAtMs?: number
  /** Renders errors, including those of requests that reach no route. */
  dialect: Dialect
  route: RouteFacts | null
  principal: Principal | null
  /** Compares the body of a signed request with its signed digest. */
  bodyDigest: BodyDigest | null
  /** The nonce that its signature has used up, with the key's id. */
  usedNonce?: string
  /** Members of the body as they arrived, before text was coerced and defaults were added. */
  sentBody: unknown
  /** Whether its answer waits for something beyond this service's own work, such as a video. */
  isLong?: true
  /** The code of the error with which it is answered. */
  errorCode?: string
  /** The video that it has made. */
  videoId?: string
  /** What is wrong with each item of a batch; null for a valid item. */
  itemFaults?: readonly (AppError | null)[]
}

/** Attaches the state to a request. `context` does this before any other handler runs. */
export const setState = (res: Response, state: RequestState): void => void (res.locals['state'] = state)
/** The state of a request that `context` has seen. */
export const stateOf = (res: Response): RequestState => res.locals['state'] as RequestState
