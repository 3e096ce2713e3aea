import type { ModelDefinition } from '#core/task/model-definition.ts'
import type { ModelFault } from '#worker/wan/folder/model-folders.ts'
import type { EngineErrorCode, StopCode, WorkerFault } from './failure.ts'
import type { EngineProgress, EngineRequest, EngineResult, WrittenCheckpoint, WrittenPreview } from './run.ts'

/** An EngineError as the channel carries it; `detail` is for the operator's log only. */
export interface EngineFailure {
  readonly code: EngineErrorCode
  readonly message: string
  readonly retryable: boolean
  readonly workerFault: WorkerFault | null
  readonly detail: string | null
  /** Whether the process must be replaced, as after a lack of memory. */
  readonly endsProcess: boolean
}

/** The first message to the child. */
export interface EngineSetup {
  /** The child sees one CUDA device, so that device has number 0. */
  readonly device: 'cpu' | 'cuda:0'
  /** Class of the device; only devices of one class give the same bits. */
  readonly deviceClass: string
  /** The device's number or UUID in the machine, for the driver's tools; null on the CPU. */
  readonly visibleDevice: string | null
  readonly modelsDirectory: string
  /** The folder of LoRAs that requests may name; null: none. */
  readonly lorasDirectory: string | null
  readonly threads: number
  /** GiB that the engine may use; null: all of a GPU's memory, or no limit on the CPU. */
  readonly memoryGb: number | null
  readonly ffmpegPath: string | null
  readonly ffprobePath: string | null
  /** Whether videos of clients are decoded: with a new enough ffmpeg, with any, or not at all. */
  readonly uploadedVideos: 'auto' | 'always' | 'never'
  /** Where costly facts, such as hashes of weights, are kept; null: nowhere. */
  readonly cacheDirectory: string | null
  readonly parentPid: number
}

/**
 * The order of messages: setup → preparing* → ready | unusable; then one run at a time: generate →
 * begun → (progress | note | preview | checkpoint)* → done | failed. A stop may arrive at any time
 * during a run; the answer is failed with its code, or done if the run ended first. Frames never
 * pass through the channel: results are files in the output directory.
 */
export type ParentMessage =
  | { readonly type: 'setup'; readonly setup: EngineSetup }
  | { readonly type: 'generate'; readonly request: EngineRequest }
  | {
      readonly type: 'stop'
      readonly runId: string
      readonly code: StopCode
      /**
       * Whether the run writes its state before it answers, if its request asks for checkpoints.
       */
      readonly keepState: boolean
    }

export type ChildMessage =
  | {
      readonly type: 'ready'
      readonly models: readonly ModelDefinition[]
      readonly modelFaults: readonly ModelFault[]
      /** Memory plans and other sentences for the operator's log. */
      readonly notes: readonly string[]
    }
  /** What the child is preparing; proves before `ready` that it is alive. */
  | { readonly type: 'preparing'; readonly text: string }
  /** The weights of a component were loaded onto the device, for a run or before `ready`. */
  | {
      readonly type: 'loaded'
      readonly modelId: string
      readonly component: string
      readonly seconds: number
    }
  /** `ofDevice`: the device itself cannot work, whatever the models. */
  | { readonly type: 'unusable'; readonly reason: string; readonly ofDevice: boolean }
  | { readonly type: 'progress'; readonly runId: string; readonly progress: EngineProgress }
  /** The error message for a lack of memory that aborts the child before it can answer. */
  | { readonly type: 'begun'; readonly runId: string; readonly outOfMemory: string }
  /** A sentence for the operator's log. */
  | { readonly type: 'note'; readonly runId: string; readonly text: string }
  | { readonly type: 'preview'; readonly runId: string; readonly preview: WrittenPreview }
  | { readonly type: 'checkpoint'; readonly runId: string; readonly checkpoint: WrittenCheckpoint }
  | { readonly type: 'done'; readonly runId: string; readonly result: EngineResult }
  | { readonly type: 'failed'; readonly runId: string; readonly failure: EngineFailure }
