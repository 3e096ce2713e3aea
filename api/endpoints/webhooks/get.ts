import { endpoint } from '#api/endpoints/endpoint.ts'
import { renderEndpoint } from './bodies.ts'
import { findTenantEndpoint, parseEndpointId } from './find-endpoint.ts'

/** One webhook endpoint. @throws AppError webhook_endpoint_not_found. */
export const getEndpoint = endpoint({
  parse: parseEndpointId,
  act: findTenantEndpoint,
  render: renderEndpoint,
})
