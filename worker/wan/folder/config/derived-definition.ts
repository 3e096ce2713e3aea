import { type Architecture } from './architecture.ts'
import { type ModelDefinition, taskOf } from './definition.ts'

/** What the Wan authors keep out of every video: github.com/Wan-Video/Wan2.1 and Wan2.2, wan/configs/shared_config.py. */
const NEGATIVE_PROMPT =
  '色调艳丽，过曝，静态，细节模糊不清，字幕，风格，作品，画作，画面，静止，整体发灰，最差质量，低质量，JPEG压缩残留，丑陋的，残缺的，多余的手指，画得不好的手部，画得不好的脸部，畸形的，毁容的，形态畸形的肢体，手指融合，静止不动的画面，杂乱的背景，三条腿，背景人很多，倒着走'
/** "Camera shake" and "shot change": Wan2.1, wan/configs/wan_i2v_14B.py and wan/configs/__init__.py. */
const NO_CAMERA_SHAKE = '镜头晃动，'
const NO_SHOT_CHANGE = '镜头切换，'

const AREA_480P = 832 * 480
const AREA_720P = 1280 * 720

/** What the authors sample a model with. */
interface Sampling {
  readonly title: string
  readonly size: string
  readonly area: number
  readonly frames: number
  readonly fps: number
  readonly steps: number
  readonly flowShift: number
  readonly guidanceScale: number
  readonly guidanceScale2: number | null
  readonly negativePrompt: string
}

/**
 * The definition of a folder that says nothing about itself, named `name`: the values that the Wan authors sample this architecture with
 * (Wan2.1, generate.py and README.md; Wan2.2, wan/configs). Requests that are larger than what the model was trained on are refused. Of
 * Wan2.1 I2V, whose two sizes have equal configurations, a name with 720P tells which it is.
 */
export function deriveDefinition(name: string, architecture: Architecture): ModelDefinition {
  const { title, size, area, frames, fps, steps, flowShift, guidanceScale, guidanceScale2, negativePrompt } =
    samplingOf(name, architecture)
  const { inputs, sizeMultiple } = architecture
  return {
    id: name,
    aliases: [],
    title,
    task: taskOf(inputs),
    inputs,
    fps,
    defaults: { size, frames, steps, guidanceScale, guidanceScale2, flowShift, negativePrompt },
    limits: {
      minSide: 8 * sizeMultiple,
      maxPixels: area,
      autoArea: area,
      sizeMultiple,
      minFrames: 5,
      maxFrames: frames,
      minSteps: 1,
      maxSteps: 100,
    },
    sampling: { scheduler: 'unipc', schedule: 'A' },
    loras: [],
    buckets: null,
    oversize: 'refuse',
  }
}

function samplingOf(name: string, { conditioning, imageTokens, boundaryRatio, dim }: Architecture): Sampling {
  const wan: Sampling = {
    title: 'Wan text-to-video',
    size: '1280x720',
    area: AREA_720P,
    frames: 81,
    fps: 16,
    steps: 50,
    flowShift: 5,
    guidanceScale: 5,
    guidanceScale2: null,
    negativePrompt: NEGATIVE_PROMPT,
  }
  if (conditioning === 'first_frame') {
    const size = '1280x704'
    return { ...wan, title: 'Wan2.2 text- and image-to-video', size, area: 1280 * 704, fps: 24, frames: 121 }
  }
  if (boundaryRatio !== null) {
    return conditioning === 'none'
      ? {
          ...wan,
          title: 'Wan2.2 text-to-video',
          steps: 40,
          flowShift: 12,
          guidanceScale: 4,
          guidanceScale2: 3,
        }
      : {
          ...wan,
          title: 'Wan2.2 image-to-video',
          size: 'auto',
          steps: 40,
          guidanceScale: 3.5,
          guidanceScale2: 3.5,
        }
  }
  if (conditioning === 'none') {
    // The 1.3B model, of dimension 1536, was trained at 480P only, and its authors recommend these values for it.
    return dim <= 1536
      ? {
          ...wan,
          title: 'Wan2.1 text-to-video',
          size: '832x480',
          area: AREA_480P,
          flowShift: 8,
          guidanceScale: 6,
        }
      : { ...wan, title: 'Wan2.1 text-to-video' }
  }
  const negativePrompt = NO_CAMERA_SHAKE + NEGATIVE_PROMPT
  if (imageTokens === 514) {
    return {
      ...wan,
      title: 'Wan2.1 first-and-last-frame-to-video',
      size: 'auto',
      flowShift: 16,
      negativePrompt: NO_SHOT_CHANGE + negativePrompt,
    }
  }
  const image: Sampling = { ...wan, title: 'Wan2.1 image-to-video', size: 'auto', steps: 40, negativePrompt }
  return /720p/i.test(name) ? image : { ...image, area: AREA_480P, flowShift: 3 }
}
