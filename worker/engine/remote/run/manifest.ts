import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { ModelLora } from '#core/task/model-definition.ts'
import type { EngineRequest } from '#worker/engine/run.ts'
import type { SentRequest } from '#worker/engine/remote/server/protocol.ts'
import type { Server } from '#worker/engine/remote/server/server.ts'
import type { UpstreamFolder } from '#worker/engine/remote/models/upstream-folders.ts'
import type { RunManifest } from '#worker/wan/manifest.ts'

/** What decided a video that a server made, as far as this service knows. */
export async function upstreamManifest(o: {
  readonly server: Pick<Server, 'entry' | 'found'>
  readonly folder: UpstreamFolder
  readonly request: EngineRequest
  readonly sent: SentRequest
  readonly job: string
}): Promise<RunManifest> {
  const { server, folder, request, sent, job } = o
  const [firstFrame, lastFrame] = await Promise.all(
    [request.imagePath, request.lastImagePath].map((file) => digestOf(file)),
  )
  return {
    model: folder.definition.id,
    files: folder.files,
    loras: requestedLoras(folder, request),
    graphBuilder: null,
    onnxRuntime: null,
    provider: server.entry.interface,
    dtype: null,
    scheduler: null,
    schedule: null,
    steps: request.steps,
    flowShift: request.flowShift,
    guidanceScale: request.guidanceScale,
    guidanceScale2: request.guidanceScale2,
    boundary: request.boundaryRatio ?? null,
    seed: request.seed,
    noise: null,
    width: request.width,
    height: request.height,
    frames: request.frames,
    fps: request.fps,
    promptTokens: null,
    promptTruncated: null,
    inputs: { firstFrame: firstFrame ?? null, lastFrame: lastFrame ?? null },
    easyCache: null,
    resumedFromStep: null,
    upstream: {
      server: server.entry.name,
      kind: server.found?.kind ?? 'unknown',
      version: server.found?.version ?? null,
      model: folder.model,
      job,
      workflow: sent.workflow,
      parameters: sent.parameters,
    },
  }
}

/** The LoRAs of a run, each under the server's names of it. */
function requestedLoras({ loras: names }: UpstreamFolder, { loras = [] }: EngineRequest): ModelLora[] {
  return loras.flatMap(({ name, strength, strength2 }) => {
    const [first = name, second = first] = names[name] ?? []
    const own: ModelLora = { name, file: first, expert: 'transformer', strength }
    return strength2 === null
      ? [own]
      : [own, { name, file: second, expert: 'transformer_2', strength: strength2 }]
  })
}

async function digestOf(file: string | null): Promise<string | null> {
  if (file === null) return null
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
}
