import { findFfmpeg, type FfmpegTools } from '#worker/media/ffmpeg.ts'
import { loadModel, type LoadedModel } from '#worker/wan/model.ts'
import { engineErrorFrom } from './failure.ts'
import { makeVideo } from './make-video.ts'
import { readModelFolders, type ModelFolders } from './model-folders.ts'
import { watchParent } from './parent-watch.ts'
import {
  EngineError,
  stopError,
  type ChildMessage,
  type EngineFailure,
  type EngineRequest,
  type EngineSetup,
  type ParentMessage,
} from './protocol.ts'

/**
 * The engine's process. It owns the ONNX sessions of one device and speaks the protocol with its parent over the fork
 * channel. Forwards block this thread, so messages are seen between them.
 */
const send = (message: ChildMessage): void =>
  void process.send?.(message, undefined, undefined, () => undefined)

/** Whoever signals all processes of a service at once means the parent, which says what is to become of the run. */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
process.on('disconnect', () => process.exit())
process.once('message', (message: ParentMessage) => {
  if (message.type === 'setup') void setUp(message.setup)
})

async function setUp(setup: EngineSetup): Promise<void> {
  watchParent(setup.parentPid)
  try {
    const [tools, models] = await Promise.all([findFfmpeg(setup), readModelFolders(setup.modelsDirectory)])
    serve(setup, tools, models)
    send({
      type: 'ready',
      models: models.folders.map((folder) => folder.definition),
      modelFaults: models.faults,
    })
  } catch (error) {
    send({ type: 'unusable', reason: error instanceof Error ? error.message : String(error) })
  }
}

function serve({ device, threads }: EngineSetup, tools: FfmpegTools, { folders }: ModelFolders): void {
  let current: { readonly runId: string; readonly stop: AbortController } | null = null
  /** One at a time: device memory rarely holds two. */
  let loaded: LoadedModel | null = null

  async function modelOf({ modelId }: EngineRequest): Promise<LoadedModel> {
    const folder = folders.find(({ definition }) => definition.id === modelId)
    if (!folder)
      throw new EngineError('model_unavailable', 'The model is not available.', false, { cause: modelId })
    if (loaded?.folder === folder) return loaded
    await loaded?.release()
    return (loaded = loadModel(folder, { device, threads }))
  }

  async function run(request: EngineRequest): Promise<void> {
    const { runId } = request
    const stop = new AbortController()
    current = { runId, stop }
    try {
      const result = await makeVideo(await modelOf(request), request, {
        tools,
        threads,
        signal: stop.signal,
        onProgress: (progress) => send({ type: 'progress', runId, progress }),
      })
      send({ type: 'done', runId, result })
    } catch (error) {
      const failure = engineErrorFrom(error, 'run')
      // The arena keeps what it took until its session is released.
      if (failure.code === 'out_of_memory') await loaded?.release()
      send({ type: 'failed', runId, failure: failureOf(failure) })
    } finally {
      current = null
    }
  }

  process.on('message', (message: ParentMessage) => {
    if (message.type === 'generate') void run(message.request)
    else if (message.type === 'stop' && message.runId === current?.runId)
      current.stop.abort(stopError(message.code))
  })
}

function failureOf({ code, message, retryable, cause }: EngineError): EngineFailure {
  const detail =
    cause instanceof Error ? (cause.stack ?? cause.message) : typeof cause === 'string' ? cause : null
  return { code, message, retryable, detail: detail?.slice(0, 4000) ?? null }
}
