/** What both sides of the comparison are asked: one JSON line each, answered by one. */
export type Command = { readonly run: RunCommand } | { readonly decode: DecodeCommand }

export interface RunCommand {
  readonly prompt: string
  readonly negativePrompt: string
  /** File with the first frame, rgb24 of width × height. */
  readonly image: string
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly steps: number
  readonly guidanceScale: number
  readonly flowShift: number
  readonly seed: number
  /** File for the frames, rgb24. */
  readonly output: string
}

export interface DecodeCommand {
  readonly width: number
  readonly height: number
  readonly frames: number
}

/** Every answer says the most memory that the process ever had. */
export interface Answer {
  readonly peakBytes: number
}

export interface LoadAnswer extends Answer {
  readonly loadSeconds: number
}

export interface RunAnswer extends Answer {
  readonly seconds: Readonly<Record<(typeof TIMED_PHASES)[number] | 'total', number>> & {
    /** Opening of sessions during the run. */
    readonly load?: number
  }
  /** CPU time of all threads of the process. */
  readonly cpuSeconds: Readonly<Record<(typeof TIMED_PHASES)[number] | 'total', number>>
  /** Seconds outside ONNX Runtime; of our side only. */
  readonly hostSeconds?: number
  /** All previews of a run like this, colours and webp, measured after it; of our side only. */
  readonly previewSeconds?: number
}

export interface DecodeAnswer extends Answer {
  readonly seconds: number
  /** Most memory during the decoding, less what there was before. */
  readonly grownBytes: number
}

export const TIMED_PHASES = ['encode_prompt', 'encode_image', 'denoise', 'decode'] as const
