import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RepackInto } from '#worker/wan/folder/comfyui/read-weights.ts'
import { readsUploads } from '#worker/media/decode-upload.ts'
import { findFfmpeg, type FfmpegTools } from '#worker/media/ffmpeg.ts'
import { loadModel, type LoadedModel } from '#worker/wan/loaded-model.ts'
import type { ModelFolder } from '#worker/wan/folder/model-folder.ts'
import { type MemoryPlan, tileSidesOf } from '#worker/wan/memory/plan.ts'
import type { TileSides } from '#worker/wan/tiles/grid.ts'
import type { RunSize } from '#core/task/parameters.ts'
import { proveDevice } from '#worker/wan/sessions/prove-device.ts'
import { createSessionPool } from '#worker/wan/sessions/pool.ts'
import { createCheckpointThread } from './checkpoint-thread.ts'
import { readDeviceFacts } from './device-facts.ts'
import { engineErrorFrom } from '#worker/engine/engine-error-from.ts'
import { createFileHashes, type FileHashes } from '#worker/wan/folder/file-hashes.ts'
import { makeVideo } from './make-video.ts'
import { readModelFolders, type ModelFolders } from '#worker/wan/folder/model-folders.ts'
import { watchParent } from './parent-watch.ts'
import { describePlan } from './describe-plan.ts'
import { createDeviceMemory, defaultSize, type DeviceMemory } from './run-memory.ts'
import { warmUp } from './warm-up.ts'
import { EngineError, stopError } from '#worker/engine/failure.ts'
import type { ChildMessage, EngineFailure, EngineSetup, ParentMessage } from '#worker/engine/protocol.ts'
import type { EngineRequest } from '#worker/engine/run.ts'

/**
 * The engine's process: it owns the ONNX sessions of one device and speaks the protocol with its
 * parent over the fork channel. Forwards block this thread, so messages are read between them.
 */
const send = (message: ChildMessage): void =>
  void process.send?.(message, undefined, undefined, () => undefined)

/** A signal to all processes of a service is meant for the parent, which decides about the run. */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
process.on('disconnect', () => process.exit())
process.once('message', (message: ParentMessage) => {
  if (message.type === 'setup') void setUp(message.setup)
})

async function setUp(setup: EngineSetup): Promise<void> {
  watchParent(setup.parentPid)
  let ofDevice = true
  try {
    await proveDevice(setup)
    ofDevice = false
    const hashes = createFileHashes(setup.cacheDirectory)
    const facts = await readDeviceFacts(setup)
    const [tools, models] = await Promise.all([
      findFfmpeg(setup),
      readModelFolders(setup.modelsDirectory, {
        lorasDirectory: setup.lorasDirectory,
        hashes,
        precision: facts.precision,
        repackInto: repackInto(setup),
      }),
    ])
    const memory = createDeviceMemory(facts.budget)
    const sessions = createDeviceSessions(setup, memory)
    const notes = await prepare(setup, models.folders, sessions)
    const takesUploads =
      setup.uploadedVideos === 'always' ||
      (setup.uploadedVideos === 'auto' && readsUploads(tools.ffmpegVersion))
    serve(setup, tools, models, hashes, sessions, memory)
    send({
      type: 'ready',
      models: models.folders.map((folder) => ({ ...memory.definitionOf(folder), takesUploads })),
      modelFaults: models.faults,
      notes: [
        ...facts.notes,
        `${tools.ffmpegVersion} at ${tools.ffmpegPath} encodes videos and ` +
          (takesUploads
            ? 'decodes uploaded ones'
            : 'decodes no uploaded ones; npm run setup:ffmpeg brings one that may'),
        ...models.notes,
        ...models.folders.map((folder) => describePlan(folder, memory.planOf(folder))),
        ...notes,
      ],
    })
  } catch (error) {
    send({ type: 'unusable', reason: error instanceof Error ? error.message : String(error), ofDevice })
  }
}

/** GGUF files are repacked once, beside the hashes. */
function repackInto({ cacheDirectory }: EngineSetup): RepackInto {
  let reportedAt = 0
  return {
    directory: join(cacheDirectory ?? tmpdir(), 'repacked'),
    onProgress(file, doneBytes, totalBytes) {
      if (performance.now() - reportedAt < REPORT_MS && doneBytes < totalBytes) return
      reportedAt = performance.now()
      const percent = Math.floor((100 * doneBytes) / totalBytes)
      send({ type: 'preparing', text: `${file} is repacked: ${percent} % of its quantised tensors` })
    },
  }
}

const REPORT_MS = 5000

/** The sessions of the device and the one model they belong to; memory rarely holds two. */
interface DeviceSessions {
  /**
   * The model, planned for a run of this size. Sessions it shares with the previous model stay
   * open.
   *
   * @throws EngineError `out_of_memory` when the size cannot fit.
   */
  modelFor(folder: ModelFolder, size: RunSize): Promise<LoadedModel>
  /** Frees the sessions that do not stay open between runs. */
  rest(): Promise<void>
  release(): Promise<void>
}

