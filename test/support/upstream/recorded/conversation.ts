/** What was asked of a server, as far as it decides the answer. */
export interface RecordedRequest {
  readonly method: string
  /** With its query. */
  readonly path: string
  /** The fields of a form, files by the names that they were sent under; or the body as JSON. */
  readonly fields?: Readonly<Record<string, string>>
  readonly json?: unknown
}

/** One call and its answer. */
export interface Exchange extends RecordedRequest {
  readonly status: number
  readonly type: string
  /** The answer's body: JSON, or bytes in base64; neither for an empty one. */
  readonly body?: unknown
  readonly base64?: string
}

/** What a server sent over its socket. */
export type SocketMessage = { readonly text: string } | { readonly base64: string }

/** Everything that was said between a worker and a real server. */
export interface Conversation {
  /** What the server was, and how it was run. */
  readonly server: string
  readonly exchanges: readonly Exchange[]
  readonly socket: readonly SocketMessage[]
}

/** A request as it is recorded. A file counts by its name: pictures are encoded anew each time. */
export async function recordedRequest(
  method: string,
  path: string,
  type: string,
  bytes: Buffer,
): Promise<RecordedRequest> {
  if (bytes.length === 0) return { method, path }
  if (type.startsWith('application/json'))
    return { method, path, json: JSON.parse(bytes.toString()) as unknown }
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
  const fields = [...form.entries()].map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : `file ${value.name}`,
  ])
  return { method, path, fields: Object.fromEntries(fields) }
}
