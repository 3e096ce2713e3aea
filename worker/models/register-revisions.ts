import { modelRevision } from '#core/task/cache-key.ts'
import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import { deleteModelRevisions, setModelRevision } from '#core/store/model-revisions.ts'
import { GRAPH_BUILDER_VERSION } from '#worker/graphs/builder-version.ts'
import { modelFiles } from '#worker/wan/folder/files.ts'
import { createFileHashes } from '#worker/wan/folder/file-hashes.ts'
import { readModelFolders } from '#worker/wan/folder/model-folders.ts'

export interface RevisionOptions {
  readonly modelsDirectory: string
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
  { modelsDirectory, cacheDirectory, models }: RevisionOptions,
): Promise<void> {
  try {
    await deleteModelRevisions(deps.db, models)
    const hashes = createFileHashes(cacheDirectory)
    for (const folder of (await readModelFolders(modelsDirectory)).folders) {
      const { id, loras } = folder.definition
      if (!models.includes(id)) continue
      const files = await hashes.of(await modelFiles(folder))
      const revision = modelRevision({ files, loras, graphBuilder: GRAPH_BUILDER_VERSION })
      await setModelRevision(deps.db, id, revision, deps.clock.now())
    }
  } catch (error) {
    deps.log.warn({ error: messageOf(error) }, 'results of earlier runs cannot be found')
  }
}
