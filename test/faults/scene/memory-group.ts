import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { until } from '#test/support/processes/processes.ts'

/** Processes that have so much memory together, before the kernel kills one of them. */
export interface MemoryGroup {
  /** What the process takes from now on counts. */
  add(pid: number): Promise<void>
  /** How many processes the kernel has killed. */
  kills(): Promise<number>
  /** Once its processes have ended. */
  remove(): Promise<void>
}

/** Of version 1, then of version 2. */
const KINDS = [
  { root: '/sys/fs/cgroup/memory', limit: 'memory.limit_in_bytes', events: 'memory.oom_control' },
  { root: '/sys/fs/cgroup', limit: 'memory.max', events: 'memory.events' },
] as const

/** @throws Error when this account may not make one. */
export async function openMemoryGroup(megabytes: number): Promise<MemoryGroup> {
  for (const { root, limit, events } of KINDS) {
    const folder = path.join(root, `wan-faults-${randomUUID()}`)
    if ((await mkdir(folder).catch(() => null)) === null) continue
    const remove = (): Promise<void> => rmdir(folder)
    if (!existsSync(path.join(folder, limit))) {
      await remove()
      continue
    }
    await writeFile(path.join(folder, limit), `${megabytes}M`)
    return {
      add: (pid) => writeFile(path.join(folder, 'cgroup.procs'), String(pid)),
      async kills() {
        const text = await readFile(path.join(folder, events), 'utf8')
        return Number(/^oom_kill (\d+)/m.exec(text)?.[1] ?? 0)
      },
      remove: () =>
        until(
          () =>
            remove().then(
              () => true,
              () => false,
            ),
          10_000,
          () => `${folder} still has processes`,
        ),
    }
  }
  throw new Error('this account may not make memory cgroups')
}
