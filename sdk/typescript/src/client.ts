import createFetchClient, { type Client as FetchClient, type ClientOptions } from 'openapi-fetch'
import type { paths } from './schema.gen.ts'

/** One method per HTTP verb: `client.GET('/v1/videos/{video_id}', { params: { path: { video_id } } })`. */
export type Client = FetchClient<paths, Json>

/** What answers are typed as where an operation has several; others are asked for with `parseAs`. */
type Json = 'application/json' | 'application/problem+json'

export interface ClientSettings extends Omit<ClientOptions, 'baseUrl'> {
  /** Address of the service, such as `http://localhost:8088`. */
  readonly baseUrl: string
  /** API key or JWT; without it only the open operations answer. */
  readonly apiKey?: string | undefined
}

/** A client whose paths, parameters, bodies and answers have the types of the contract. It opens no connection. */
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
