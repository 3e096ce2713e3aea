/**
 * The stages of Wan2.2-TI2V-5B's autoencoder: the layers of Wan2.1's, and the stage's input added
 * to its output (AvgDown3D, DupUp3D, WanResidualDownBlock and WanResidualUpBlock in
 * huggingface/diffusers, models/autoencoders/autoencoder_kl_wan.py). The shortcuts have no weights
 * and no memory of earlier chunks.
 */
import { downsample, residualBlock, upsample } from './blocks.ts'
import { type Chunk, type Features, type Resolution, zeros } from './stream.ts'

/** Factors by which a shortcut changes the number of frames and each side of a frame: 1 or 2. */
interface Factors {
  readonly frames: number
  readonly side: number
}

/**
 * A stage's channels, the resolution that it ends with when it is not its own, and whether time
 * changes with it.
 */
export interface Stage {
  readonly blocks: number
  readonly channels: number
  readonly next: Resolution | undefined
  readonly temporal: boolean
}

/** A stage of the encoder. */
export function residualDownStage(chunk: Chunk, layer: string, input: Features, stage: Stage): Features {
  const { blocks, channels, next, temporal } = stage
  let features = input
  for (let block = 0; block < blocks; block++) {
    features = residualBlock(chunk, `${layer}.resnets.${block}`, features, channels)
  }
  if (next) features = downsample(chunk, `${layer}.downsampler`, features, next, temporal)
  const factors = { frames: next && temporal ? 2 : 1, side: next ? 2 : 1 }
  const shortcut = averageCells(chunk, input, channels, next ?? input.resolution, factors)
  return { ...features, value: chunk.scope.add('Add', [features.value, shortcut.value]) }
}

/** A stage of the decoder; the last, which keeps the size, has no shortcut. */
export function residualUpStage(chunk: Chunk, layer: string, input: Features, stage: Stage): Features {
  const { blocks, channels, next, temporal } = stage
  let features = input
  for (let block = 0; block < blocks; block++) {
    features = residualBlock(chunk, `${layer}.resnets.${block}`, features, channels)
  }
  if (!next) return features
  features = upsample(chunk, `${layer}.upsampler`, features, next, channels, temporal)
  const shortcut = repeatCells(chunk, input, channels, next, { frames: temporal ? 2 : 1, side: 2 })
  return { ...features, value: chunk.scope.add('Add', [features.value, shortcut.value]) }
}

/**
 * Cuts into cells of frames x side x side. The values of a channel's cell, (channel, frame, row,
 * column), become channels of a smaller map, of which as many neighbours are averaged as leaves
 * `channels`. A number of frames that is not whole cells has frames of zeros in front.
 */
export function averageCells(
  { scope, root }: Chunk,
  features: Features,
  channels: number,
  resolution: Resolution,
  { frames: cellFrames, side }: Factors,
): Features {
  if (cellFrames * side === 1 && channels === features.channels) return features
  const missing = (cellFrames - (features.frames % cellFrames)) % cellFrames
  const padding = [1, features.channels, missing]
  const padded =
    missing === 0
      ? features.value
      : scope.add('Concat', [zeros(root, padding, features.resolution), features.value], { axis: 2 })
  const frames = (features.frames + missing) / cellFrames
  const cells = scope.add('Reshape', [
    padded,
    resolution.shape([features.channels, frames, cellFrames, 'height', side, 'width', side]),
  ])
  const cellsFirst = scope.add('Transpose', [cells], { perm: [0, 2, 4, 6, 1, 3, 5] })
  const neighbours = (features.channels * cellFrames * side * side) / channels
  const groups = scope.add('Reshape', [cellsFirst, scope.ints([channels, neighbours, -1])])
  const means = scope.add('ReduceMean', [groups, scope.ints([1])], { keepdims: 0 })
  const value = scope.add('Reshape', [means, resolution.shape([1, channels, frames, 'height', 'width'])])
  return { value, channels, frames, resolution }
}

/**
 * The opposite: each channel is repeated as often as it takes to fill cells of frames x side x side
 * for `channels` channels, (channel, frame, row, column). Of the first chunk, whose one frame stays
 * one, the last frame of its cell is kept.
 */
export function repeatCells(
  { scope, iteration }: Chunk,
  features: Features,
  channels: number,
  resolution: Resolution,
  { frames: cellFrames, side }: Factors,
): Features {
  const { frames, resolution: small } = features
  const copies = (channels * cellFrames * side * side) / features.channels
  const columns = scope.add('Reshape', [
    features.value,
    small.shape([features.channels, 1, frames, 'height', 'width']),
  ])
  const repeated = scope.add('Expand', [
    columns,
    small.shape([features.channels, copies, frames, 'height', 'width']),
  ])
  const cells = scope.add('Reshape', [
    repeated,
    small.shape([channels, cellFrames, side, side, frames, 'height', 'width']),
  ])
  const placed = scope.add('Transpose', [cells], { perm: [0, 4, 1, 5, 2, 6, 3] })
  const all = scope.add('Reshape', [
    placed,
    resolution.shape([1, channels, frames * cellFrames, 'height', 'width']),
  ])
  if (iteration !== undefined || cellFrames === 1) {
    return { value: all, channels, frames: frames * cellFrames, resolution }
  }
  const [start, end] = [cellFrames - 1, cellFrames * frames]
  const value = scope.add('Slice', [all, scope.ints([start]), scope.ints([end]), scope.ints([2])])
  return { value, channels, frames: end - start, resolution }
}
