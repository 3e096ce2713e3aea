import { listModels, listUnavailableModels } from '#core/store/models.ts'
import { parseModelsQuery, renderModels } from '#api/dialects/openai/models.ts'
import { openai } from '#api/dialects/openai/openai.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'

/**
 * Every model that a worker has registered, each with whether a live worker serves it, and, if
 * asked for, what else lies in the models directories.
 */
export const listServedModels = endpoint({
  dialect: openai,
  parse: parseModelsQuery,
  render: renderModels,
  act: async ({ deps }, { unavailable }) => ({
    models: await listModels(deps.db),
    unavailable: unavailable ? await listUnavailableModels(deps.db) : null,
  }),
})
