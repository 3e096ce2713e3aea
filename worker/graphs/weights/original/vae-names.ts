import { named, type Translate } from './translated.ts'

/**
 * The members of a residual block and of a resampler in the Wan repository (wan/modules/vae.py and
 * vae2_2.py), from scripts/convert_wan_to_diffusers.py in huggingface/diffusers.
 */
const MEMBERS: Readonly<Record<string, string>> = {
  'residual.0': 'norm1',
  'residual.2': 'conv1',
  'residual.3': 'norm2',
  'residual.6': 'conv2',
  shortcut: 'conv_shortcut',
  'resample.1': 'resample.1',
  time_conv: 'time_conv',
}
const OUTER: Readonly<Record<string, string>> = {
  conv1: 'quant_conv',
  conv2: 'post_quant_conv',
  'encoder.conv1': 'encoder.conv_in',
  'decoder.conv1': 'decoder.conv_in',
  'encoder.head.0': 'encoder.norm_out',
  'decoder.head.0': 'decoder.norm_out',
  'encoder.head.2': 'encoder.conv_out',
  'decoder.head.2': 'decoder.conv_out',
}
/** In Wan2.1, whose decoder's stages are one list: three residual blocks, one resampler. */
const BLOCKS_PER_STAGE = 4

/** The autoencoder's names in the Wan repository; those of diffusers stay as they are. */
export const translateVae: Translate = (tensor) => {
  if (DIFFUSERS.test(tensor.name)) return [tensor]
  const [, layer = '', part = ''] = /^(.*)(\.(?:weight|bias|gamma))$/.exec(tensor.name) ?? []
  const name = OUTER[layer] ?? middle(layer) ?? nested(layer) ?? flat(layer)
  return name === undefined ? undefined : named(tensor, `${name}${part}`)
}

const DIFFUSERS =
  /^((post_)?quant_conv|(en|de)coder\.(conv_in|conv_out|norm_out|mid_block|down_blocks|up_blocks))\./

function middle(layer: string): string | undefined {
  const [, side, index, member = ''] = /^(encoder|decoder)\.middle\.([012])\.(.*)$/.exec(layer) ?? []
  if (index === undefined) return undefined
  if (index === '1') return `${side}.mid_block.attentions.0.${member}`
  const name = MEMBERS[member]
  return name && `${side}.mid_block.resnets.${index === '0' ? 0 : 1}.${name}`
}

/** Wan2.2, whose stages are lists of their own. */
function nested(layer: string): string | undefined {
  const [, side, way, stage, block, member = ''] =
    /^(encoder|decoder)\.(down|up)samples\.(\d+)\.(?:down|up)samples\.(\d+)\.(.*)$/.exec(layer) ?? []
  const name = MEMBERS[member]
  if (block === undefined || name === undefined) return undefined
  const place = isResampler(name) ? `${way}sampler` : `resnets.${block}`
  return `${side}.${way}_blocks.${stage}.${place}.${name}`
}

/** Wan2.1, whose encoder diffusers numbers as its authors do. */
function flat(layer: string): string | undefined {
  const [, way, number, member = ''] = /^(?:en|de)coder\.(down|up)samples\.(\d+)\.(.*)$/.exec(layer) ?? []
  const name = MEMBERS[member]
  if (number === undefined || name === undefined) return undefined
  if (way === 'down') return `encoder.down_blocks.${number}.${name}`
  const [stage, block] = [Math.floor(Number(number) / BLOCKS_PER_STAGE), Number(number) % BLOCKS_PER_STAGE]
  const place = isResampler(name) ? 'upsamplers.0' : `resnets.${block}`
  return `decoder.up_blocks.${stage}.${place}.${name}`
}

const isResampler = (name: string): boolean => name === 'resample.1' || name === 'time_conv'
