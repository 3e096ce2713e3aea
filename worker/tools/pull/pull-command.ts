import path from 'node:path'
import { loadConfig } from '#core/config/config.ts'
import { precisionOf } from '#worker/wan/folder/precision.ts'
import { dtypeOf, UsageError, type Values } from '#worker/tools/command-line.ts'
import type { Terminal } from '#worker/tools/terminal.ts'
import { createReporter } from './progress.ts'
import { pullModel } from './pull-model.ts'

/**
 * `npm run model -- pull`: downloads a model and returns the text to print.
 *
 * @throws UsageError, PullError, ModelFolderError or WeightsError
 */
export async function pull(
  id: string,
  { name, revision, dtype }: Values,
  { environment, err }: Pick<Terminal, 'environment' | 'err'>,
): Promise<string> {
  if (!/^[\w.-]+\/[\w.-]+$/.test(id))
    throw new UsageError(
      `${id} is no id of a model: expected owner/name, such as Wan-AI/Wan2.2-TI2V-5B-Diffusers`,
    )
  const folderName = name ?? path.posix.basename(id)
  if (!/^[\w-][\w.-]*$/.test(folderName))
    throw new UsageError(`--name is ${folderName}, expected letters, digits, ., _ and -`)
  const { modelsDir, hfEndpoint, hfToken } = loadConfig(environment)
  const { folder, commit, definitions, isNew } = await pullModel(
    id,
    { endpoint: hfEndpoint, token: hfToken },
    {
      ...{ modelsDirectory: modelsDir, name: folderName, revision },
      precision: precisionOf(dtypeOf(dtype)),
      reporter: createReporter(err),
    },
  )
  return [
    `${folder} ${isNew ? 'is complete' : 'was there before'}: commit ${commit} of ${id}; checksums are right`,
    ...definitions.map(({ id: model, title }) => `  ${model}: ${title}`),
    `restart the workers to serve it; \`npm run model -- check ${folder}\` says what memory it needs`,
    '',
  ].join('\n')
}
