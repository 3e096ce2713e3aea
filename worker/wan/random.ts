/** Names {@link normalNoise} in manifests; the version rises when a seed gives other numbers. */
export const NOISE_GENERATOR = { generator: 'torch-cpu', version: 1 } as const

const STATE_WORDS = 624
const SHIFT_WORDS = 397
const BLOCK = 16
const TWO_PI = Math.fround(2 * Math.PI)
const fround = Math.fround

/**
 * `count` standard normal float32 values as `torch.randn(...,
 * generator=torch.Generator('cpu').manual_seed(seed))` draws them, so a seed gives the noise that
 * it gives in diffusers and ComfyUI. Only the low 32 bits of `seed` (0 … 2⁵³ − 1) matter, as in
 * torch. Agrees with torch 2.13 to 5e-7: its vectorised logarithm and cosine are off by a unit in
 * the last place here and there.
 *
 * Algorithm: Mersenne Twister (Matsumoto and Nishimura 1998) and Box-Muller, in the order of
 * torch's aten/src/ATen/native/cpu/DistributionTemplates.h (normal_fill): from 16 values on,
 * uniforms of 24 bits are drawn for all and transformed in place in blocks of 16, the last block
 * being redrawn when the count is no multiple of 16; below 16, pairs of 53-bit uniforms in
 * float64.
 */
export function normalNoise(seed: number, count: number): Float32Array {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`seed ${seed} is not in 0 … 2^53 - 1`)
  const next = mersenneTwister(seed)
  const values = new Float32Array(count)
  if (count < BLOCK) fillPairs(values, next)
  else fillBlocks(values, next)
  return values
}

function fillBlocks(values: Float32Array, next: () => number): void {
  const uniform = () => (next() & 0xff_ffff) * 2 ** -24
  for (let i = 0; i < values.length; i++) values[i] = uniform()
  const rest = values.length % BLOCK
  for (let i = 0; i < values.length - rest; i += BLOCK) transformBlock(values, i)
  if (rest === 0) return
  const last = values.length - BLOCK
  for (let i = last; i < values.length; i++) values[i] = uniform()
  transformBlock(values, last)
}

/**
 * Box-Muller on 8 pairs (u₁ at j, u₂ at j + 8), each intermediate result in float32 as torch's
 * vector registers hold it.
 */
function transformBlock(values: Float32Array, start: number): void {
  for (let i = start; i < start + BLOCK / 2; i++) {
    const u1 = fround(1 - values[i]!)
    const radius = fround(Math.sqrt(fround(-2 * fround(Math.log(u1)))))
    const angle = fround(TWO_PI * values[i + BLOCK / 2]!)
    values[i] = radius * fround(Math.cos(angle))
    values[i + BLOCK / 2] = radius * fround(Math.sin(angle))
  }
}

function fillPairs(values: Float32Array, next: () => number): void {
  const uniform = () => {
    const high = next() & 0x1f_ffff
    return (high * 2 ** 32 + next()) * 2 ** -53
  }
  for (let i = 0; i < values.length; i += 2) {
    const angle = 2 * Math.PI * uniform()
    const radius = Math.sqrt(-2 * Math.log1p(-uniform()))
    values[i] = radius * Math.cos(angle)
    if (i + 1 < values.length) values[i + 1] = radius * Math.sin(angle)
  }
}

/** MT19937: each call gives the next 32-bit unsigned integer. */
function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(STATE_WORDS)
  state[0] = seed
  for (let i = 1; i < STATE_WORDS; i++) {
    const previous = state[i - 1]!
    state[i] = Math.imul(1_812_433_253, previous ^ (previous >>> 30)) + i
  }
  let position = STATE_WORDS
  return () => {
    if (position === STATE_WORDS) {
      twist(state)
      position = 0
    }
    let word = state[position++]!
    word ^= word >>> 11
    word ^= (word << 7) & 0x9d2c_5680
    word ^= (word << 15) & 0xefc6_0000
    return (word ^ (word >>> 18)) >>> 0
  }
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < STATE_WORDS; i++) {
    const bits = (state[i]! & 0x8000_0000) | (state[(i + 1) % STATE_WORDS]! & 0x7fff_ffff)
    state[i] = state[(i + SHIFT_WORDS) % STATE_WORDS]! ^ (bits >>> 1) ^ (bits & 1 ? 0x9908_b0df : 0)
  }
}
