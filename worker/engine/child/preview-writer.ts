import path from 'node:path'
import { writePreview } from '#worker/media/preview.ts'
import type { DenoiseStep } from '#worker/wan/denoising/denoise.ts'
import type { LatentShape } from '#worker/wan/latents/shape.ts'
import { isPreviewStep, latentPreview } from '#worker/wan/preview/preview.ts'
import type { WrittenPreview } from '#worker/engine/run.ts'

/** Writes preview images of one run to files while the run continues. */
export interface PreviewWriter {
  /**
   * Computes the colours of one latent frame, about 3 ms at 480 × 832, and writes the file in the
   * background.
   */
  offer(step: DenoiseStep, shape: LatentShape): void
  /** Resolves when no write is in progress. */
  settled(): Promise<void>
}

export function createPreviewWriter(
  folder: string,
  onWritten: (preview: WrittenPreview) => void,
  onError: (error: Error) => void,
): PreviewWriter {
  let writing: Promise<void> | null = null
  return {
    offer(taken, shape) {
      const { step } = taken.state
      if (writing !== null || !isPreviewStep(step, taken.steps)) return
      const image = latentPreview(taken, shape)
      if (image === null) return
      const file = path.join(folder, `preview-${step}.webp`)
      writing = writePreview(image, file)
        .then(() => onWritten({ path: file, step }))
        .catch(onError)
        .finally(() => (writing = null))
    },
    async settled() {
      await writing
    },
  }
}
