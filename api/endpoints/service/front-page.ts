import { publicBaseUrl } from '#core/config/config.ts'
import type { Contract } from '#api/contract/contract.ts'
import type { Handler } from '#api/endpoints/endpoint.ts'

/**
 * `/`: leads whoever prefers HTML to the page for people, and answers all others as the older
 * service did, so that a client which names no type never meets a redirect.
 */
export const frontPage =
  (description: Handler): Handler =>
  (service) => {
    const describe = description(service)
    const folder = new URL(publicBaseUrl(service.deps.config)).pathname.replace(/\/$/, '')
    const page = folder + pageForPeople(service.contract)
    return (req, res, next) => {
      res.vary('Accept')
      if (req.accepts(['json', 'html']) !== 'html') return describe(req, res, next)
      res.status(302).set('Location', page).end()
    }
  }

/** The console where this service has one, else the documentation. */
export const pageForPeople = ({ operations }: Pick<Contract, 'operations'>): string =>
  operations.some(({ path }) => path === '/console') ? '/console' : '/docs'
