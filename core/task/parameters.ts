/** The size of one run: the memory and the time of a model depend on it. */
export interface RunSize {
  /** Pixels, a multiple of the model's size multiple. */
  readonly width: number
  /** Pixels, a multiple of the model's size multiple. */
  readonly height: number
  /** Pixel frames, 4n + 1. */
  readonly frames: number
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
  /**
   * Frames of the video that this one extends; its last frame is the first one here. Absent: the
   * video extends no other.
   */
  readonly precedingFrames?: number
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
