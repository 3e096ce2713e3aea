import { pino, type Logger } from 'pino'

export type Log = Logger

/**
 * A structured log, one JSON line per entry. Prompts, keys, tokens and signed URLs are never passed
 * to it; the redacted paths are a second lock.
 */
export function openLog(options: { level: string; process: string }): Log {
  return pino({
    level: options.level,
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
  })
}
