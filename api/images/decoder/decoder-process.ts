import { fork, type ChildProcess } from 'node:child_process'
import { getCompileCacheDir } from 'node:module'
import { setPriority } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DecodeAnswer, DecodeRequest } from './protocol.ts'

/**
 * One process that decodes one image at a time. It starts with the first image, and again after it
 * died.
 */
export interface DecoderProcess {
  /**
   * Never rejects: a process that dies or takes too long is a failure, and the next image gets a
   * new one.
   */
  decode(request: DecodeRequest, signal: AbortSignal): Promise<DecodeAnswer>
  /** Kills the process; later images fail. */
  close(): void
}

const ENTRY_POINT = fileURLToPath(new URL('./main.ts', import.meta.url))
/** Below the priority of the service, which has to answer while images are decoded. */
const NICE = 10

/** This process's cache of compiled code, if it has one; node's folder of its version is in it. */
function compileCache(): { NODE_COMPILE_CACHE?: string } {
  const folder = getCompileCacheDir()
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) }
}

/** @param o.timeoutMs time for one image, with the start of the process */
export function openDecoderProcess(o: { readonly timeoutMs: number }): DecoderProcess {
  let child: ChildProcess | null = null
  let isClosed = false

  function start(): ChildProcess {
    const started = fork(ENTRY_POINT, [], {
      serialization: 'advanced',
      stdio: 'ignore',
      execArgv: ['--max-old-space-size=128'],
      // libvips decodes on one thread; glibc's arenas would keep memory for each.
      env: { UV_THREADPOOL_SIZE: '2', MALLOC_ARENA_MAX: '2', ...compileCache() },
    } as Parameters<typeof fork>[2])
    // A process at rest keeps nothing alive; it ends when its channel closes.
    started.unref()
    started.channel?.unref()
    started.once('exit', () => {
      if (child === started) child = null
    })
    started.on('error', () => undefined)
    try {
      if (started.pid !== undefined) setPriority(started.pid, NICE)
    } catch {
      // It has already ended, which the exit reports.
    }
    return started
  }

  return {
    async decode(request, signal) {
      if (isClosed) return { failure: 'the service is stopping' }
      const used = (child ??= start())
      const { promise, resolve } = Promise.withResolvers<DecodeAnswer>()
      const fail = (failure: string): void => {
        if (child === used) child = null
        used.kill('SIGKILL')
        resolve({ failure })
      }
      const onExit = (code: number | null, by: string | null): void =>
        fail(`the decoder ended (${by ?? code})`)
      const onAbort = (): void => fail('the request was withdrawn')
      const timer = setTimeout(() => fail('it took too long'), o.timeoutMs)
      used.channel?.ref()
      used.once('message', resolve).once('exit', onExit)
      signal.addEventListener('abort', onAbort)
      used.send(request, (error) => error !== null && fail('the decoder could not be reached'))
      try {
        return await promise
      } finally {
        clearTimeout(timer)
        used.channel?.unref()
        used.off('message', resolve).off('exit', onExit)
        signal.removeEventListener('abort', onAbort)
      }
    },
    close() {
      isClosed = true
      child?.kill('SIGKILL')
    },
  }
}
