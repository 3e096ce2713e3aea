import type { ModelLora } from './model-definition.ts'

/**
 * How the autoencoder's pictures are cut into overlapping tiles, in pixels: the sides of a tile,
 * and the distances from the start of one to the start of the next.
 */
export interface TileGrid {
  readonly height: number
  readonly width: number
  readonly strideHeight: number
  readonly strideWidth: number
}

/** The server that made a video, and what it was asked for. */
export interface UpstreamFacts {
  /** Its name in ENGINES. */
  readonly server: string
  /** The software, such as `vllm-omni`. */
  readonly kind: string
  /** Null where it does not say. */
  readonly version: string | null
  /** The server's name of the model; null where none was sent. */
  readonly model: string | null
  /** The server's id of the video. */
  readonly job: string
  /** SHA-256 of the workflow as it was sent; null for servers that take none. */
  readonly workflow: string | null
  /** The fields that were sent, without prompts and pictures. */
  readonly parameters: Readonly<Record<string, unknown>>
}

/**
 * Everything that decided a video. The same manifest on a device of the same class gives the same
 * frames, bit for bit. Of a video that another server made, what only that server knows is null.
 */
export interface Manifest {
  readonly model: string
  /**
   * SHA-256 of every file that was read, by its path inside the model folder: configurations,
   * tokenizer, weights, LoRA weights.
   */
  readonly files: Readonly<Record<string, string>>
  readonly loras: readonly ModelLora[]
  /** Version of the code that turns configurations into graphs. */
  readonly graphBuilder: string | null
  readonly onnxRuntime: string | null
  readonly provider: 'cpu' | 'cuda' | 'videos' | 'comfyui'
  /** Number type of the transformer's arithmetic. */
  readonly dtype: string | null
  readonly deviceClass: string
  readonly scheduler: string | null
  readonly schedule: string | null
  readonly steps: number
  readonly flowShift: number
  readonly guidanceScale: number
  readonly guidanceScale2: number | null
  /** Share of the noise below which the second transformer takes over; null for models with one. */
  readonly boundary: number | null
  readonly seed: number
  readonly noise: { readonly generator: string; readonly version: number } | null
  /** Pixels. */
  readonly width: number
  /** Pixels. */
  readonly height: number
  readonly frames: number
  /** Frames per second. */
  readonly fps: number
  /** Tokens of the prompt, the end token included. */
  readonly promptTokens: number | null
  readonly promptTruncated: boolean | null
  /**
   * SHA-256 of the prepared images and of the extended video; null for those that were not given.
   */
  readonly inputs: {
    readonly firstFrame: string | null
    readonly lastFrame: string | null
    readonly precedingVideo?: string | null
  }
  /**
   * The tiles in which the given images were encoded and the frames decoded, because memory held no
   * whole picture; null for the half that was whole. Absent: both were.
   */
  readonly tiles?: { readonly encode: TileGrid | null; readonly decode: TileGrid | null }
  readonly easyCache: { readonly threshold: number; readonly skippedSteps: number } | null
  /** Step of the checkpoint that the last attempt resumed from; null when it started from noise. */
  readonly resumedFromStep: number | null
  /** Absent or null: this service computed the video itself. */
  readonly upstream?: UpstreamFacts | null
  /** SHA-256 of the mp4. */
  readonly video: { readonly sha256: string }
}
