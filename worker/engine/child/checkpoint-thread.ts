import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { encodeCheckpoint } from '#worker/wan/denoising/checkpoint.ts'
import type { DenoiseState } from '#worker/wan/denoising/denoise.ts'

/** Puts states into files on a thread of its own, since forwards block the main one. */
export interface CheckpointThread {
  /**
   * Writes one file, whole or not at all. The arrays are copied before this returns, about 10 ms at
   * 34 MB; to digest and write them takes the thread ten times that. One at a time.
   *
   * @throws Error when the file cannot be written, or the thread ended.
   */
  write(state: DenoiseState, fingerprint: string, file: string): Promise<void>
}

interface Order {
  readonly state: DenoiseState
  readonly fingerprint: string
  readonly file: string
}

/**
 * The thread is started by the first write, which takes some 100 ms, and then stays; it does not
 * keep the process alive.
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
