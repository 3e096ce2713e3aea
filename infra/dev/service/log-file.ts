import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import path from 'node:path'
import { describeFullDisk, isFullDisk } from '#infra/dev/disk-space.ts'
import { messageOf } from '#core/errors.ts'

/** How often a file that cannot be written is reported. */
const REPORT_MS = 60_000

/** A log that outlives a full disk. */
export interface LogFile {
  /** Never throws. A line that cannot be written is lost, and counted. */
  write(line: string): void
  end(): void
}

/**
 * Opens a new log file and keeps the previous one beside it, so that logs do not grow without end.
 *
 * @param o.show receives what went wrong, and that all is well again
 * @throws the system's error when the file cannot be created
 */
export function openLogFile(o: {
  readonly folder: string
  readonly name: string
  show(line: string): void
}): LogFile {
  mkdirSync(o.folder, { recursive: true })
  const file = path.join(o.folder, `${o.name}.log`)
  if (existsSync(file)) renameSync(file, `${file}.1`)
  const descriptor = openSync(file, 'a', 0o600)
  let lost = 0
  let reportedAt = -REPORT_MS
  let isOpen = true

  function report(error: unknown): void {
    if (performance.now() - reportedAt < REPORT_MS) return
    reportedAt = performance.now()
    const reason = isFullDisk(error) ? describeFullDisk(o.folder) : messageOf(error)
    o.show(`${o.name}.log cannot be written: ${reason}`)
  }

  return {
    write(line) {
      if (!isOpen) return
      try {
        // A line of which only a part was written ends here.
        writeSync(descriptor, lost > 0 ? `\n(${lost} lines are missing)\n${line}\n` : `${line}\n`)
        if (lost > 0) o.show(`${o.name}.log is written again; ${lost} lines are missing`)
        lost = 0
      } catch (error) {
        lost += 1
        report(error)
      }
    },
    end() {
      if (isOpen) closeSync(descriptor)
      isOpen = false
    },
  }
}
