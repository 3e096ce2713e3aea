import { fstatSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino, stdTimeFunctions, type DestinationStream, type Logger, type LoggerOptions } from 'pino'

export type Log = Logger

/**
 * A structured log, one JSON line per entry. Prompts, keys, tokens and signed URLs are never passed
 * to it; the redacted paths are a second lock.
 */
export function openLog(options: { level: string; process: string; format?: string }): Log {
  const settings: LoggerOptions = {
    level: options.level,
    ...(options.format === 'iso'
      ? { timestamp: stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } }
      : {}),
    base: { process: options.process, pid: process.pid },
    redact: {
      paths: [
        '*.authorization',
        '*.prompt',
        '*.negativePrompt',
        '*.webhookSecret',
        '*.jwt',
        '*.apiKey',
        'headers.cookie',
      ],
      censor: '[redacted]',
    },
  }
  const destination = toPipe()
  return destination === null ? pino(settings) : pino(settings, destination)
}

/** Lines that wait for a reader beyond this are dropped: a process must not die of its log. */
const MOST_WAITING_BYTES = 8 * 2 ** 20

/**
 * Standard output that never blocks this process; null when it is a file or a terminal, where pino
 * writes by itself. A pipe whose reader has stopped would block every write, and with it the
 * requests and signals of the process.
 */
function toPipe(): DestinationStream | null {
  const output = fstatSync(process.stdout.fd)
  if (!output.isFIFO() && !output.isSocket()) return null
  return {
    write(line) {
      if (process.stdout.writableLength < MOST_WAITING_BYTES) process.stdout.write(line)
    },
  }
}

const LONGEST_FLUSH_MS = 1000
const LOOK_EVERY_MS = 10

/** Waits until the last lines of the log are written, for 1 s at most. */
export async function logWritten(): Promise<void> {
  const giveUpAt = performance.now() + LONGEST_FLUSH_MS
  while (process.stdout.writableLength > 0 && performance.now() < giveUpAt) await sleep(LOOK_EVERY_MS)
}
