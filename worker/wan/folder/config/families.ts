import { type Architecture } from './architecture.ts'

/** Values that a model's authors sample it with. */
interface Sampling {
  /** The model's name for people. */
  readonly title: string
  /** Default size: `auto` (the first frame's shape) or `<width>x<height>` in pixels. */
  readonly size: string
  /** Largest width × height, and the area that `auto` aims at. */
  readonly area: number
  /** Default and largest number of pixel frames, 4n + 1. */
  readonly frames: number
  readonly fps: number
  readonly steps: number
  readonly guidanceScale: number
  /** Guidance scale of the low-noise transformer; null with one transformer. */
  readonly guidanceScale2: number | null
  readonly negativePrompt: string
}

/** One family of Wan models: how its folders are recognised, and how it is sampled by default. */
export interface ModelFamily extends Sampling {
  /** The architecture's switches that must agree; an absent one may have any value. */
  readonly when: {
    readonly conditioning: Architecture['conditioning']
    readonly imageTokens?: Architecture['imageTokens']
    readonly transformers?: 1 | 2
    /** Largest `dim` of the transformer. */
    readonly maxDim?: number
    /** Pattern of the folder's name, where the files of two families do not differ. */
    readonly folderName?: RegExp
  }
}

/** Wan-Video/Wan2.1 and Wan2.2, wan/configs/shared_config.py. */
const NEGATIVE_PROMPT =
  '色调艳丽，过曝，静态，细节模糊不清，字幕，风格，作品，画作，画面，静止，整体发灰，最差质量，低质量，JPEG压缩残留，丑陋的，残缺的，多余的手指，画得不好的手部，画得不好的脸部，畸形的，毁容的，形态畸形的肢体，手指融合，静止不动的画面，杂乱的背景，三条腿，背景人很多，倒着走'
/** "Camera shake"; Wan2.1, wan/configs/wan_i2v_14B.py. */
const NO_CAMERA_SHAKE = '镜头晃动，'
/** "Shot change"; Wan2.1, wan/configs/__init__.py. */
const NO_SHOT_CHANGE = '镜头切换，'

const AREA_480P = 832 * 480
const AREA_720P = 1280 * 720

const WAN: Omit<Sampling, 'title'> = {
  size: '1280x720',
  area: AREA_720P,
  frames: 81,
  fps: 16,
  steps: 50,
  guidanceScale: 5,
  guidanceScale2: null,
  negativePrompt: NEGATIVE_PROMPT,
}
const WAN_IMAGE: typeof WAN = { ...WAN, size: 'auto', negativePrompt: NO_CAMERA_SHAKE + NEGATIVE_PROMPT }

/**
 * The families, the first that agrees with a folder wins. The values are those of the authors:
 * Wan2.1, generate.py and README.md; Wan2.2, wan/configs.
 */
export const FAMILIES: readonly ModelFamily[] = [
  {
    ...WAN,
    when: { conditioning: 'first_frame' },
    title: 'Wan2.2 text- and image-to-video',
    size: '1280x704',
    area: 1280 * 704,
    fps: 24,
    frames: 121,
  },
  {
    ...WAN,
    when: { conditioning: 'none', transformers: 2 },
    title: 'Wan2.2 text-to-video',
    steps: 40,
    guidanceScale: 4,
    guidanceScale2: 3,
  },
  {
    ...WAN,
    when: { conditioning: 'channels', transformers: 2 },
    title: 'Wan2.2 image-to-video',
    size: 'auto',
    steps: 40,
    guidanceScale: 3.5,
    guidanceScale2: 3.5,
  },
  {
    // The 1.3B model was trained at 480P only, and its authors recommend these values for it.
    ...WAN,
    when: { conditioning: 'none', maxDim: 1536 },
    title: 'Wan2.1 text-to-video',
    size: '832x480',
    area: AREA_480P,
    guidanceScale: 6,
  },
  { ...WAN, when: { conditioning: 'none' }, title: 'Wan2.1 text-to-video' },
  {
    ...WAN_IMAGE,
    when: { conditioning: 'channels', imageTokens: 514 },
    title: 'Wan2.1 first-and-last-frame-to-video',
    negativePrompt: NO_SHOT_CHANGE + WAN_IMAGE.negativePrompt,
  },
  {
    // The 480P and 720P weights of Wan2.1 I2V have equal configurations.
    ...WAN_IMAGE,
    when: { conditioning: 'channels', folderName: /720p/i },
    title: 'Wan2.1 image-to-video',
    steps: 40,
  },
  {
    ...WAN_IMAGE,
    when: { conditioning: 'channels' },
    title: 'Wan2.1 image-to-video',
    steps: 40,
    area: AREA_480P,
  },
]

/**
 * The family of the model folder `folderName` with this architecture.
 *
 * @throws Error when no family agrees.
 */
export function familyOf(
  folderName: string,
  architecture: Pick<Architecture, 'conditioning' | 'imageTokens' | 'boundaryRatio' | 'dim'>,
): ModelFamily {
  const transformers = architecture.boundaryRatio === null ? 1 : 2
  const family = FAMILIES.find(
    ({ when }) =>
      when.conditioning === architecture.conditioning &&
      (when.imageTokens ?? architecture.imageTokens) === architecture.imageTokens &&
      (when.transformers ?? transformers) === transformers &&
      architecture.dim <= (when.maxDim ?? Infinity) &&
      (when.folderName?.test(folderName) ?? true),
  )
  if (!family) throw new Error(`${folderName} belongs to no known family of models`)
  return family
}
