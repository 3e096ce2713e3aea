import sharp from 'sharp'
import { messageOf } from '#core/errors.ts'
import { DecodeTimeoutError, InputImageError, prepareInputImage } from '#api/images/decode-image.ts'
import type { DecodeAnswer, DecodeRequest } from './protocol.ts'

/** Above what the largest accepted image takes, about 300 MB. */
const MAX_RSS_BYTES = 1_000_000_000
const RSS_CHECK_MS = 50

/** The process that decodes images, one at a time, for `openImageDecoder`. */
function main(): void {
  sharp.cache(false)
  sharp.concurrency(1)
  process.on('message', (request: DecodeRequest) => {
    void answer(request).then((message) => process.send?.(message))
  })
  process.on('disconnect', () => process.exit(0))
  // libvips works in threads, so this runs while an image is decoded.
  setInterval(() => {
    if (process.memoryUsage.rss() > MAX_RSS_BYTES) process.kill(process.pid, 'SIGKILL')
  }, RSS_CHECK_MS).unref()
}

async function answer({ bytes, width, height }: DecodeRequest): Promise<DecodeAnswer> {
  try {
    return { png: await prepareInputImage(bytes, { width, height }) }
  } catch (error) {
    if (error instanceof InputImageError) return { code: error.code, message: error.message }
    return { failure: error instanceof DecodeTimeoutError ? 'it took too long' : messageOf(error) }
  }
}

main()
