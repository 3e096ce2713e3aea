import { fieldsOf } from './json-fields.ts'

/**
 * Values of diffusers' UniPCMultistepScheduler (schedulers/scheduling_unipc_multistep.py) that a
 * Wan model is trained for or sampled with; an absent or null one has this value too. Steps, shift
 * and schedule are not taken from here: requests and service.json state them.
 */
const EXPECTED: Readonly<Record<string, unknown>> = {
  prediction_type: 'flow_prediction',
  num_train_timesteps: 1000,
  use_flow_sigmas: true,
  solver_order: 2,
  solver_type: 'bh2',
  predict_x0: true,
  lower_order_final: true,
  thresholding: false,
  disable_corrector: [],
  final_sigmas_type: 'zero',
  timestep_spacing: 'linspace',
  steps_offset: 0,
  use_karras_sigmas: false,
  use_exponential_sigmas: false,
  use_beta_sigmas: false,
  use_dynamic_shifting: false,
  rescale_betas_zero_snr: false,
  solver_p: null,
  shift_terminal: null,
}
/**
 * The shift is stated elsewhere; the others belong to schedules of variances, thresholding and
 * dynamic shifting, which are off.
 */
const WITHOUT_EFFECT = [
  ...['flow_shift', 'beta_start', 'beta_end', 'beta_schedule', 'trained_betas', 'sigma_min', 'sigma_max'],
  ...['dynamic_thresholding_ratio', 'sample_max_value', 'time_shift_type'],
]

/**
 * Refuses a parsed scheduler_config.json that asks for other mathematics than flow matching with
 * UniPC: then the model predicts something else, or was tuned for a sampler that is not here.
 *
 * @throws Error that names the key.
 */
export function checkSchedulerConfig(json: unknown): void {
  const fields = fieldsOf(json)
  fields.choice('_class_name', ['UniPCMultistepScheduler'])
  for (const [key, value] of Object.entries(json as Readonly<Record<string, unknown>>)) {
    if (key.startsWith('_') || WITHOUT_EFFECT.includes(key)) continue
    if (!Object.hasOwn(EXPECTED, key)) {
      if (value !== null) fields.refuse(key, 'no such key: it may ask for other mathematics')
    } else if (value !== null && JSON.stringify(value) !== JSON.stringify(EXPECTED[key])) {
      fields.refuse(key, JSON.stringify(EXPECTED[key]))
    }
  }
}
