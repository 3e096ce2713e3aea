import type { Dialect } from '#api/dialects/dialect.ts'
import { halfOf, linksOf, type Handler } from '#api/endpoints/endpoint.ts'
import { sendJson } from '#api/http/send.ts'

/** The self-description of an older service, without credentials. */
export const describe =
  (dialect: Dialect): Handler =>
  ({ deps }) => {
    const render = halfOf(dialect, 'render', 'describe')
    return (_req, res) => sendJson(res, render({}, linksOf(deps)))
  }
