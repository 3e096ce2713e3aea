import { type FloatType, type GraphScope, type Value } from './builder.ts'

/**
 * The operator com.microsoft.MultiHeadAttention, or Attention of ai.onnx. Both compute softmax(q kᵀ
 * / sqrt(head size)) v for each head, and keep no score matrix in memory where the provider has a
 * flash kernel. {@link chooseAttention} picks the one that has.
 */
export type AttentionOperator = 'MultiHeadAttention' | 'Attention'

/**
 * The operator with a flash kernel. MultiHeadAttention has one on the CPU, for float16 on CUDA, and
 * through cuDNN for float16 and bfloat16 on compute capability 9.0 and above; below that its
 * bfloat16 falls to the slower memory-efficient kernel, and Attention of ai.onnx has
 * FlashAttention-2. Source: microsoft/onnxruntime 1.30,
 * contrib_ops/cuda/bert/multihead_attention.cc and core/providers/cuda/llm/attention.cc.
 *
 * @param computeCapability That of the CUDA device, such as 8.9; undefined on the CPU.
 */
export function chooseAttention(dtype: FloatType, computeCapability?: number): AttentionOperator {
  return dtype === 'bfloat16' && computeCapability !== undefined && computeCapability < 9
    ? 'Attention'
    : 'MultiHeadAttention'
}

/**
 * Attention of `query` [1, Q, dim] to `key` and `value` [1, K, dim]: [1, Q, dim] of the graph's
 * dtype. The axis dim holds `heads` heads side by side.
 */
export function attend(
  graph: GraphScope,
  query: Value,
  key: Value,
  value: Value,
  heads: number,
  operator: AttentionOperator = 'MultiHeadAttention',
): Value {
  return operator === 'Attention'
    ? graph.add('Attention', [query, key, value], { q_num_heads: heads, kv_num_heads: heads })
    : graph.add('com.microsoft.MultiHeadAttention', [query, key, value], { num_heads: heads })
}
