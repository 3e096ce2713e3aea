import { loraRevision, modelRevision } from '#core/task/cache-key.ts'
import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import { deleteModelRevisions, setModelRevision } from '#core/store/model-revisions.ts'
import { GRAPH_BUILDER_VERSION } from '#worker/graphs/builder-version.ts'
import { modelFiles } from '#worker/wan/folder/files.ts'
import { createFileHashes, type FileHashes } from '#worker/wan/folder/file-hashes.ts'
import { type ModelFolder } from '#worker/wan/folder/model-folder.ts'
import { readModelFolders } from '#worker/wan/folder/model-folders.ts'

export interface RevisionOptions {
  readonly modelsDirectory: string
  /** The folder of LoRAs that requests may name; null: none. */
  readonly lorasDirectory: string | null
  /** Where hashes are kept, so that no file is hashed twice. */
  readonly cacheDirectory: string
  /** Ids of the models that this process serves. */
  readonly models: readonly string[]
}

/**
 * Registers the current files of the models, so that the API finds results made with them. Until a
 * model's files are hashed, none of its results is found; a first hashing takes about a minute for
 * 70 GB. Failures are logged.
 */
export async function registerRevisions(
  deps: Pick<Deps, 'clock' | 'db' | 'log'>,
  { modelsDirectory, lorasDirectory, cacheDirectory, models }: RevisionOptions,
): Promise<void> {
  try {
    await deleteModelRevisions(deps.db, models)
    const hashes = createFileHashes(cacheDirectory)
    for (const folder of (await readModelFolders(modelsDirectory, { lorasDirectory })).folders) {
      const { id, loras } = folder.definition
      if (!models.includes(id)) continue
      const files = await hashes.of(await modelFiles(folder))
      const revision = modelRevision({ files, loras, graphBuilder: GRAPH_BUILDER_VERSION })
      const offered = await offeredRevisions(folder, hashes)
      await setModelRevision(deps.db, id, revision, deps.clock.now(), offered)
    }
  } catch (error) {
    deps.log.warn({ error: messageOf(error) }, 'results of earlier runs cannot be found')
  }
}

async function offeredRevisions(
  { loraOffers: { offers } }: ModelFolder,
  hashes: FileHashes,
): Promise<Readonly<Record<string, string>>> {
  const sha256 = await hashes.of(offers.flatMap(({ parts }) => parts))
  return Object.fromEntries(
    offers.map(({ name, parts }) => [
      name,
      loraRevision(parts.map(({ name: file, expert }) => ({ expert, sha256: sha256[file]! }))),
    ]),
  )
}
