import { listModels } from '#core/store/models.ts'
import type { Act } from '#api/endpoints/action.ts'

/** Everything that workers have registered. */
export const models: Act<'models'> = async ({ deps }, _input, render) =>
  render({ models: await listModels(deps.db) })
