import type { Log } from '#core/log.ts'
import type { ServerEntry } from './entries.ts'
import type { FoundServer, ServerProtocol } from './protocol.ts'

/** A server as its slots share it: what it is, and whether it is asked for videos now. */
export interface Server {
  readonly entry: ServerEntry
  readonly protocol: ServerProtocol
  /** What it answered last; null until it has answered once. */
  readonly found: FoundServer | null
  /** Why it is asked for no videos now, in one line; null: it is. */
  readonly fault: string | null
  /**
   * Asks it for nothing until a probe succeeds.
   *
   * @param afterMs time until that probe
   */
  suspend(reason: string, afterMs?: number): void
  close(): Promise<void>
}

/** Time until a server that failed is probed again. */
const AGAIN_MS = 5000
/** An idle server that ends is noticed after that time, before a task pays for it. */
const EVERY_MS = 15_000
const LONGEST_PROBE_MS = 10_000

/**
 * Watches a server. The first probe has ended when this resolves; a server that does not answer yet
 * may come later.
 */
export async function watchServer(
  entry: ServerEntry,
  protocol: ServerProtocol,
  log: Log,
  times: { readonly againMs: number; readonly everyMs: number } = { againMs: AGAIN_MS, everyMs: EVERY_MS },
): Promise<Server> {
  const closing = new AbortController()
  let found: FoundServer | null = null
  let fault: string | null = 'it was not asked yet'
  let timer: NodeJS.Timeout | undefined
  let probing: Promise<void> | null = null
  let suspensions = 0

  const probeLater = (ms: number): void => {
    clearTimeout(timer)
    if (!closing.signal.aborted) timer = setTimeout(() => void probe(), ms)
  }
  const set = (next: string | null): void => {
    if (next !== fault && next !== null)
      log.error({ server: entry.name, reason: next }, 'a server is asked for no videos until it works')
    fault = next
  }
  async function look(): Promise<void> {
    const before = suspensions
    try {
      const answer = await protocol.probe(
        AbortSignal.any([closing.signal, AbortSignal.timeout(LONGEST_PROBE_MS)]),
      )
      if (fault !== null || JSON.stringify(found) !== JSON.stringify(answer))
        log.info({ server: entry.name, address: entry.origin, ...answer }, 'a server makes videos')
      found = answer
      // What failed while the probe was under way needs another one.
      if (suspensions === before) set(null)
    } catch (error) {
      set(error instanceof Error ? error.message : String(error))
    }
    probeLater(fault === null ? times.everyMs : times.againMs)
  }
  const probe = (): Promise<void> => {
    probing ??= look().finally(() => (probing = null))
    return probing
  }

  await probe()
  return {
    entry,
    protocol,
    get found() {
      return found
    },
    get fault() {
      return fault
    },
    suspend(reason, afterMs = times.againMs) {
      suspensions++
      set(reason)
      probeLater(afterMs)
    },
    async close() {
      closing.abort()
      clearTimeout(timer)
      await probing
      await protocol.close()
    },
  }
}
