import { type FloatType, type GraphScope, type Value } from './builder.ts'

/**
 * com.microsoft.MultiHeadAttention, or Attention of ai.onnx. Both compute softmax(q kᵀ / sqrt(head
 * size)) v per head without a score matrix in memory where the provider has a flash kernel, which
 * differs: see {@link chooseAttention}.
 */
export type AttentionOperator = 'MultiHeadAttention' | 'Attention'

/**
 * The operator with a flash kernel. MultiHeadAttention has one on the CPU, for float16 on CUDA, and
 * through cuDNN for float16 and bfloat16 on compute capability 9.0 and above; below that its
 * bfloat16 falls to the slower memory-efficient kernel, and Attention of ai.onnx has
 * FlashAttention-2. Source: microsoft/onnxruntime 1.30,
 * contrib_ops/cuda/bert/multihead_attention.cc and core/providers/cuda/llm/attention.cc.
 *
 * @param computeCapability Of the CUDA device, 8.9 for example; undefined on the CPU.
 */
export function chooseAttention(dtype: FloatType, computeCapability?: number): AttentionOperator {
  return dtype === 'bfloat16' && computeCapability !== undefined && computeCapability < 9
    ? 'Attention'
    : 'MultiHeadAttention'
}

/**
 * Query [1, Q, dim], key and value [1, K, dim] → [1, Q, dim]; dim holds `heads` heads side by side.
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
