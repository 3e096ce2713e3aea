import type { Output } from '#worker/tools/terminal.ts'
import type { Listener } from './fetch-file.ts'

/** Where a download stands. */
export interface Standing {
  readonly doneBytes: number
  readonly totalBytes: number
  /** Those of them that came over the network, and in which time. */
  readonly fetchedBytes: number
  readonly seconds: number
}

/** A line such as `12.4 of 34.2 GB (36.3 %), 85.0 MB/s, 4 min 17 s left`. */
export function standingInWords({ doneBytes, totalBytes, fetchedBytes, seconds }: Standing): string {
  const [unit, name] = totalBytes >= 1e9 ? [1e9, 'GB'] : totalBytes >= 1e6 ? [1e6, 'MB'] : [1e3, 'kB']
  const share = totalBytes === 0 ? 100 : (100 * doneBytes) / totalBytes
  // Rounded down: 100 % means that nothing is missing.
  const percent = (Math.floor(share * 10) / 10).toFixed(1)
  const line = `${(doneBytes / unit).toFixed(1)} of ${(totalBytes / unit).toFixed(1)} ${name} (${percent} %)`
  if (fetchedBytes === 0 || seconds === 0) return line
  const perSecond = fetchedBytes / seconds
  const left = Math.max(0, totalBytes - doneBytes) / perSecond
  return `${line}, ${(perSecond / 1e6).toFixed(1)} MB/s, ${timeInWords(left)} left`
}

function timeInWords(seconds: number): string {
  const whole = Math.ceil(seconds)
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`
}

export interface Reporter extends Listener {
  /** Adds to what is to be downloaded. */
  expect(bytes: number): void
  /** The last word. */
  finish(): void
}

const ON_TERMINAL_MS = 200
const IN_LOG_MS = 10_000

/** Writes where a download stands: over itself on a terminal, now and then a line elsewhere. */
export function createReporter(out: Output): Reporter {
  const startedAt = performance.now()
  let doneBytes = 0
  let totalBytes = 0
  let fetchedBytes = 0
  let shownAt = startedAt
  const show = () => {
    shownAt = performance.now()
    const seconds = (shownAt - startedAt) / 1000
    const line = standingInWords({ doneBytes, totalBytes, fetchedBytes, seconds })
    out.write(out.isTTY ? `\r\x1b[K${line}` : `${line}\n`)
  }
  const showNowAndThen = () => {
    if (performance.now() - shownAt >= (out.isTTY ? ON_TERMINAL_MS : IN_LOG_MS)) show()
  }
  return {
    expect: (bytes) => void (totalBytes += bytes),
    onBytes(bytes, isNew) {
      doneBytes += bytes
      if (isNew) fetchedBytes += bytes
      showNowAndThen()
    },
    onDiscarded: (bytes) => void (doneBytes -= bytes),
    onRetry(text) {
      out.write(`${out.isTTY ? '\r\x1b[K' : ''}${text}\n`)
    },
    finish() {
      show()
      if (out.isTTY) out.write('\n')
    },
  }
}
