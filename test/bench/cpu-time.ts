import { readdirSync, readFileSync } from 'node:fs'

const TICKS_PER_SECOND = 100

interface Usage {
  readonly parent: number
  readonly seconds: number
}

function usageOf(pid: number): Usage | null {
  try {
    // The name in parentheses may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number)
    const [parent = 0, user = 0, system = 0] = [fields[1], fields[11], fields[12]]
    return { parent, seconds: (user + system) / TICKS_PER_SECOND }
  } catch {
    return null
  }
}

/** CPU seconds that a process and its living children have used; Linux only. */
export function cpuSeconds(pid: number): number {
  const own = usageOf(pid)?.seconds ?? 0
  const others = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return others.reduce((sum, name) => {
    const usage = usageOf(Number(name))
    return usage?.parent === pid ? sum + usage.seconds : sum
  }, own)
}
