import { listModels } from '#core/store/models.ts'
import { renderModels } from '#api/dialects/openai/models.ts'
import { openai } from '#api/dialects/openai/openai.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'

/** Every model that a worker has registered. */
export const listServedModels = endpoint({
  dialect: openai,
  render: renderModels,
  act: ({ deps }) => listModels(deps.db),
})
