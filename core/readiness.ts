import type { Log } from './log.ts'
import type { Clock } from './clock.ts'
import { messageOf } from './errors.ts'

/** What a process says about its readiness: each check is `ok`, or what is wrong. */
export interface Readiness {
  readonly status: 'ready' | 'not_ready'
  readonly checks: Readonly<Record<string, string>>
}

/** A check tells `ok` or what is wrong; a check that throws has failed. */
export type Checks = Readonly<Record<string, () => Promise<string> | string>>

const CHECK_TIMEOUT_MS = 2000
/** Several probes a second look once: a load balancer has many of them. */
const KEPT_MS = 1000

/**
 * Answers probes of readiness. Checks that ask another service are kept for 1 s and asked once at a
 * time, however many probes come.
 *
 * @param o.own checks that ask nobody, made for every probe
 * @param o.asked checks that ask another service
 * @param o.needed names of the checks that decide; the others are reported alone
 */
export function watchReadiness(o: {
  readonly log: Pick<Log, 'warn'>
  readonly clock: Clock
  readonly own: Checks
  readonly asked: Checks
  readonly needed: ReadonlySet<string>
}): () => Promise<Readiness> {
  let kept: { readonly atMs: number; readonly results: Promise<Record<string, string>> } | null = null
  const asked = (): Promise<Record<string, string>> => {
    const nowMs = o.clock.now().getTime()
    if (kept === null || Math.abs(nowMs - kept.atMs) >= KEPT_MS)
      kept = { atMs: nowMs, results: outcomes(o.log, o.asked) }
    return kept.results
  }
  return async () => {
    const checks = { ...(await outcomes(o.log, o.own)), ...(await asked()) }
    const isReady = Object.entries(checks).every(([name, result]) => result === 'ok' || !o.needed.has(name))
    return { status: isReady ? 'ready' : 'not_ready', checks }
  }
}

async function outcomes(log: Pick<Log, 'warn'>, checks: Checks): Promise<Record<string, string>> {
  const results = Object.entries(checks).map(
    async ([name, check]) => [name, await outcome(log, name, check)] as const,
  )
  return Object.fromEntries(await Promise.all(results))
}

/** What a check found. The reason of a failure is only logged, since anyone may ask. */
async function outcome(log: Pick<Log, 'warn'>, name: string, check: Checks[string]): Promise<string> {
  const late = Promise.withResolvers<string>()
  const timer = setTimeout(() => late.resolve('no answer in time'), CHECK_TIMEOUT_MS)
  try {
    return await Promise.race([check(), late.promise])
  } catch (error) {
    log.warn({ check: name, error: messageOf(error) }, 'readiness check failed')
    return 'failed'
  } finally {
    clearTimeout(timer)
  }
}
