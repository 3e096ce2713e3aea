import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { encodeCheckpoint } from '#worker/wan/denoising/checkpoint.ts'
import type { DenoiseState } from '#worker/wan/denoising/denoise.ts'

/** Writes states to files on a thread of its own, because forwards block the main thread. */
export interface CheckpointThread {
  /**
   * Writes one file, completely or not at all. The arrays are copied before this returns, about 10
   * ms for 34 MB; digest and write take the thread about ten times that. One write at a time.
   *
   * @throws Error when the file cannot be written or the thread has ended.
   */
  write(state: DenoiseState, fingerprint: string, file: string): Promise<void>
}

interface Order {
  readonly state: DenoiseState
  readonly fingerprint: string
  readonly file: string
}

/**
 * The first write starts the thread, which takes about 100 ms. The thread stays and does not keep
 * the process alive.
 */
export function createCheckpointThread(): CheckpointThread {
  let thread: Worker | null = null

  const open = (): Worker => {
    const opened = new Worker(new URL(import.meta.url), { workerData: { writesCheckpoints: true } })
    opened.unref()
    opened.once('exit', () => {
      if (thread === opened) thread = null
    })
    return opened
  }

  return {
    write(state, fingerprint, file) {
      thread ??= open()
      const used = thread
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const settle = (): void => {
        used.off('message', onAnswer).off('error', onEnd).off('exit', onExit)
      }
      const onAnswer = (reason: string | null): void => {
        settle()
        if (reason === null) resolve()
        else reject(new Error(reason))
      }
      const onEnd = (error: Error): void => {
        settle()
        reject(error)
      }
      const onExit = (): void => onEnd(new Error('the thread that writes checkpoints has ended'))
      used.on('message', onAnswer).on('error', onEnd).on('exit', onExit)
      used.postMessage({ state, fingerprint, file } satisfies Order)
      return promise
    },
  }
}

function writeWhole({ state, fingerprint, file }: Order): string | null {
  const part = `${file}.part`
  try {
    writeFileSync(part, Buffer.concat(encodeCheckpoint(state, fingerprint)))
    renameSync(part, file)
    return null
  } catch (error) {
    rmSync(part, { force: true })
    return error instanceof Error ? error.message : String(error)
  }
}

if (!isMainThread && (workerData as { readonly writesCheckpoints?: true } | null)?.writesCheckpoints)
  parentPort?.on('message', (order: Order) => parentPort?.postMessage(writeWhole(order)))
