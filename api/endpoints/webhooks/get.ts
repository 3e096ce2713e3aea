import { endpoint } from '#api/endpoints/endpoint.ts'
import { renderEndpoint } from './bodies.ts'
import { findTenantEndpoint, parseEndpointId } from './find-endpoint.ts'

/** One webhook endpoint. */
export const getEndpoint = endpoint({
  parse: parseEndpointId,
  act: findTenantEndpoint,
  render: renderEndpoint,
})
