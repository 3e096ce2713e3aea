/** An answer of the API that is an error. Screens show its text and code as they are. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  /** The field of the request that the error is about. */
  readonly param: string | null
  readonly requestId: string | null

  constructor(o: {
    message: string
    status: number
    code: string
    param: string | null
    requestId: string | null
  }) {
    super(o.message)
    this.status = o.status
    this.code = o.code
    this.param = o.param
    this.requestId = o.requestId
  }
}

export interface Request {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly query?: Readonly<Record<string, string | number | null | undefined>>
  /** Sent as JSON, or as a form. */
  readonly body?: object | FormData
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** Calls of the public API with the credentials of the session. */
export interface Api {
  /** The address of the service, with a slash at the end. */
  readonly base: string
  /** @throws ApiError for an answer of 400 and more, or when there is none. */
  call(path: string, request?: Request): Promise<Response>
  /** The JSON of an answer. @throws ApiError. */
  json<T>(path: string, request?: Request): Promise<T>
}

/**
 * @param o.base where the service is
 * @param o.key the API key or token
 * @param o.onRefused called when the service no longer accepts the credentials
 */
export function createApi(o: { base: string; key: string; onRefused(): void }): Api {
  async function call(path: string, request: Request = {}): Promise<Response> {
    const { method = 'GET', query = {}, body, headers = {}, signal } = request
    const url = new URL(path, o.base)
    for (const [name, value] of Object.entries(query))
      if (value !== null && value !== undefined && value !== '') url.searchParams.set(name, String(value))
    const isForm = body instanceof FormData
    const response = await fetch(url, {
      method,
      headers: {
        Authorization: `Bearer ${o.key}`,
        ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    }).catch((error: unknown) => {
      if (signal?.aborted === true) throw error
      throw new ApiError({
        message: 'The service does not answer.',
        status: 0,
        code: 'unreachable',
        param: null,
        requestId: null,
      })
    })
    if (response.ok) return response
    const error = await errorOf(response)
    if (error.status === 401) o.onRefused()
    throw error
  }
  return {
    base: o.base,
    call,
    json: async <T>(path: string, request?: Request) => (await (await call(path, request)).json()) as T,
  }
}

/** The error that an answer of 400 and more stands for. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as {
    detail?: string
    title?: string
    code?: string
    error?: { param?: string | null }
  }
  return new ApiError({
    message: body.detail ?? body.title ?? `The service answered ${response.status}.`,
    status: response.status,
    code: body.code ?? String(response.status),
    param: body.error?.param ?? null,
    requestId: response.headers.get('x-request-id'),
  })
}
