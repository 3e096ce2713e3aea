const BASE = 10_000

/** Sizes of the token grid, in tokens. */
export interface TokenGrid {
  readonly frames: number
  readonly rows: number
  readonly columns: number
}

/** Cosines and sines, [tokens, headDim / 2] each, tokens in the order (frame, row, column). */
export interface RotaryTables {
  readonly cos: Float32Array
  readonly sin: Float32Array
}

/**
 * Rotary position angles of Wan's three axes: `headDim` features are split into frame, row and
 * column parts (44, 42, 42 of 128), and feature pair k of a part of d turns by position ·
 * 10000^(-2k/d). Computed in float64, stored as float32. Source: diffusers,
 * models/transformers/transformer_wan.py (WanRotaryPosEmbed); RoFormer, arXiv 2104.09864.
 */
export function rotaryTables({ frames, rows, columns }: TokenGrid, headDim: number): RotaryTables {
  const sideDim = 2 * Math.floor(headDim / 6)
  const axes = {
    frame: anglesOf(frames, headDim - 2 * sideDim),
    row: anglesOf(rows, sideDim),
    column: anglesOf(columns, sideDim),
  }
  const cos = new Float32Array((frames * rows * columns * headDim) / 2)
  const sin = new Float32Array(cos.length)
  let position = 0
  const append = ({ pairs, cosines, sines }: AxisAngles, index: number) => {
    const start = index * pairs
    for (let k = start; k < start + pairs; k++, position++) {
      cos[position] = cosines[k]!
      sin[position] = sines[k]!
    }
  }
  for (let frame = 0; frame < frames; frame++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        append(axes.frame, frame)
        append(axes.row, row)
        append(axes.column, column)
      }
    }
  }
  return { cos, sin }
}

interface AxisAngles {
  readonly pairs: number
  readonly cosines: Float64Array
  readonly sines: Float64Array
}

function anglesOf(positions: number, dim: number): AxisAngles {
  const pairs = dim / 2
  const angles = Float64Array.from({ length: positions * pairs }, (_, i) => {
    const k = i % pairs
    return Math.floor(i / pairs) * BASE ** ((-2 * k) / dim)
  })
  return { pairs, cosines: angles.map(Math.cos), sines: angles.map(Math.sin) }
}
