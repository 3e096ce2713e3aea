import { ConfigError, readConfig, type ComponentConfig } from '#worker/graphs/config.ts'
import { tensorList, type TensorList, type TensorShapes } from './tensor-list.ts'

/**
 * The names and shapes of the tensors of diffusers' AutoencoderKLWan. It has two layouts. In the
 * autoencoder of Wan2.1 (`is_residual` false) the encoder's blocks are numbered consecutively, and
 * upsampling halves the channels. In that of Wan2.2-TI2V-5B each stage is a block, and upsampling
 * keeps the channels.
 *
 * @throws ConfigError for an absent value or one of the wrong kind.
 */
export function vaeTensors(config: ComponentConfig): TensorShapes {
  const read = readConfig('vae', config)
  const z = read.size('z_dim')
  const sizes: VaeSizes = {
    z,
    multipliers: sizesOf(config, 'dim_mult'),
    temporal: flagsOf(config, 'temperal_downsample'),
    blocks: read.size('num_res_blocks'),
    residual: read.flag('is_residual', false),
  }
  const list = tensorList()
  const encoderChannels = read.size('base_dim')
  addEncoder(list, sizes, encoderChannels, read.size('in_channels', 3))
  list.layer('quant_conv', [2 * z, 2 * z, 1, 1, 1])
  list.layer('post_quant_conv', [z, z, 1, 1, 1])
  addDecoder(list, sizes, read.size('decoder_base_dim', encoderChannels), read.size('out_channels', 3))
  return list.shapes
}

interface VaeSizes {
  readonly z: number
  readonly multipliers: readonly number[]
  readonly temporal: readonly boolean[]
  readonly blocks: number
  readonly residual: boolean
}

function addEncoder(list: TensorList, sizes: VaeSizes, base: number, inChannels: number): void {
  list.layer('encoder.conv_in', [base, inChannels, 3, 3, 3])
  let channels = base
  let position = 0
  for (const [stage, multiplier] of sizes.multipliers.entries()) {
    const own = `encoder.down_blocks.${stage}`
    for (let block = 0; block < sizes.blocks; block++) {
      const name = sizes.residual ? `${own}.resnets.${block}` : `encoder.down_blocks.${position++}`
      addResidualBlock(list, name, channels, base * multiplier)
      channels = base * multiplier
    }
    if (stage === sizes.multipliers.length - 1) continue
    const name = sizes.residual ? `${own}.downsampler` : `encoder.down_blocks.${position++}`
    list.layer(`${name}.resample.1`, [channels, channels, 3, 3])
    if (sizes.temporal[stage]) list.layer(`${name}.time_conv`, [channels, channels, 3, 1, 1])
  }
  addMidBlock(list, 'encoder.mid_block', channels)
  list.tensor('encoder.norm_out.gamma', [channels, 1, 1, 1])
  list.layer('encoder.conv_out', [2 * sizes.z, channels, 3, 3, 3])
}

function addDecoder(list: TensorList, sizes: VaeSizes, base: number, outChannels: number): void {
  const multipliers = sizes.multipliers.toReversed()
  let channels = base * (multipliers[0] ?? 1)
  list.layer('decoder.conv_in', [channels, sizes.z, 3, 3, 3])
  addMidBlock(list, 'decoder.mid_block', channels)
  for (const [stage, multiplier] of multipliers.entries()) {
    const own = `decoder.up_blocks.${stage}`
    const out = base * multiplier
    for (let block = 0; block <= sizes.blocks; block++) {
      addResidualBlock(list, `${own}.resnets.${block}`, channels, out)
      channels = out
    }
    if (stage === multipliers.length - 1) continue
    const name = sizes.residual ? `${own}.upsampler` : `${own}.upsamplers.0`
    const upsampled = sizes.residual ? out : out / 2
    list.layer(`${name}.resample.1`, [upsampled, out, 3, 3])
    if (sizes.temporal.toReversed()[stage]) list.layer(`${name}.time_conv`, [2 * out, out, 3, 1, 1])
    channels = upsampled
  }
  list.tensor('decoder.norm_out.gamma', [channels, 1, 1, 1])
  list.layer('decoder.conv_out', [outChannels, channels, 3, 3, 3])
}

function addMidBlock(list: TensorList, name: string, channels: number): void {
  addResidualBlock(list, `${name}.resnets.0`, channels, channels)
  list.tensor(`${name}.attentions.0.norm.gamma`, [channels, 1, 1])
  list.layer(`${name}.attentions.0.to_qkv`, [3 * channels, channels, 1, 1])
  list.layer(`${name}.attentions.0.proj`, [channels, channels, 1, 1])
  addResidualBlock(list, `${name}.resnets.1`, channels, channels)
}

function addResidualBlock(list: TensorList, name: string, channels: number, out: number): void {
  list.tensor(`${name}.norm1.gamma`, [channels, 1, 1, 1])
  list.layer(`${name}.conv1`, [out, channels, 3, 3, 3])
  list.tensor(`${name}.norm2.gamma`, [out, 1, 1, 1])
  list.layer(`${name}.conv2`, [out, out, 3, 3, 3])
  if (channels !== out) list.layer(`${name}.conv_shortcut`, [out, channels, 1, 1, 1])
}

function sizesOf(config: ComponentConfig, key: string): readonly number[] {
  const value = config[key]
  if (Array.isArray(value) && value.length > 0 && value.every((item) => Number.isInteger(item) && item >= 1))
    return value as number[]
  throw new ConfigError('vae', key, value, 'a list of whole numbers of at least 1')
}

function flagsOf(config: ComponentConfig, key: string): readonly boolean[] {
  const value = config[key]
  if (Array.isArray(value) && value.every((item) => typeof item === 'boolean')) return value
  throw new ConfigError('vae', key, value, 'a list of booleans')
}
