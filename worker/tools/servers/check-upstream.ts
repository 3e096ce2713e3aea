import { loadConfig } from '#core/config/config.ts'
import { protocolOf } from '#worker/engine/remote/open.ts'
import { readUpstreamFolder, type UpstreamFolder } from '#worker/engine/remote/models/upstream-folders.ts'
import { serverEntries, type ServerEntry } from '#worker/engine/remote/server/entries.ts'
import type { Workflow } from '#worker/engine/remote/workflow/workflow.ts'

/** What a check of a folder that servers run found. */
export interface UpstreamCheck {
  readonly text: string
  readonly isFine: boolean
}

/**
 * Reads the folder of a model that servers run and says what requests can choose. A workflow is
 * compared with the nodes and files of every ComfyUI that ENGINES names.
 *
 * @throws Error that names what in the folder cannot be used; ConfigError for settings.
 */
export async function checkUpstreamFolder(
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<UpstreamCheck> {
  const folder = await readUpstreamFolder(path)
  const { workflow } = folder
  const entries = serverEntries(loadConfig(environment), environment).filter(
    (entry) => workflow !== null && entry.interface === 'comfyui' && isMeantFor(folder, entry),
  )
  const checks = await Promise.all(entries.map((entry) => compare(entry, workflow as Workflow)))
  const lines = [
    ...describe(folder),
    ...checks.flatMap(({ lines: found }) => found),
    ...(workflow !== null && entries.length === 0
      ? ['not compared with a server: ENGINES names no ComfyUI for it']
      : []),
  ]
  return { text: `${lines.join('\n')}\n`, isFine: checks.every(({ isFine }) => isFine) }
}

const isMeantFor = ({ servers }: UpstreamFolder, { name }: ServerEntry): boolean =>
  servers === null || servers.includes(name)

function describe({ definition, model, servers, workflow }: UpstreamFolder): string[] {
  const { id, title, task, defaults, limits, fixed = [] } = definition
  const bindings = Object.entries(workflow?.bindings ?? {}).map(
    ([bound, targets]) => `  ${bound} → ${targets.map(({ node, input }) => `${node}.${input}`).join(', ')}`,
  )
  return [
    `${id}: ${title}`,
    `  ${task}, ${defaults.size}, ${defaults.frames} frames, ${defaults.steps} steps; up to ${limits.maxPixels} pixels, ${limits.maxFrames} frames`,
    `  run by ${servers?.join(', ') ?? 'every server that can'}${model === null ? '' : `, as ${model}`}`,
    `  not chosen by requests: ${fixed.join(', ') || 'nothing'}`,
    ...bindings,
  ]
}

/** What one server says of a workflow. */
export async function compare(
  entry: ServerEntry,
  workflow: Workflow,
): Promise<{ readonly lines: readonly string[]; readonly isFine: boolean }> {
  const protocol = protocolOf(entry)
  try {
    const faults = await protocol.faultsOf(workflow)
    const lines = faults.length === 0 ? [`${entry.name} has every node and file`] : faults
    return {
      lines: lines.map((line) => (faults.length === 0 ? line : `${entry.name}: ${line}`)),
      isFine: faults.length === 0,
    }
  } catch (error) {
    return {
      lines: [`${entry.name}: ${error instanceof Error ? error.message : String(error)}`],
      isFine: false,
    }
  } finally {
    await protocol.close()
  }
}
