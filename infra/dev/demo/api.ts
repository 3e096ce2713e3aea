import type { components } from '#api/openapi.gen.ts'
import type { DevelopmentAccess } from '#infra/dev/service/development-tenant.ts'
import { SetupError, systemErrorCode } from '#infra/dev/setup-error.ts'

export type Video = components['schemas']['Video']
type Problem = Partial<components['schemas']['Problem']>

const CALL_TIMEOUT_MS = 60_000

/** An answer other than 2xx. */
export class RefusedCall extends SetupError {
  /** The service's own sentence. */
  readonly detail: string
  /** The field at fault; null for none. */
  readonly param: string | null

  constructor(message: string, { detail, param }: { detail: string; param: string | null }) {
    super(message)
    this.detail = detail
    this.param = param
  }
}

/**
 * One call with the development key.
 *
 * @throws RefusedCall with the service's own message for an answer other than 2xx
 * @throws SetupError without an answer
 */
export async function callApi(
  access: DevelopmentAccess,
  pathname: string,
  init: RequestInit = {},
): Promise<Response> {
  const what = `${init.method ?? 'GET'} ${pathname}`
  const response = await fetch(new URL(pathname, access.base_url), {
    ...init,
    headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${access.api_key}` },
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  }).catch((error: Error) => {
    throw new SetupError(`${what} was not answered: ${systemErrorCode(error.cause) ?? error.message}`)
  })
  if (response.ok) return response
  const problem = (await response.json().catch(() => ({}))) as Problem
  const said = problem.error?.message ?? problem.detail ?? response.statusText
  throw new RefusedCall(`${what} answered ${response.status}: ${said} (${problem.code ?? 'no code'})`, {
    detail: said,
    param: problem.error?.param ?? null,
  })
}
