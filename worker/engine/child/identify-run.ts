import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { GenerateInput } from '#worker/wan/input.ts'
import { refuseDamagedFiles } from '#worker/wan/folder/checksums.ts'
import { runFacts, runFingerprint, type RunFacts } from '#worker/wan/manifest.ts'
import { modelFiles } from '#worker/wan/folder/files.ts'
import type { ModelFolder } from '#worker/wan/folder/model-folder.ts'
import type { FileHashes } from '#worker/wan/folder/file-hashes.ts'
import { requestedParts } from '#worker/wan/folder/loras/requested.ts'
import { EngineError } from '#worker/engine/failure.ts'
import type { TileSides } from '#worker/wan/tiles/grid.ts'
import type { EngineRequest } from '#worker/engine/run.ts'
import type { EngineSetup } from '#worker/engine/protocol.ts'

export interface RunIdentity {
  readonly facts: RunFacts
  /** Digest that runs with the same steps share. */
  readonly fingerprint: string
}

/**
 * All facts that decide a run. The first call for a model hashes its files.
 *
 * @throws EngineError `model_unavailable` when a file does not match its known checksum.
 */
export async function identifyRun(
  folder: ModelFolder,
  request: EngineRequest,
  input: Omit<GenerateInput, 'image' | 'lastImage'>,
  {
    device,
    deviceClass,
    hashes,
    tileSides,
  }: Pick<EngineSetup, 'device' | 'deviceClass'> & {
    readonly hashes: FileHashes
    readonly tileSides: TileSides
  },
): Promise<RunIdentity> {
  const found = await modelFiles(folder)
  const [files, firstFrame, lastFrame] = await Promise.all([
    hashes.of([...found, ...requestedParts(folder.loraOffers, input.loras)]),
    digestOf(request.imagePath),
    digestOf(request.lastImagePath),
  ])
  await refuseDamagedFiles(folder.path, found, files).catch((cause: unknown) => {
    throw new EngineError('model_unavailable', 'The model could not be loaded.', false, { cause })
  })
  const { dtype, attention } = folder.precision
  const facts = runFacts({
    folder,
    files,
    device,
    dtype,
    input,
    inputs: { firstFrame, lastFrame },
    tileSides,
  })
  return { facts, fingerprint: runFingerprint(facts, { deviceClass, attention }, input) }
}

async function digestOf(file: string | null): Promise<string | null> {
  return file === null
    ? null
    : createHash('sha256')
        .update(await readFile(file))
        .digest('hex')
}
