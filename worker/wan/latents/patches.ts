import { type LatentShape, PATCH_SIDE, valueCount } from './shape.ts'

const PATCH_AREA = PATCH_SIDE * PATCH_SIDE

/**
 * Writes the latent video `values` [channels, frames, height, width] into the transformer's input
 * `patches` [tokens, patchChannels × 4]. Tokens lie in the order (frame, row, column), features in
 * the order (channel, row in patch, column in patch); the video fills the channels from
 * `firstChannel` on. All other features keep their values, so each step writes only the noise.
 */
export function patchify(
  values: Float32Array,
  shape: LatentShape,
  patches: Float32Array,
  patchChannels: number,
  firstChannel: number,
): void {
  const features = patchChannels * PATCH_AREA
  forEachPatchRow(shape, (channel, rowInPatch, sourceRow, firstToken) => {
    let target = firstToken * features + (firstChannel + channel) * PATCH_AREA + rowInPatch * PATCH_SIDE
    for (let x = 0; x < shape.width; x += PATCH_SIDE, target += features) {
      patches[target] = values[sourceRow + x]!
      patches[target + 1] = values[sourceRow + x + 1]!
    }
  })
}

/**
 * The transformer's output [tokens, 4 × channels], features in the order (row in patch, column in
 * patch, channel), as a video [channels, frames, height, width].
 */
export function unpatchify(patches: Float32Array, shape: LatentShape): Float32Array {
  const values = new Float32Array(valueCount(shape))
  const { channels } = shape
  const features = channels * PATCH_AREA
  forEachPatchRow(shape, (channel, rowInPatch, targetRow, firstToken) => {
    let source = firstToken * features + rowInPatch * PATCH_SIDE * channels + channel
    for (let x = 0; x < shape.width; x += PATCH_SIDE, source += features) {
      values[targetRow + x] = patches[source]!
      values[targetRow + x + 1] = patches[source + channels]!
    }
  })
  return values
}

/** Visits each row of each channel and frame with its start in the video and its first token. */
function forEachPatchRow(
  { channels, frames, height, width }: LatentShape,
  visit: (channel: number, rowInPatch: number, rowStart: number, firstToken: number) => void,
): void {
  const tokensPerRow = width / PATCH_SIDE
  const tokensPerFrame = (height / PATCH_SIDE) * tokensPerRow
  for (let channel = 0; channel < channels; channel++) {
    for (let frame = 0; frame < frames; frame++) {
      for (let y = 0; y < height; y++) {
        const rowStart = ((channel * frames + frame) * height + y) * width
        const rowInPatch = y % PATCH_SIDE
        const firstToken = frame * tokensPerFrame + ((y - rowInPatch) / PATCH_SIDE) * tokensPerRow
        visit(channel, rowInPatch, rowStart, firstToken)
      }
    }
  }
}