function createDeviceSessions({ device, threads }: EngineSetup, memory: DeviceMemory): DeviceSessions {
  const pool = createSessionPool({ device, threads })
  let loaded: { readonly model: LoadedModel; readonly resident: MemoryPlan['resident'] } | null = null
  const sameTiles = (one: TileSides, other: TileSides) =>
    one.encode === other.encode && one.decode === other.decode
  const release = (): Promise<void> => pool.keepOnly(new Set())
  return {
    release,
    rest: async () => loaded?.model.open(),
    async modelFor(folder, size) {
      const { plan, startAfresh } = memory.plan(folder, size)
      if (startAfresh) await release()
      const tileSides = tileSidesOf(plan)
      const same =
        loaded?.model.folder === folder &&
        [...loaded.resident].join() === [...plan.resident].join() &&
        sameTiles(loaded.model.tileSides, tileSides)
      if (loaded && same) return loaded.model
      const onLoad = (component: string, seconds: number) =>
        send({ type: 'loaded', modelId: folder.definition.id, component, seconds })
      const model = loadModel(folder, { device, threads, resident: plan.resident, tileSides, onLoad }, pool)
      loaded = { model, resident: plan.resident }
      return model
    },
  }
}

/**
 * Runs every model once at the sizes that its service.json lists; on a GPU also models without a
 * list, at their default size. Failures become notes. Returns sentences for the operator's log.
 */
async function prepare(
  { device }: EngineSetup,
  folders: readonly ModelFolder[],
  sessions: DeviceSessions,
): Promise<string[]> {
  const notes: string[] = []
  for (const folder of folders) {
    const { id, buckets } = folder.definition
    for (const size of buckets ?? (device === 'cpu' ? [] : [defaultSize(folder.definition)])) {
      const what = `${id} at ${size.width}x${size.height} with ${size.frames} frames`
      const startedAt = performance.now()
      try {
        await warmUp(await sessions.modelFor(folder, size), size, (phase) =>
          send({ type: 'preparing', text: `${what}: ${phase}` }),
        )
        await sessions.rest()
        notes.push(`${what} prepared in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
      } catch (error) {
        notes.push(`${what} could not be prepared: ${error instanceof Error ? error.message : String(error)}`)
        await sessions.release()
      }
    }
  }
  return notes
}

function serve(
  { device, deviceClass, threads }: EngineSetup,
  tools: FfmpegTools,
  { folders }: ModelFolders,
  hashes: FileHashes,
  sessions: DeviceSessions,
  memory: DeviceMemory,
): void {
  const checkpointThread = createCheckpointThread()
  let current: {
    readonly runId: string
    readonly stop: (message: ParentMessage & { type: 'stop' }) => void
  } | null = null

  function folderOf({ modelId }: EngineRequest): ModelFolder {
    const folder = folders.find(({ definition }) => definition.id === modelId)
    if (folder) return folder
    throw new EngineError('model_unavailable', 'The model is not available.', false, { cause: modelId })
  }

  async function run(request: EngineRequest): Promise<void> {
    const { runId } = request
    const stop = new AbortController()
    let keepState = false
    current = {
      runId,
      stop(message) {
        ;({ keepState } = message)
        stop.abort(stopError(message.code))
      },
    }
    let model: LoadedModel | null = null
    try {
      const folder = folderOf(request)
      send({ type: 'begun', runId, outOfMemory: memory.outOfMemory(folder, request).message })
      model = await sessions.modelFor(folder, request)
      const result = await makeVideo(model, request, {
        tools,
        device,
        deviceClass,
        threads,
        hashes,
        checkpointThread,
        signal: stop.signal,
        keepState: () => keepState,
        onProgress: (progress) => send({ type: 'progress', runId, progress }),
        onCheckpoint: (checkpoint) => send({ type: 'checkpoint', runId, checkpoint }),
        onPreview: (preview) => send({ type: 'preview', runId, preview }),
        onNote: (text) => send({ type: 'note', runId, text }),
      })
      await sessions.rest()
      send({ type: 'done', runId, result })
    } catch (error) {
      const failure = engineErrorFrom(error, 'run')
      // The size was expected to fit, so the device's free memory is now unknown.
      const isOutOfMemory = failure.code === 'out_of_memory' && model !== null
      // What a device that failed can still do shows at the next start.
      const endsProcess = isOutOfMemory || failure.workerFault === 'device'
      await (endsProcess ? sessions.release() : sessions.rest()).catch(() => undefined)
      const reported =
        isOutOfMemory && model ? memory.outOfMemory(model.folder, request, failure.cause) : failure
      send({ type: 'failed', runId, failure: { ...failureOf(reported), endsProcess } })
    } finally {
      current = null
    }
  }

  process.on('message', (message: ParentMessage) => {
    if (message.type === 'generate') void run(message.request)
    else if (message.type === 'stop' && message.runId === current?.runId) current.stop(message)
  })
}

function failureOf({
  code,
  message,
  retryable,
  workerFault,
  cause,
}: EngineError): Omit<EngineFailure, 'endsProcess'> {
  const detail =
    cause instanceof Error ? (cause.stack ?? cause.message) : typeof cause === 'string' ? cause : null
  return { code, message, retryable, workerFault, detail: detail?.slice(0, 4000) ?? null }
}
