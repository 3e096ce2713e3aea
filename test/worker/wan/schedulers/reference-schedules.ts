import { join, resolve } from 'node:path'
import { type Reference, readTensors } from '#test/support/onnx/reference.ts'

export const SCHEDULES_FOLDER = resolve(import.meta.dirname, '../../../reference/schedules')

/**
 * Noise levels and timesteps of four schedules, and what the solvers of diffusers make of given
 * predictions on them.
 */
export function readSchedules(): Promise<Reference> {
  return readTensors(join(SCHEDULES_FOLDER, 'schedules.safetensors'))
}
