import { openaiEvents } from '#api/dialects/openai/events.ts'
import type { Handler } from '#api/endpoints/endpoint.ts'

/** Everything of the tenant as it happens. @throws AppError service_unavailable. */
export const watchEvents: Handler = ({ tenantStreams }) => tenantStreams.open(openaiEvents)
