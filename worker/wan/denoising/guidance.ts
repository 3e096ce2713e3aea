/**
 * Whether classifier-free guidance has an effect at this scale; if not, no unconditional prediction
 * is needed.
 */
export function needsGuidance(scale: number): boolean {
  return scale > 1
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
