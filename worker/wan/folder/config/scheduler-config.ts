import type { ModelDefinition } from '#core/task/model-definition.ts'
import { unknownKeys } from './config-keys.ts'
import { fieldsOf, isObject } from './json-fields.ts'

/** How a folder is sampled without a service.json, from its scheduler_config.json. */
export interface FolderSampling {
  readonly sampling: ModelDefinition['sampling']
  readonly flowShift: number
  /** Keys that nothing here reads. */
  readonly ignored: readonly string[]
}

/** A class of diffusers' schedulers. */
interface SchedulerClass {
  /** Equals what diffusers samples with it; Wan's own program in the case of UniPC. */
  readonly sampling: ModelDefinition['sampling']
  /** The key of the flow shift. */
  readonly shift: string
  /** The only value of each key that a Wan model is trained for or sampled with. */
  readonly only: Readonly<Record<string, unknown>>
  /** The class's defaults where they are another value: such a key must be there. */
  readonly required: readonly string[]
  /** Keys of schedules of variances, thresholding and dynamic shifting, which are off. */
  readonly withoutEffect: readonly string[]
}

const EVERY_CLASS = {
  num_train_timesteps: 1000,
  use_karras_sigmas: false,
  use_exponential_sigmas: false,
  use_beta_sigmas: false,
  use_dynamic_shifting: false,
  shift_terminal: null,
}

/** diffusers, schedulers/scheduling_unipc_multistep.py, scheduling_flow_match_euler_discrete.py. */
const CLASSES: Readonly<Record<string, SchedulerClass>> = {
  UniPCMultistepScheduler: {
    sampling: { scheduler: 'unipc', schedule: 'A' },
    shift: 'flow_shift',
    only: {
      ...EVERY_CLASS,
      prediction_type: 'flow_prediction',
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
      rescale_betas_zero_snr: false,
      solver_p: null,
    },
    required: ['prediction_type', 'use_flow_sigmas'],
    withoutEffect: [
      ...['beta_start', 'beta_end', 'beta_schedule', 'trained_betas', 'sigma_min', 'sigma_max'],
      ...['dynamic_thresholding_ratio', 'sample_max_value', 'time_shift_type'],
    ],
  },
  FlowMatchEulerDiscreteScheduler: {
    sampling: { scheduler: 'euler', schedule: 'E' },
    shift: 'shift',
    only: { ...EVERY_CLASS, invert_sigmas: false, stochastic_sampling: false },
    required: [],
    withoutEffect: [
      ...['base_shift', 'max_shift', 'base_image_seq_len', 'max_image_seq_len', 'time_shift_type'],
    ],
  },
}

/** diffusers' shift of a configuration without one: the noise levels fall evenly. */
const NO_SHIFT = 1

/**
 * Reads a parsed scheduler_config.json. An absent key stands for the default of its class.
 *
 * @throws Error that names the key and value for other mathematics than flow matching with UniPC or
 *   Euler: then the model predicts something else, or was tuned for a sampler that is not here.
 */
export function parseSchedulerConfig(json: unknown): FolderSampling {
  const fields = fieldsOf(json)
  const config = isObject(json) ? json : {}
  const { sampling, shift, only, required, withoutEffect } =
    CLASSES[fields.choice('_class_name', Object.keys(CLASSES))]!
  for (const [key, expected] of Object.entries(only)) {
    const value = config[key] ?? null
    const absent = value === null && !required.includes(key)
    if (!absent && JSON.stringify(value) !== JSON.stringify(expected))
      fields.refuse(key, JSON.stringify(expected))
  }
  return {
    sampling,
    flowShift: (config[shift] ?? null) === null ? NO_SHIFT : fields.number(shift, Number.MIN_VALUE),
    ignored: unknownKeys(config, [...Object.keys(only), ...withoutEffect, shift]),
  }
}
