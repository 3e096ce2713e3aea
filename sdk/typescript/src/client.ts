import createFetchClient, { type Client as FetchClient, type ClientOptions } from 'openapi-fetch'
import type { paths } from './schema.gen.ts'

/**
 * One method per HTTP verb: `client.GET('/v1/videos/{video_id}', { params: { path: { video_id } }
 * })`.
 */
export type Client = FetchClient<paths, Json>

/** Type of the answer for operations with several; `parseAs` selects another one. */
type Json = 'application/json' | 'application/problem+json'

export interface ClientSettings extends Omit<ClientOptions, 'baseUrl'> {
  /** Address of the service, such as `http://localhost:8088`. */
  readonly baseUrl: string
  /** API key or JWT. Without it, only the open operations succeed. */
  readonly apiKey?: string | undefined
}

/** A client with the contract's types for paths, parameters, bodies and answers. */
export function createClient({ apiKey, ...options }: ClientSettings): Client {
  const client = createFetchClient<paths, Json>(options)
  if (apiKey !== undefined)
    client.use({
      onRequest({ request }) {
        if (!request.headers.has('authorization')) request.headers.set('authorization', `Bearer ${apiKey}`)
        return request
      },
    })
  return client
}
