import { taskIdOfVideo } from '#core/ids.ts'
import { isTerminal } from '#core/task/task.ts'
import type { Scene } from '#test/faults/scene/scene.ts'
import type { Oracle } from './oracle.ts'
import { settled } from './settled.ts'

const END_MS = 90_000
const TERMINAL_EVENTS = ['video.completed', 'video.failed', 'video.cancelled']

/** (a), (b): exactly one end for each accepted task, at most one publication. */
export function taskFindings(scene: Scene): Oracle {
  const look = async (): Promise<string[]> => {
    const rows = await scene.db
      .selectFrom('tasks')
      .select(['id', 'status', 'attempts', 'phase', 'assets', 'deleted_at'])
      .execute()
    const ends = Map.groupBy(
      await scene.db
        .selectFrom('events')
        .select(['task_id', 'type'])
        .where('type', 'in', TERMINAL_EVENTS)
        .execute(),
      (event) => event.task_id,
    )
    const known = new Set(rows.map(({ id }) => id))
    const findings = [...scene.ledger.accepted.keys()]
      .filter((videoId) => !known.has(taskIdOfVideo(videoId) as string))
      .map((videoId) => `(a) ${videoId} was accepted and is lost`)
    for (const { id, status, attempts, phase, assets, deleted_at: deletedAt } of rows) {
      const types = (ends.get(id) ?? []).map(({ type }) => type)
      if (!isTerminal(status)) findings.push(`(a) ${id} is ${status} in attempt ${attempts} (${phase})`)
      else if (types.length !== 1 || types[0] !== `video.${status}`)
        findings.push(`(a) ${id} is ${status} and has the ends ${types.join(', ') || 'none'}`)
      // Of a deleted task only its state and times are kept.
      if (deletedAt === null && (assets !== null) !== (status === 'completed'))
        findings.push(`(b) ${id} is ${status} and ${assets === null ? 'has no' : 'has a'} result`)
    }
    return findings
  }
  return () => settled(look, END_MS)
}
