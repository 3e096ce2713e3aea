import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type FloatType } from '#worker/graphs/onnx/builder.ts'

export interface Difference {
  /**
   * Relative error of the latents after the last step: the root of the summed squared differences
   * over the root of the summed squared expected values.
   */
  readonly latents: number
  /** Mean absolute difference of the bytes of the frames, from 0 to 255. */
  readonly pixels: number
}

/**
 * Compares the result folders of two runs of gpu-check-run.ts.
 *
 * @throws Error when sizes differ or a latent is not finite.
 */
export async function compareRuns(folder: string, reference: string): Promise<Difference> {
  const floats = async (path: string) => {
    const bytes = await readFile(join(path, 'latents.bin'))
    return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
  }
  const [latents, expected] = [await floats(folder), await floats(reference)]
  const [pixels, expectedPixels] = [folder, reference].map((path) => readFile(join(path, 'frames.bin')))
  return {
    latents: relativeError(latents, expected),
    pixels: meanDifference(await pixels!, await expectedPixels!),
  }
}

/**
 * The relative error of `values`: the root of the summed squared differences from `expected` over
 * the root of the summed squares of `expected`.
 *
 * @throws Error when lengths differ, when there are no values, or when a value is not finite.
 */
export function relativeError(values: Float32Array, expected: Float32Array): number {
  if (values.length !== expected.length || values.length === 0)
    throw new Error(`${values.length} latents, expected ${expected.length}`)
  let [difference, square] = [0, 0]
  for (const [i, value] of values.entries()) {
    if (!Number.isFinite(value)) throw new Error(`latent ${i} is ${value}`)
    difference += (value - expected[i]!) ** 2
    square += expected[i]! ** 2
  }
  return Math.sqrt(difference / square)
}

function meanDifference(bytes: Uint8Array, expected: Uint8Array): number {
  if (bytes.length !== expected.length || bytes.length === 0)
    throw new Error(`${bytes.length} bytes of frames, expected ${expected.length}`)
  return bytes.reduce((sum, byte, i) => sum + Math.abs(byte - expected[i]!), 0) / bytes.length
}

/**
 * The largest difference allowed between a tiny model's run in each float type and its float32 run
 * on the CPU. One forward is off by 1.3e-3 in float16 and 9e-3 in bfloat16; guidance multiplies
 * that by about its scale, and the errors of the steps add up.
 */
export const TOLERANCES: Readonly<Record<FloatType, Difference>> = {
  float32: { latents: 2e-3, pixels: 0.5 },
  float16: { latents: 0.02, pixels: 3 },
  bfloat16: { latents: 0.1, pixels: 12 },
}
