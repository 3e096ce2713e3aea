import { type AttentionOperator, chooseAttention } from '#worker/graphs/onnx/attention.ts'
import { type FloatType } from '#worker/graphs/onnx/builder.ts'
import { type VaeFloatType } from '#worker/graphs/vae/encoder.ts'

/**
 * The arithmetic of each part of a model. Norms, time embedding and sums of residuals are float32
 * in all of them.
 */
export interface Precision {
  /** The name in logs and manifests: the type of the transformers. */
  readonly dtype: FloatType
  readonly textEncoder: FloatType
  readonly imageEncoder: FloatType
  readonly vaeEncoder: VaeFloatType
  readonly vaeDecoder: VaeFloatType
  readonly attention: AttentionOperator
}

/**
 * The arithmetic with transformers of this type. In float16 and bfloat16 builds the first frame is
 * still encoded in float32, as the authors do, and the autoencoder decodes in float16, because the
 * 8 significant bits of bfloat16 show in pixels. `computeCapability` is the CUDA device's, for
 * example 8.9; undefined on the CPU, which runs float32, and float16 in tests.
 */
export function precisionOf(dtype: FloatType, computeCapability?: number): Precision {
  return {
    dtype,
    textEncoder: dtype,
    imageEncoder: dtype,
    vaeEncoder: 'float32',
    vaeDecoder: dtype === 'float32' ? 'float32' : 'float16',
    attention: chooseAttention(dtype, computeCapability),
  }
}
