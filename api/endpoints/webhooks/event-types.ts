import { WEBHOOK_EVENT_TYPES } from '#core/task/event.ts'
import { noStore } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'

/** Every type of event that an endpoint can subscribe to. */
export const listEventTypes = endpoint({
  act: async () => [...WEBHOOK_EVENT_TYPES],
  render: (data) => noStore({ object: 'list', data }),
})
