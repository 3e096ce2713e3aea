import { flushCompileCache } from 'node:module'
import sharp from 'sharp'
import { messageOf } from '#core/errors.ts'
import { DecodeTimeoutError, InputImageError, prepareInputImage } from '#api/images/decode-image.ts'
import type { DecodeAnswer, DecodeRequest } from './protocol.ts'

/** Above what an image takes for each of its pixels, beside the process itself. */
const MAX_BYTES_PER_PIXEL = 16
const PROCESS_BYTES = 300_000_000
const RSS_CHECK_MS = 50

/** The process that decodes images, one at a time, for `openImageDecoder`. */
function main(): void {
  sharp.cache(false)
  sharp.concurrency(1)
  let maxRssBytes = PROCESS_BYTES
  process.on('message', (request: DecodeRequest) => {
    maxRssBytes = PROCESS_BYTES + request.maxPixels * MAX_BYTES_PER_PIXEL
    void answer(request).then((message) => process.send?.(message))
  })
  process.on('disconnect', () => process.exit(0))
  // Its parent kills it when it stops, which would leave nothing for the next one.
  process.once('message', () => setImmediate(flushCompileCache))
  // libvips works in threads, so this runs while an image is decoded.
  setInterval(() => {
    if (process.memoryUsage.rss() > maxRssBytes) process.kill(process.pid, 'SIGKILL')
  }, RSS_CHECK_MS).unref()
}

async function answer({ bytes, width, height, maxPixels }: DecodeRequest): Promise<DecodeAnswer> {
  try {
    return { png: await prepareInputImage(bytes, { width, height }, { maxPixels }) }
  } catch (error) {
    if (error instanceof InputImageError) return { code: error.code, message: error.message }
    return { failure: error instanceof DecodeTimeoutError ? 'it took too long' : messageOf(error) }
  }
}

main()
