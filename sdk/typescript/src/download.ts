import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { unwrap } from './api-error.ts'
import type { Client } from './client.ts'
import type { operations } from './schema.gen.ts'

export type Variant = NonNullable<NonNullable<operations['openai.content']['parameters']['query']>['variant']>

export interface DownloadOptions {
  /** Default: the mp4. */
  readonly variant?: Variant
  readonly signal?: AbortSignal
}

/**
 * Saves a video's content. The bytes are streamed to `<file>.part`, which is renamed when complete
 * and then replaces an existing file.
 *
 * @throws ApiError when there is no content (not finished, failed, expired), and any error of fetch
 *   or the file system
 */
export async function downloadVideo(
  client: Client,
  id: string,
  file: string,
  { variant = 'video', signal }: DownloadOptions = {},
): Promise<void> {
  const stream = unwrap(
    await client.GET('/v1/videos/{video_id}/content', {
      params: { path: { video_id: id }, query: { variant } },
      parseAs: 'stream',
      ...(signal === undefined ? {} : { signal }),
    }),
  ) as ReadableStream<Uint8Array>
  const unfinished = `${file}.part`
  try {
    await pipeline(Readable.fromWeb(stream), createWriteStream(unfinished))
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}
