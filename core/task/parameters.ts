/** The size of one run: the memory and the time of a model depend on it. */
export interface RunSize {
  /** Pixels, a multiple of the model's size multiple. */
  readonly width: number
  /** Pixels, a multiple of the model's size multiple. */
  readonly height: number
  /** Pixel frames, 4n + 1. */
  readonly frames: number
}

/** A LoRA that a request adds to its model. */
export interface RequestedLora {
  readonly name: string
  /** 1 acts as trained, 0 not at all, and a negative number in the opposite direction. */
  readonly strength: number
  /** The strength for the low-noise transformer; null for models with one transformer. */
  readonly strength2: number | null
}

/** Everything the engine needs, after defaults, rounding and limits were applied. */
export interface TaskParameters extends RunSize {
  readonly prompt: string
  readonly negativePrompt: string
  /** Frames per second. */
  readonly fps: number
  /** Denoising steps. */
  readonly steps: number
  readonly guidanceScale: number
  /** Guidance of the low-noise transformer; null for models with one transformer. */
  readonly guidanceScale2: number | null
  readonly flowShift: number
  /** 0 … 2⁵³ − 1; random when the client sent none. */
  readonly seed: number
  /**
   * Above 0, steps whose estimated error stays below this threshold may be skipped. Null or absent:
   * every step is computed.
   */
  readonly easyCacheThreshold?: number | null
  /** The sampler; absent: the model's, in tasks of earlier versions. */
  readonly scheduler?: 'unipc' | 'euler'
  readonly schedule?: 'A' | 'B' | 'L' | 'E'
  /**
   * Share of the noise below which the second transformer takes over, 0 … 1. Absent: the model's.
   */
  readonly boundaryRatio?: number
  /** LoRAs beside those of the model itself. Absent: none. */
  readonly loras?: readonly RequestedLora[]
  /**
   * Frames of the video that this one extends; its last frame is the first one here. Absent: the
   * video extends no other.
   */
  readonly precedingFrames?: number
  /** Whether the preceding video is a file that the client sent. */
  readonly precedingUpload?: true
  /**
   * The whole clip's length in seconds as the client names it: it asked for a length. Absent: it
   * asked for frames or for nothing, and the clip is as long as its file. The frames do not depend
   * on it.
   */
  readonly nominalSeconds?: number
}

/** Frames of the whole clip, the extended video included. */
export const framesOf = ({
  frames,
  precedingFrames,
}: Pick<TaskParameters, 'frames' | 'precedingFrames'>): number =>
  precedingFrames === undefined ? frames : precedingFrames + frames - 1

/** A value that the service changed, and why. */
export interface Adjustment {
  readonly field: string
  readonly requested: unknown
  readonly used: unknown
  readonly reason: string
}
