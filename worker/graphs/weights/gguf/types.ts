/** The names of ggml's types by their codes (ggml-org/ggml, include/ggml.h). */
export const GGML_TYPES: ReadonlyMap<number, string> = new Map(
  Object.entries({
    0: 'F32',
    1: 'F16',
    2: 'Q4_0',
    3: 'Q4_1',
    6: 'Q5_0',
    7: 'Q5_1',
    8: 'Q8_0',
    9: 'Q8_1',
    10: 'Q2_K',
    11: 'Q3_K',
    12: 'Q4_K',
    13: 'Q5_K',
    14: 'Q6_K',
    15: 'Q8_K',
    16: 'IQ2_XXS',
    17: 'IQ2_XS',
    18: 'IQ3_XXS',
    19: 'IQ1_S',
    20: 'IQ4_NL',
    21: 'IQ3_S',
    22: 'IQ2_S',
    23: 'IQ4_XS',
    29: 'IQ1_M',
    30: 'BF16',
    34: 'TQ1_0',
    35: 'TQ2_0',
    39: 'MXFP4',
  }).map(([code, name]) => [Number(code), name]),
)

/** The types that are read. */
export type GgmlType = keyof typeof BLOCKS

/** Values and bytes of a block (ggml-org/ggml, src/ggml-common.h). */
export const BLOCKS = {
  F32: { values: 1, bytes: 4 },
  F16: { values: 1, bytes: 2 },
  BF16: { values: 1, bytes: 2 },
  Q4_0: { values: 32, bytes: 18 },
  Q4_1: { values: 32, bytes: 20 },
  Q5_0: { values: 32, bytes: 22 },
  Q5_1: { values: 32, bytes: 24 },
  Q8_0: { values: 32, bytes: 34 },
  Q4_K: { values: 256, bytes: 144 },
  Q5_K: { values: 256, bytes: 176 },
  Q6_K: { values: 256, bytes: 210 },
} as const

/** A type whose values are integers with a scale. */
export type QuantisedType = Exclude<GgmlType, 'F32' | 'F16' | 'BF16'>

/**
 * How a quantised type is repacked: `values` that share a scale; bits of the integers; whether each
 * scale comes with an offset.
 */
export const PACKINGS: Readonly<
  Record<QuantisedType, { readonly values: 16 | 32; readonly bits: 4 | 8; readonly offset: boolean }>
> = {
  Q4_0: { values: 32, bits: 4, offset: false },
  Q4_1: { values: 32, bits: 4, offset: true },
  Q5_0: { values: 32, bits: 8, offset: false },
  Q5_1: { values: 32, bits: 8, offset: true },
  Q8_0: { values: 32, bits: 8, offset: false },
  Q4_K: { values: 32, bits: 4, offset: true },
  Q5_K: { values: 32, bits: 8, offset: true },
  Q6_K: { values: 16, bits: 8, offset: false },
}
