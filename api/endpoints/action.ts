import type { Deps } from '#core/deps.ts'
import type { CallAttempt } from '#core/store/client-calls.ts'
import type { ActionInput, ActionResult, WireResponse } from '#api/dialects/dialect.ts'
import type { Principal } from '#api/http/request-state.ts'

/** One call of an action: everything but what was asked for. */
export interface Call {
  readonly deps: Deps
  readonly principal: Principal
  /** As the client sent it, without quotes; null without the header. */
  readonly idempotencyKey: string | null
  /** Which attempt of a call this is, for a client that numbers them instead of sending a key; null for others. */
  readonly attempt: Omit<CallAttempt, 'fingerprint'> | null
  /** Seconds that the client would rather wait than poll; null when it did not say so. */
  readonly waitSeconds: number | null
  /** Pictures by their addresses, of a call that may use one many times and fetches it once; absent elsewhere. */
  readonly images?: Map<string, Promise<Buffer>>
  /** Seconds after its creation at which a task that this call makes is to be cancelled; null: never. */
  readonly cancelAfterSeconds: number | null
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal
}

/** The actions of a principal that answer with a rendered body; the others answer with a file or a stream, or are open to all. */
export type RenderedAction = Exclude<
  keyof ActionInput,
  'content' | 'watch' | 'publicFile' | 'health' | 'describe'
>

/**
 * Something a client can do, whatever the dialect. `render` is the dialect's half of the answer; an action gets it
 * because a stored answer has to be rendered inside the transaction that stores it.
 */
export type Act<A extends RenderedAction> = (
  call: Call,
  input: ActionInput[A],
  render: (result: ActionResult[A]) => WireResponse,
) => Promise<WireResponse>
