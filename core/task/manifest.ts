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

/**
 * Everything that decided a video. The same manifest on a device of the same class gives the same
 * frames, bit for bit.
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
  readonly graphBuilder: string
  readonly onnxRuntime: string
  readonly provider: 'cpu' | 'cuda'
  /** Number type of the transformer's arithmetic. */
  readonly dtype: string
  readonly deviceClass: string
  readonly scheduler: string
  readonly schedule: string
  readonly steps: number
  readonly flowShift: number
  readonly guidanceScale: number
  readonly guidanceScale2: number | null
  /** Share of the noise below which the second transformer takes over; null for models with one. */
  readonly boundary: number | null
  readonly seed: number
  readonly noise: { readonly generator: string; readonly version: number }
  /** Pixels. */
  readonly width: number
  /** Pixels. */
  readonly height: number
  readonly frames: number
  /** Frames per second. */
  readonly fps: number
  /** Tokens of the prompt, the end token included. */
  readonly promptTokens: number
  readonly promptTruncated: boolean
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
  /** SHA-256 of the mp4. */
  readonly video: { readonly sha256: string }
}
