import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { processEnvironment } from '#core/config/config.ts'
import type { Log } from '#core/log.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import { deviceClass } from './device-class.ts'
import { explainDeviceFault } from './device-fault.ts'
import { engineEnvironment, type EngineDevice, type Environment } from './environment.ts'
import type { ChildMessage, EngineSetup, ParentMessage } from '#worker/engine/protocol.ts'
import type { ModelFault } from '#worker/wan/folder/model-folders.ts'

export interface EngineProcessOptions {
  readonly device: EngineDevice
  readonly modelsDirectory: string
  /** The folder of LoRAs that requests may name. Default: none. */
  readonly lorasDirectory?: string | null | undefined
  /** CPU threads of ONNX Runtime and of the video encoder. */
  readonly threads: number
  /** GiB that the engine may use. Default: all of a GPU's memory, or no limit on the CPU. */
  readonly memoryGb?: number | null | undefined
  readonly ffmpegPath?: string | null | undefined
  readonly ffprobePath?: string | null | undefined
  /** Default: `auto`. */
  readonly uploadedVideos?: EngineSetup['uploadedVideos'] | undefined
  /** Where the child keeps costly facts, such as hashes of weights. Default: nowhere. */
  readonly cacheDirectory?: string | null | undefined
  /** The child receives only what it needs of it. Default: the environment of this process. */
  readonly environment?: Environment
  readonly log: Log
  /** Told when the child has loaded the weights of a component of a model. */
  readonly onLoad?: (load: ModelLoad) => void
}

export interface ModelLoad {
  readonly model: string
  readonly component: string
  readonly deviceClass: string
  readonly seconds: number
}

export interface EngineExit {
  /** The exit code or the signal, in words. */
  readonly how: string
  /** Whether SIGKILL ended it, which never happens by itself. */
  readonly killed: boolean
  /** The last lines on standard error since the last `generate`. */
  readonly lastWords: string
}

/** One child process, from `ready` to its exit. */
export interface EngineProcess {
  readonly pid: number
  readonly models: readonly ModelDefinition[]
  readonly modelFaults: readonly ModelFault[]
  readonly notes: readonly string[]
  send(message: ParentMessage): void
  /** Replaces the current listener. */
  onMessage(listener: ((message: ChildMessage) => void) | null): void
  /** Resolves when the process has ended and all its output has been read. Never rejects. */
  readonly exited: Promise<EngineExit>
  /** Sends SIGKILL to the child and to its ffmpeg. */
  kill(): void
  /** Closes the channel; an idle child then exits. */
  disconnect(): void
}

/**
 * Longest silence before the child is ready. Reading configurations and trying ffmpeg takes well
 * under a second; preparing a size is a run whose phases report themselves.
 */
const READY_TIMEOUT_MS = 600_000
const LAST_LINES = 20
const ENTRY_POINT = fileURLToPath(new URL('../child/main.ts', import.meta.url))

/**
 * Forks the engine's process and waits until it is ready. The child leads a process group of its
 * own: Ctrl-C in a terminal does not reach it, and one signal reaches it and its ffmpeg.
 *
 * @throws Error with the reason when the child is unusable, exits early, stays silent, or when
 *   `signal` fires first.
 */
export async function spawnEngineProcess(
  options: EngineProcessOptions,
  signal: AbortSignal,
): Promise<EngineProcess> {
  const environment = engineEnvironment(options.device, options.environment ?? processEnvironment())
  const child = fork(ENTRY_POINT, [options.device], {
    env: environment,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  })
  let gone = false
  const kill = (): void => {
    if (!gone) killGroup(child)
  }
  const ownClass = deviceClass(options.device, options.threads, options.environment ?? processEnvironment())
  let isReady = false
  let lastLines: string[] = []
  const allRead = finished(child.stderr!).catch(() => undefined)
  const exited = exitOf(child).then(async ([how, killed]): Promise<EngineExit> => {
    kill() // the child may have left an ffmpeg behind; later, its number may be another's
    gone = true
    await allRead
    return { how, killed, lastWords: lastLines.join('\n') }
  })
  for (const stream of [child.stdout!, child.stderr!])
    createInterface({ input: stream }).on('line', (line) => {
      const output = line.slice(0, 2000)
      // What is said before, `ready` or the error of the start sums up.
      options.log[isReady ? 'warn' : 'info']({ output }, 'engine output')
      if (stream === child.stderr) lastLines = [...lastLines, output].slice(-LAST_LINES)
    })

  let listener: ((message: ChildMessage) => void) | null = null
  signal.addEventListener('abort', kill)
  let timer: NodeJS.Timeout | undefined
  const readiness = new Promise<ChildMessage & { type: 'ready' }>((resolve, reject) => {
    const wait = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => reject(new Error('it was not ready in time')), READY_TIMEOUT_MS)
    }
    wait()
    void exited.then(({ how }) => reject(new Error(`it ended before it was ready (${how})`)))
    child.on('message', (message: ChildMessage) => {
      if (message.type === 'ready') resolve(message)
      else if (message.type === 'unusable')
        reject(message.ofDevice ? new DeviceError(message.reason) : new Error(message.reason))
      else if (message.type === 'preparing') {
        wait()
        options.log.info({ text: message.text }, 'engine is preparing')
      } else if (message.type === 'loaded') {
        const { modelId: model, component, seconds } = message
        options.onLoad?.({ model, component, deviceClass: ownClass, seconds })
      } else listener?.(message)
    })
  })
  // A message that cannot be delivered is followed by the child's exit, which every run awaits.
  const send = (message: ParentMessage): void => {
    if (message.type === 'generate') lastLines = []
    child.send(message, () => undefined)
  }
  send({
    type: 'setup',
    setup: {
      device: options.device === 'cpu' ? 'cpu' : 'cuda:0',
      deviceClass: ownClass,
      visibleDevice: environment['CUDA_VISIBLE_DEVICES'] ?? null,
      modelsDirectory: options.modelsDirectory,
      lorasDirectory: options.lorasDirectory ?? null,
      threads: options.threads,
      memoryGb: options.memoryGb ?? null,
      ffmpegPath: options.ffmpegPath ?? null,
      ffprobePath: options.ffprobePath ?? null,
      uploadedVideos: options.uploadedVideos ?? 'auto',
      cacheDirectory: options.cacheDirectory ?? null,
      parentPid: process.pid,
    },
  })
  try {
    const { models, modelFaults, notes } = await readiness
    isReady = true
    return {
      pid: child.pid!,
      models,
      modelFaults,
      notes,
      send,
      onMessage: (next) => void (listener = next),
      exited,
      kill,
      disconnect: () => void (child.connected && child.disconnect()),
    }
  } catch (error) {
    kill()
    const { lastWords } = await exited
    if (!(error instanceof DeviceError)) throw error
    const fault = explainDeviceFault(`${error.message}\n${lastWords}`)
    throw new Error(`the device ${options.device} cannot work: ${fault}`, { cause: error })
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', kill)
  }
}

/** The child found that its device cannot work; the message is the runtime's. */
class DeviceError extends Error {}

/** How the child ended, in words, and whether by SIGKILL. */
async function exitOf(child: ChildProcess): Promise<readonly [string, boolean]> {
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
    return signal === null ? [`exit code ${code}`, false] : [`signal ${signal}`, signal === 'SIGKILL']
  } catch (error) {
    return [error instanceof Error ? error.message : String(error), false]
  }
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
