import { availableParallelism } from 'node:os'
import { AppError } from '#core/errors.ts'
import type { Config } from '#core/config/config.ts'
import type { Log } from '#core/log.ts'
import type { ImageDecoder } from '#api/http/call.ts'
import {
  DECODE_TIMEOUT_SECONDS,
  DEFAULT_LIMIT,
  InputImageError,
  pixelLimitOf,
} from '#api/images/decode-image.ts'
import { openDecoderProcess, type DecoderProcess } from './decoder-process.ts'
import { createFairQueue, QueueFullError } from './fair-queue.ts'

/** Time for a process to start under load, and to answer. */
const MARGIN_MS = 10_000
const MAX_WAIT_MS = 30_000
/** Sixty-four small pictures wait for a second or two; the bound holds their bytes in memory. */
const WAITING_PER_PROCESS = 64

/** The decoder of one process of the service, which `close` ends. */
export type OpenImageDecoder = ImageDecoder & { close(): void }

/**
 * Decodes images in processes of their own: with threads, memory and priority that are not the
 * service's, since an image of a few kilobytes may take seconds and hundreds of megabytes to
 * decode. Tenants take turns, and a tenant has at most half of the processes.
 *
 * @param o.processes how many images are decoded at once; 0: half of the cores, from 2 to 8
 * @param o.maxPixels the most pixels of an image of 8 bits
 * @param o.maxWaitMs the longest time in milliseconds that an image waits for its turn
 */
export function openImageDecoder(o: {
  readonly processes: number
  readonly maxPixels?: number
  readonly maxWaitMs?: number
  readonly log: Log
}): OpenImageDecoder {
  const { maxPixels = DEFAULT_LIMIT.maxPixels } = o
  const processes = o.processes || Math.min(8, Math.max(2, availableParallelism() >> 1))
  const maxWaiting = processes * WAITING_PER_PROCESS
  const queue = createFairQueue({
    slots: processes,
    slotsPerTenant: Math.ceil(processes / 2),
    maxWaiting,
    maxWaitingPerTenant: maxWaiting >> 1,
    maxWaitMs: o.maxWaitMs ?? MAX_WAIT_MS,
  })
  const timeoutMs = DECODE_TIMEOUT_SECONDS * 1000 + MARGIN_MS
  const all = Array.from({ length: processes }, () => openDecoderProcess({ timeoutMs }))
  const free = [...all]

  return {
    async prepare(bytes, { width, height }, caller) {
      const answer = await queue
        .run(caller, async () => {
          const taken = free.pop() as DecoderProcess
          try {
            return await taken.decode({ bytes, width, height, maxPixels }, caller.signal)
          } finally {
            free.push(taken)
          }
        })
        .catch((error: unknown) => {
          throw error instanceof QueueFullError ? overloaded(error.retryAfterSeconds, error) : error
        })
      if ('png' in answer) return Buffer.from(answer.png)
      if ('code' in answer) throw new InputImageError(answer.code, answer.message)
      if (!caller.signal.aborted)
        o.log.warn({ failure: answer.failure, sizeBytes: bytes.length }, 'an image was not decoded')
      throw overloaded(5)
    },
    close() {
      for (const each of all) each.close()
    },
  }
}

/** Nothing is known to be wrong with the image. */
const overloaded = (retryAfterSeconds: number, cause?: unknown): AppError =>
  new AppError('service_unavailable', 'Too many images are being prepared now. Send the request again.', {
    retryAfterSeconds,
    cause,
  })

/** The decoder that the settings ask for. */
export const imageDecoderOf = ({ config, log }: { config: Config; log: Log }): OpenImageDecoder =>
  openImageDecoder({ processes: config.imageDecoders, ...pixelLimitOf(config), log })
