import { type ComponentConfig } from '#worker/graphs/config.ts'
import { readTransformerConfig } from '#worker/graphs/transformer/config.ts'

const TEXT_TOKENS = 512

/**
 * The number of floating-point operations in one forward of a transformer with `tokens` tokens,
 * where a multiplication with an addition counts as two. With d the model's width and f that of the
 * feed-forward layers, each layer takes 2 (6 d² + 2 d f) per token for the linear layers, 4 d per
 * pair of tokens for self-attention, 4 d per pair of a token and a text or image token for
 * cross-attention, and 4 d² per text or image token for its keys and values.
 *
 * @throws ConfigError for a configuration of another model.
 */
export function transformerFlops(config: ComponentConfig, tokens: number): number {
  const { dim, ffnDim, layers, image } = readTransformerConfig(config)
  const contextTokens = TEXT_TOKENS + (image?.tokens ?? 0)
  const linear = 2 * (6 * dim ** 2 + 2 * dim * ffnDim) * tokens
  const selfAttention = 4 * tokens ** 2 * dim
  const crossAttention = 4 * tokens * contextTokens * dim
  const contextLinear = 2 * 2 * dim ** 2 * contextTokens
  return layers * (linear + selfAttention + crossAttention + contextLinear)
}

/**
 * The dense rate of a card's tensor cores in float16 and bfloat16 with float32 sums, in operations
 * per second, from NVIDIA's data sheets; undefined for an unknown card.
 */
export function peakFlops(card: string): number | undefined {
  return PEAKS.find(([pattern]) => pattern.test(card))?.[1]
}

const TERA = 1e12
const PEAKS: readonly (readonly [RegExp, number])[] = [
  [/H100 PCIe/, 756 * TERA],
  [/H[12]00|GH200/, 989 * TERA],
  [/A100/, 312 * TERA],
  [/L40S/, 362 * TERA],
  [/L40\b/, 181 * TERA],
  [/L4\b/, 121 * TERA],
  [/A40\b/, 150 * TERA],
  [/A10G?\b/, 125 * TERA],
  [/RTX 5090/, 210 * TERA],
  [/RTX 4090/, 165 * TERA],
  [/RTX 3090/, 71 * TERA],
  [/T4\b/, 65 * TERA],
]
