const TIMEOUT_MS = 5000
const MAX_BYTES = 1_000_000

/**
 * Fetches a key set: at most 1 MB, whole within five seconds, without redirects.
 *
 * @returns the parsed JSON; whether it is a key set is the caller's to check
 * @throws Error for any other answer, or none.
 */
export async function fetchJwks(url: string): Promise<{ keys: unknown }> {
  const response = await fetch(url, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (!response.ok) {
    await response.body?.cancel()
    throw new Error(`the status is ${response.status}`)
  }
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  // Leaving the loop by an error cancels the rest of the answer.
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > MAX_BYTES) throw new Error(`the answer is larger than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as { keys: unknown }
}
