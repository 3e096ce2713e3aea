import type { LoraFiles } from '#worker/engine/remote/workflow/loras.ts'
import type { Workflow } from '#worker/engine/remote/workflow/workflow.ts'
import type { FixedField } from '#core/task/model-definition.ts'
import type { EnginePhase, EngineRequest } from '#worker/engine/run.ts'

/** What a server answered when it was asked who it is. */
export interface FoundServer {
  /** The software, such as `vllm-omni`. */
  readonly kind: string
  readonly version: string | null
  /** Names of its models; null where it lists none. */
  readonly models: readonly string[] | null
  /** Fields of a request that it does not take. */
  readonly fixed: readonly FixedField[]
  readonly takesLastFrame: boolean
  /** Whether it makes exactly the frames and the size that it is asked for, or fails. */
  readonly makesExactFrames: boolean
  /** Whether requests may add LoRAs; null: no. */
  readonly loras: LoraSupport | null
  /** What an operator should know of it. */
  readonly notes: readonly string[]
}

/** What a server makes of LoRAs. */
export interface LoraSupport {
  /** As many in one request; null: as the workflow has loaders. */
  readonly most: number | null
  /** Whether each of two transformers has its own strength. */
  readonly perTransformer: boolean
}

/** How far a run is: its phase and step, or the share of its steps in percent. */
export type JobProgress =
  { readonly phase: EnginePhase; readonly step: number } | { readonly percent: number }

/** What a job is doing. */
export type JobState =
  | { readonly status: 'queued' }
  | { readonly status: 'running'; readonly progress: JobProgress | null }
  | { readonly status: 'completed' }
  /** `isRequest`: the server blames what it was asked for. */
  | { readonly status: 'failed'; readonly message: string; readonly isRequest: boolean }
  | { readonly status: 'unknown' }

/** A refused create. */
export type Refusal =
  | { readonly reason: 'request'; readonly message: string }
  | { readonly reason: 'full'; readonly retryAfterSeconds: number | null }
  | { readonly reason: 'credential' | 'broken'; readonly message: string }

/** The server did not take a job. */
export class JobRefused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.reason)
    this.refusal = refusal
  }
}

/** What was asked of a server, for the manifest. */
export interface SentRequest {
  readonly parameters: Readonly<Record<string, unknown>>
  /** SHA-256 of the workflow; null where none is sent. */
  readonly workflow: string | null
}

/** How a request is written for one model of a server. */
export interface PreparedRequest<B = unknown> {
  readonly body: B
  readonly sent: SentRequest
}

/**
 * The interface of a server. Every function throws ServerUnreachable when there is no complete
 * answer, and the reason of its signal.
 */
export interface ServerProtocol<B = unknown> {
  /** @throws Error with the reason why it cannot be worked with. */
  probe(signal: AbortSignal): Promise<FoundServer>
  /** What the server lacks to run a workflow; nothing for servers that take none. */
  faultsOf(workflow: Workflow): Promise<readonly string[]>
  /** Whether asking again under the same key gives the same job. */
  readonly isIdempotent: boolean
  /** The id of a job whose create was not answered; null where the server alone knows it. */
  idOf(key: string): string | null
  /** @throws EngineError `invalid_input` for what this server cannot make. */
  prepare(request: EngineRequest, model: UpstreamModel): Promise<PreparedRequest<B>>
  /**
   * Asks for a video; gives the server's id of it.
   *
   * @throws JobRefused
   */
  create(body: B, key: string): Promise<string>
  /** Tells what a job was asked for that another process has created. */
  recall(body: B, id: string): void
  look(id: string, signal: AbortSignal): Promise<JobState>
  /** Stops a job and deletes what it made; nothing for an unknown one. */
  remove(id: string): Promise<void>
  /** @returns false when the server no longer has it. */
  download(id: string, file: string, signal: AbortSignal): Promise<boolean>
  /** Writes the newest preview into a file; false without one. */
  preview(id: string, file: string, signal: AbortSignal): Promise<boolean>
  /** Listens to a job no longer. */
  release(id: string): void
  close(): Promise<void>
}

/** What the folder of a model says of the server that runs it. */
export interface UpstreamModel {
  /** The server's name of the model; null: none is sent. */
  readonly model: string | null
  /** Servers that may run it; null: all that list it. */
  readonly servers: readonly string[] | null
  /** Fields that are sent with every request. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** The workflow of a model of ComfyUI; null for others. */
  readonly workflow: Workflow | null
  /** What the server calls each LoRA. */
  readonly loras: LoraFiles
  /** Fields of a request that are not sent. */
  readonly fixed: readonly FixedField[]
}
