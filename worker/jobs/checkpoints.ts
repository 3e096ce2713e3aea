import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { checkpointKey, checkpointPrefix } from '#core/storage/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { recordCheckpoint, recordResumption } from '#core/store/attempts.ts'
import { messageOf } from '#core/errors.ts'
import type { Claim } from '#core/task/task.ts'
import type { WrittenCheckpoint } from '#worker/engine/run.ts'
import { latestOnly } from './latest-only.ts'

/**
 * The stored states of a task's runs, as one attempt sees them. Nothing here fails an attempt:
 * without a checkpoint its run starts at the beginning.
 */
export interface Checkpoints {
  /**
   * Downloads the newest state that an earlier attempt stored into the folder; null without one.
   */
  download(folder: string): Promise<string | null>
  /** Stores a state in the background, then deletes the states it supersedes and the local file. */
  keep(checkpoint: WrittenCheckpoint): void
  /** Waits for uploads in progress, for 30 s at most. */
  settled(): Promise<void>
  /** Deletes all states of the task, which has ended. */
  discard(): Promise<void>
}

/** A storage that does not answer must not delay the end of an attempt. */
const LONGEST_WAIT_MS = 30_000

/** What a key says about its state: the attempt that stored it and the steps completed. */
interface StoredState {
  readonly key: string
  readonly fencingToken: number
  readonly step: number
}

export function createCheckpoints(
  deps: Pick<Deps, 'storage' | 'log' | 'db' | 'clock'>,
  claim: Claim,
): Checkpoints {
  const { storage, log } = deps
  const warn = (error: unknown, what: string): void =>
    log.warn({ task: claim.taskId, fencingToken: claim.fencingToken, error: messageOf(error) }, what)

  /**
   * Newest first. A later attempt's states precede those of an earlier one, which may still write
   * after it has lost its claim.
   */
  async function stored(): Promise<StoredState[]> {
    const found: StoredState[] = []
    for await (const { key } of storage.list(checkpointPrefix(claim.taskId))) {
      const numbers = /\/(\d+)-(\d+)\.bin$/.exec(key)
      if (numbers) found.push({ key, fencingToken: Number(numbers[1]), step: Number(numbers[2]) })
    }
    return found.toSorted((a, b) => b.fencingToken - a.fencingToken || b.step - a.step)
  }

  const uploads = latestOnly<WrittenCheckpoint>({
    async handle({ path: file, step }) {
      const key = checkpointKey(claim.taskId, claim.fencingToken, step)
      try {
        await storage.put(key, { path: file }, { contentType: 'application/octet-stream' })
      } finally {
        await rm(file, { force: true })
      }
      await recordCheckpoint(deps.db, claim, step, deps.clock.now())
      const all = await stored()
      const own = all.findIndex((state) => state.key === key)
      const superseded = own < 0 ? [] : all.slice(own + 1)
      if (superseded.length > 0) await storage.remove(superseded.map((state) => state.key))
    },
    skip: ({ path: file }) => rm(file, { force: true }),
    onError: (error) => warn(error, 'checkpoint not stored'),
  })

  async function settled(): Promise<void> {
    const waiting = new AbortController()
    const timeout = delay(LONGEST_WAIT_MS, undefined, { signal: waiting.signal }).catch(() => undefined)
    await Promise.race([uploads.settled(), timeout])
    waiting.abort()
  }

  return {
    settled,
    async download(folder) {
      try {
        for (const { key, fencingToken, step } of await stored()) {
          if (fencingToken >= claim.fencingToken) continue
          const source = await storage.read(key)
          if (source === null) continue
          const file = path.join(folder, 'resume.bin')
          await pipeline(source.body, createWriteStream(file))
          await recordResumption(deps.db, claim, step)
          return file
        }
      } catch (error) {
        warn(error, 'no checkpoint could be downloaded; the run starts at the beginning')
      }
      return null
    },
    keep: (checkpoint) => uploads.offer(checkpoint),
    async discard() {
      await settled()
      try {
        const all = await stored()
        if (all.length > 0) await storage.remove(all.map((state) => state.key))
      } catch (error) {
        warn(error, 'checkpoints not deleted')
      }
    },
  }
}
