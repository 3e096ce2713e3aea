import { EngineError, type EngineErrorCode } from '#worker/engine/failure.ts'
import { reportsOutOfMemory } from '#worker/engine/out-of-memory.ts'
import type { Refusal } from '#worker/engine/remote/server/protocol.ts'

/** What can go wrong with a server and the job that it works on. */
export type UpstreamFault =
  | 'unreachable'
  | 'full'
  | 'refused'
  | 'lost'
  | 'hung'
  | 'failed'
  | 'out of memory'
  | 'bad request'
  | 'wrong result'

interface Rule {
  readonly code: EngineErrorCode
  /** A charged attempt that fails so may be followed by another one. */
  readonly retryable: boolean
  /** The attempt is given back without being charged. */
  readonly isServers: boolean
  /** The server is asked for nothing more until a probe succeeds. */
  readonly suspends: boolean
  /** `keep`: the next attempt looks for it; `remove`: it is stopped and deleted there. */
  readonly job: 'keep' | 'remove' | 'forget'
}

/** What follows from each fault. */
export const RULES: Readonly<Record<UpstreamFault, Rule>> = {
  unreachable: {
    code: 'upstream_unavailable',
    retryable: true,
    isServers: true,
    suspends: true,
    job: 'keep',
  },
  full: { code: 'upstream_unavailable', retryable: true, isServers: true, suspends: true, job: 'forget' },
  refused: { code: 'upstream_unavailable', retryable: true, isServers: true, suspends: true, job: 'forget' },
  lost: { code: 'upstream_lost', retryable: true, isServers: true, suspends: true, job: 'forget' },
  hung: { code: 'engine_stalled', retryable: true, isServers: false, suspends: true, job: 'remove' },
  failed: { code: 'upstream_failed', retryable: true, isServers: false, suspends: false, job: 'remove' },
  'out of memory': {
    code: 'out_of_memory',
    retryable: false,
    isServers: false,
    suspends: false,
    job: 'remove',
  },
  'bad request': {
    code: 'invalid_input',
    retryable: false,
    isServers: false,
    suspends: false,
    job: 'remove',
  },
  'wrong result': {
    code: 'upstream_failed',
    retryable: false,
    isServers: false,
    suspends: false,
    job: 'remove',
  },
}

/** A run that its server did not complete. */
export class UpstreamError extends EngineError {
  readonly rule: Rule
  /** Seconds that the server asks to be left alone; null: it does not say. */
  readonly afterSeconds: number | null
  /** @param message for customers */
  constructor(
    fault: UpstreamFault,
    message: string,
    o: { readonly cause?: unknown; readonly afterSeconds?: number | null } = {},
  ) {
    const rule = RULES[fault]
    super(rule.code, message, rule.retryable, {
      cause: o.cause,
      workerFault: rule.isServers ? 'server' : null,
    })
    this.rule = rule
    this.afterSeconds = o.afterSeconds ?? null
  }
}

/** The error of a job that its server calls failed. */
export function failedError(message: string, isRequest: boolean): UpstreamError {
  const fault = reportsOutOfMemory(message) ? 'out of memory' : isRequest ? 'bad request' : 'failed'
  return new UpstreamError(fault, `The server could not make the video: ${spoken(message)}`, {
    cause: message,
  })
}

/** The error of a create that its server refused. */
export function refusedError(refusal: Refusal): UpstreamError {
  switch (refusal.reason) {
    case 'full':
      return new UpstreamError('full', 'The server that makes the video has no room for another one.', {
        cause: 'the server is full',
        afterSeconds: refusal.retryAfterSeconds,
      })
    case 'request':
      return new UpstreamError('bad request', `The server refuses the video: ${spoken(refusal.message)}`, {
        cause: refusal.message,
      })
    case 'credential':
      return new UpstreamError('refused', 'The server that makes the video refuses this service.', {
        cause: `it refuses the credential: ${refusal.message}`,
      })
    case 'broken':
      return new UpstreamError('refused', 'The server that makes the video does not work.', {
        cause: refusal.message,
      })
  }
}

const MOST_CHARACTERS = 300

/** A server's words for customers: one line, without the operator's paths and addresses. */
const spoken = (message: string): string =>
  message
    .split('\n')[0]!
    .replaceAll(/\bhttps?:\/\/\S+/g, '…')
    .replaceAll(/(?<![\w.])(\/[\w.@-]+){2,}\/?/g, '…')
    .slice(0, MOST_CHARACTERS)
