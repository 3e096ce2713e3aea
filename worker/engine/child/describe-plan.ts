import type { MemoryPlan } from '#worker/wan/memory/plan.ts'
import type { ModelFolder } from '#worker/wan/folder/model-folder.ts'

const GIB = 2 ** 30

/** The memory plan of a model at its default size, as one sentence for the operator's log. */
export function describePlan({ definition }: Pick<ModelFolder, 'definition'>, plan: MemoryPlan): string {
  const { phases, resident, budget, peakBytes, reloadBytes, fits, workload } = plan
  const gibibytes = (bytes: number): string => `${(bytes / GIB).toFixed(2)} GiB`
  const parts = phases.map(
    ({ component, totalBytes, tileSide, fits: fine }) =>
      `${component} ${gibibytes(totalBytes)}${tileSide === null ? '' : ` in tiles of ${tileSide} pixels`}${fine ? '' : ' (too much)'}`,
  )
  const limit = budget.totalBytes === null ? 'no limit' : gibibytes(budget.totalBytes)
  const open = resident.size === phases.length ? 'everything' : [...resident].join(', ') || 'nothing'
  return (
    `memory of ${definition.id} at ${workload.pixels} pixels and ${workload.frames} frames: ${parts.join(', ')}; ` +
    `${fits ? 'peak' : 'does not fit: peak'} ${gibibytes(peakBytes)} of ${limit}; open between runs: ${open}` +
    (reloadBytes > 0 ? `; ${gibibytes(reloadBytes)} loaded in each run` : '')
  )
}
