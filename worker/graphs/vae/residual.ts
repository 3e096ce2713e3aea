/**
 * The stages of Wan2.2-TI2V-5B's autoencoder: those of Wan2.1's with a shortcut that adds the input
 * to the output (AvgDown3D, DupUp3D, WanResidualDownBlock and WanResidualUpBlock in
 * huggingface/diffusers, models/autoencoders/autoencoder_kl_wan.py). The shortcuts have no weights
 * and do not depend on earlier chunks.
 */
import { downsample, residualBlock, upsample } from './blocks.ts'
import { type Chunk, type Features, type Resolution, zeros } from './stream.ts'

/** The factors, 1 or 2, by which a shortcut changes the number of frames and each side. */
interface Factors {
  readonly frames: number
  readonly side: number
}

/** The sizes of a stage. */
export interface Stage {
  readonly blocks: number
  /** Channels of the result. */
  readonly channels: number
  /** The resolution of the result; undefined when the stage keeps that of its input. */
  readonly next: Resolution | undefined
  /** Whether the number of frames changes with the resolution. */
  readonly temporal: boolean
}

/** A stage of the encoder, which halves height and width when it has a next resolution. */
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

/**
 * A stage of the decoder, which doubles height and width. The last stage keeps them and has no
 * shortcut.
 */
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
 * Averages cells of frames x side x side positions (AvgDown3D): [1, C, F, H, W] becomes [1,
 * channels, F / frames, H / side, W / side]. The values of each cell, in (channel, frame, row,
 * column) order, become channels, and equal groups of neighbours are averaged so that `channels`
 * remain. Frames of zeros precede a number of frames that does not fill whole cells. `resolution`
 * is that of the result.
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
 * Repeats values to cells of frames x side x side positions (DupUp3D): [1, C, F, H, W] becomes [1,
 * channels, F * frames, H * side, W * side]. Each channel is repeated as often as needed to fill
 * the cells of `channels` channels in (channel, frame, row, column) order. The first chunk keeps
 * only the last frame of its cell, because its one frame stays one. `resolution` is that of the
 * result.
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
