import { type FlowSigmas } from './flow-sigmas.ts'
import { type Scheduler, type SchedulerSnapshot } from './scheduler.ts'

/**
 * UniPC of order 2 with the B₂(h) = eʰ - 1 variant, data prediction, corrector from the second step
 * on (Zhao et al. 2023, arXiv 2302.04867; diffusers, schedulers/scheduling_unipc_multistep.py with
 * solver_order 2 and solver_type bh2), for flow matching: α = 1 - σ, λ = ln α - ln σ. The first
 * step is of order 1 for want of history; the last, to σ = 0, leads to the data prediction whatever
 * its order. The 2 × 2 systems of the source are solved in closed form. Coefficients are float64,
 * samples float32. Keeps three arrays of the sample's size. With a snapshot it resumes from it.
 *
 * @throws RangeError for a snapshot that is not of this schedule and sampler, and for a noise level
 *   of 1, whose λ is infinite.
 */
export function createUniPc({ timesteps, sigmas }: FlowSigmas, from?: SchedulerSnapshot): Scheduler {
  const steps = timesteps.length
  if (!(sigmas[0]! < 1)) throw new RangeError(`UniPC cannot start at noise level ${sigmas[0]}`)
  const sigmaAt = (i: number) => sigmas[i]!
  const lambdaAt = (i: number) => Math.log(1 - sigmaAt(i)) - Math.log(sigmaAt(i))

  // Data predictions of the previous step and the one before it, and the corrected sample that the
  // previous step started from.
  let [newest, older, lastSample] = historyOf(from)
  let nextIndex = from?.nextIndex ?? 0
  if (nextIndex > steps)
    throw new RangeError(`a snapshot before step ${nextIndex} in a run of ${steps} steps`)

  /** Corrects sample(i) with the prediction at i. */
  const correct = (i: number, data: Float32Array): Float32Array => {
    const { ratio, phi, scale, h } = transition(sigmaAt(i - 1), sigmaAt(i), lambdaAt(i) - lambdaAt(i - 1))
    if (i === 1) {
      // base - α φ ½ (m - m₀)
      return combine(ratio, lastSample, -scale / 2, newest, -scale / 2, data)
    }
    const r = (lambdaAt(i - 2) - lambdaAt(i - 1)) / h
    const b1 = (phi / -h - 1) / phi
    const b2 = (2 * ((phi / -h - 1) / -h - 0.5)) / phi
    const rho0 = (b1 - b2) / (1 - r)
    const rho1 = (b2 - r * b1) / (1 - r)
    // base - α φ (ρ₀ (m₋₁ - m₀) / r + ρ₁ (m - m₀))
    return combine(
      ratio,
      lastSample,
      -scale * (1 - rho0 / r - rho1),
      newest,
      -scale * rho1,
      data,
      (-scale * rho0) / r,
      older,
    )
  }

  /** sample(i + 1) from sample(i) and the predictions at i and i - 1. */
  const predict = (i: number, sample: Float32Array): Float32Array => {
    if (sigmaAt(i + 1) === 0) return newest
    const { ratio, scale, h } = transition(sigmaAt(i), sigmaAt(i + 1), lambdaAt(i + 1) - lambdaAt(i))
    if (i === 0) return combine(ratio, sample, -scale, newest)
    const r = (lambdaAt(i - 1) - lambdaAt(i)) / h
    // base - α φ ½ (m₋₁ - m₀) / r
    return combine(ratio, sample, -scale * (1 - 0.5 / r), newest, (-scale * 0.5) / r, older)
  }

  return {
    timesteps,
    sigmas,
    step(index, prediction, sample) {
      if (index !== nextIndex || index >= steps) {
        throw new RangeError(`step ${index} of ${steps} was taken when ${nextIndex} was due`)
      }
      if (prediction.length !== sample.length || (index > 0 && sample.length !== newest.length)) {
        throw new RangeError(`prediction of ${prediction.length} values for a sample of ${sample.length}`)
      }
      const data = combine(1, sample, -sigmaAt(index), prediction)
      const corrected = index > 0 ? correct(index, data) : sample.slice()
      older = newest
      newest = data
      lastSample = corrected
      nextIndex = index + 1
      return predict(index, corrected)
    },
    snapshot: () => ({ nextIndex, history: nextIndex === 0 ? [] : [newest, older, lastSample] }),
  }
}

function historyOf(from: SchedulerSnapshot | undefined): [Float32Array, Float32Array, Float32Array] {
  const none = new Float32Array()
  if (!from || from.nextIndex === 0) return [none, none, none]
  const [newest, older, lastSample] = from.history
  const fits =
    newest && older && lastSample && newest.length === lastSample.length && from.history.length === 3
  // The prediction before the newest exists from the second step on.
  if (!fits || older.length !== (from.nextIndex > 1 ? newest.length : 0)) {
    throw new RangeError(
      `history of ${from.history.map((one) => one.length).join(', ')} values is not UniPC's`,
    )
  }
  return [newest, older, lastSample]
}

/** From σ₀ to σ over h = λ - λ₀: base = (σ/σ₀) x - α φ m₀ with φ = e⁻ʰ - 1; `scale` is α φ. */
function transition(from: number, to: number, h: number) {
  const phi = Math.expm1(-h)
  return { ratio: to / from, phi, scale: (1 - to) * phi, h }
}

/** a x + b y + c z + d w, element by element; summed in float64 and stored as float32. */
function combine(
  a: number,
  x: Float32Array,
  b: number,
  y: Float32Array,
  c: number = 0,
  z: Float32Array = y,
  d: number = 0,
  w: Float32Array = y,
): Float32Array {
  const sum = new Float32Array(x.length)
  for (let i = 0; i < sum.length; i++) sum[i] = a * x[i]! + b * y[i]! + c * z[i]! + d * w[i]!
  return sum
}
