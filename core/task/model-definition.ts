import type { RunSize } from './parameters.ts'

/** Whether a model takes an image: it must, may or cannot have one. */
export type InputPresence = 'required' | 'optional' | 'none'

/** Which images a model takes. */
export interface ModelInputs {
  readonly firstFrame: InputPresence
  readonly lastFrame: InputPresence
}

/** Fields of a request that a model may fix. */
export const FIXED_FIELDS = [
  'negative_prompt',
  'fps',
  'num_inference_steps',
  'guidance_scale',
  'guidance_scale_2',
  'flow_shift',
  'scheduler',
  'schedule',
  'boundary_ratio',
  'easy_cache',
  'seed',
] as const
export type FixedField = (typeof FIXED_FIELDS)[number]

/** Low-rank weights that are added to one transformer of a model. */
export interface ModelLora {
  /** The name under which a request asked for it. Absent: it belongs to the model. */
  readonly name?: string
  /** Path inside the model folder, with forward slashes. */
  readonly file: string
  readonly expert: 'transformer' | 'transformer_2'
  /** Factor of what the file adds; 1 as trained. */
  readonly strength: number
}

/** A LoRA that a request may add to a model. */
export interface OfferedLora {
  readonly name: string
  /** The transformers that it changes. */
  readonly experts: readonly ModelLora['expert'][]
}

/** A LoRA that a model cannot take, and why. */
export interface UnfitLora {
  readonly name: string
  readonly reason: string
}

/** What a model accepts, as its `service.json` states. Workers register it, the API reads it. */
export interface ModelDefinition {
  /** The name in requests. */
  readonly id: string
  readonly aliases: readonly string[]
  /** A title for people. */
  readonly title: string
  /**
   * From text; from an image; from a first and a last frame; from text with or without an image.
   */
  readonly task: 't2v' | 'i2v' | 'flf2v' | 'ti2v'
  readonly inputs: ModelInputs
  /** Frames per second. */
  readonly fps: number
  readonly defaults: {
    /** `auto`, by the shape of the first frame, or `<width>x<height>`. */
    readonly size: string
    readonly frames: number
    readonly steps: number
    readonly guidanceScale: number
    /** Guidance of the low-noise transformer; null for models with one transformer. */
    readonly guidanceScale2: number | null
    readonly flowShift: number
    readonly negativePrompt: string
  }
  readonly limits: {
    /** Pixels, for width and height. */
    readonly minSide: number
    /** Width × height. */
    readonly maxPixels: number
    /** Width × height that `auto` aims at. */
    readonly autoArea: number
    /** Width and height are whole multiples of it. */
    readonly sizeMultiple: number
    readonly minFrames: number
    readonly maxFrames: number
    readonly minSteps: number
    readonly maxSteps: number
  }
  readonly sampling: {
    readonly scheduler: 'unipc' | 'euler'
    readonly schedule: 'A' | 'B' | 'L' | 'E'
  }
  /** LoRA weights in the order in which they are added. */
  readonly loras: readonly ModelLora[]
  /** LoRAs that requests may add. Absent: none. */
  readonly offeredLoras?: readonly OfferedLora[]
  /** LoRAs beside them that do not fit. Absent: none. */
  readonly unfitLoras?: readonly UnfitLora[]
  /** As many in one request. Absent: as the contract permits. */
  readonly mostLoras?: number
  /** Whether a LoRA has one strength for both of two transformers. Absent: it has two. */
  readonly oneLoraStrength?: boolean
  /** Why no request may add one, as the end of a sentence. Absent: because none is offered. */
  readonly loraRefusal?: string
  /**
   * Sizes that a worker runs once when it starts, so that no customer waits for the choice of
   * kernels. Null or absent: as the device needs it.
   */
  readonly buckets?: readonly RunSize[] | null
  /**
   * The sizes that the devices' memory allows, where that is less than the limits: at most
   * `maxPixels` (width × height) up to each number of frames, in rising order. Absent or empty: the
   * limits hold.
   */
  readonly fittingSizes?: readonly { readonly frames: number; readonly maxPixels: number }[]
  /**
   * The sizes whose pictures the autoencoder takes whole, as a table like `fittingSizes`; larger
   * ones pass it in tiles. Absent or empty: all that fit.
   */
  readonly untiledSizes?: readonly { readonly frames: number; readonly maxPixels: number }[]
  /** Sentences about what the model's folder holds and has no effect. Absent: nothing. */
  readonly unapplied?: readonly string[]
  /** Whether its workers decode videos that clients upload. Absent: they do not. */
  readonly takesUploads?: boolean
  /**
   * Fields of a request that change nothing, because what makes the video does not take them.
   * Absent: none.
   */
  readonly fixed?: readonly FixedField[]
  /**
   * Requests that name no model get this one only while no live worker serves another that could
   * make their video. Absent: false.
   */
  readonly fallback?: boolean
  /** Larger requests are shrunk and reported in `adjustments`, or refused with 400. */
  readonly oversize: 'shrink' | 'refuse'
}

/** A model as the API knows it. */
export interface RegisteredModel extends ModelDefinition {
  /** When a worker registered it last. */
  readonly updatedAt: Date
  /** Whether a live worker serves it. */
  readonly served: boolean
}

/** A folder or file beside the served models, and why no worker serves it. */
export interface UnavailableModel {
  /** Name in the models directory. */
  readonly folder: string
  readonly reason: string
}
