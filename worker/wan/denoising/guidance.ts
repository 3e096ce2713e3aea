/**
 * Whether classifier-free guidance has an effect at this scale: at 1, and only there, the guided
 * prediction is the conditional one, and no unconditional prediction is needed. Below 1 the video
 * moves towards the negative prompt, as in the code of the Wan authors (Wan2.2, wan/text2video.py),
 * which asks each expert's own scale; diffusers decides by the first expert's alone and takes 1 and
 * less for off.
 */
export function needsGuidance(scale: number): boolean {
  return scale !== 1
}

/**
 * Classifier-free guidance (Ho and Salimans 2022, arXiv 2207.12598): unconditional + scale ·
 * (conditional - unconditional), stored as float32 over `unconditional`. The layout does not
 * matter.
 */
export function guide(conditional: Float32Array, unconditional: Float32Array, scale: number): Float32Array {
  if (conditional.length !== unconditional.length) {
    throw new RangeError(`predictions of ${conditional.length} and ${unconditional.length} values`)
  }
  for (let i = 0; i < conditional.length; i++) {
    const base = unconditional[i]!
    unconditional[i] = base + scale * (conditional[i]! - base)
  }
  return unconditional
}
