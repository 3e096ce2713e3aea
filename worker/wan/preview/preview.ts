import type { LatentShape } from '#worker/wan/latents/shape.ts'
import { PREVIEW_FACTORS } from './factors.ts'
import { type RgbImage } from '#worker/wan/image/rgb-image.ts'

/** Previews per run, approximately; they are spread evenly over its steps. */
const PREVIEWS = 8
const UNITS = 10_000

/**
 * Whether `step` of `steps` (counted from 1) gets a preview: every step of up to 11, every 5th of
 * 40. The last step gets none, because the video follows it.
 */
export function isPreviewStep(step: number, steps: number): boolean {
  const every = Math.max(1, Math.round(steps / PREVIEWS))
  return step < steps && step % every === 0
}

/** The parts of a DenoiseStep that a preview needs; arrays [channels, frames, height, width]. */
export interface PreviewSource {
  readonly sample: Float32Array
  readonly velocity: Float32Array
  readonly sigma: number
}

/**
 * The predicted middle frame after a step, `sample - sigma · velocity`, in rough colours: one pixel
 * per latent position, each a linear function of its channels. It reads that frame only: 16 × 60 ×
 * 104 values at 480 × 832. Null for latents whose colours are unknown.
 */
export function latentPreview(
  { sample, velocity, sigma }: PreviewSource,
  shape: LatentShape,
): RgbImage | null {
  const factors = PREVIEW_FACTORS[shape.channels]
  if (!factors) return null
  const { width, height } = shape
  const size = width * height
  const frame = shape.frames >> 1
  const colours = new Float32Array(size * 3)
  for (let i = 0; i < colours.length; i++) colours[i] = factors.bias[i % 3]! / UNITS
  for (const [channel, [red, green, blue]] of factors.channels.entries()) {
    const start = (channel * shape.frames + frame) * size
    for (let i = 0; i < size; i++) {
      const latent = (sample[start + i]! - sigma * velocity[start + i]!) / UNITS
      colours[3 * i]! += latent * red
      colours[3 * i + 1]! += latent * green
      colours[3 * i + 2]! += latent * blue
    }
  }
  // Uint8ClampedArray rounds to the nearest and stops at 0 and 255.
  return {
    width,
    height,
    data: new Uint8Array(Uint8ClampedArray.from(colours, (c) => (c + 1) * 127.5).buffer),
  }
}
