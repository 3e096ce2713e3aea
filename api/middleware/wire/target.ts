import type { RequestHandler } from 'express'
import { AppError } from '#core/errors.ts'

/**
 * Turns an absolute target (`GET http://host/path`), which every server has to accept, into the
 * path and the Host that it stands for (RFC 9112 §3.2.2). The first handler of the chain.
 */
export function originForm(): RequestHandler {
  return (req, _res, next) => {
    const [, authority, rest = ''] = /^https?:\/\/([^/?#]*)(.*)$/is.exec(req.url) ?? []
    if (authority !== undefined) {
      req.url = rest.startsWith('/') ? rest : `/${rest}`
      req.originalUrl = req.url
      req.headers.host = authority
    }
    next()
  }
}

/**
 * Refuses a request without Host or with several: whoever stands in front of this service might
 * have judged another one (RFC 9112 §3.2).
 *
 * @throws AppError invalid_request.
 */
export function oneHost(): RequestHandler {
  return (req, res, next) => {
    const names = req.rawHeaders.filter((text, i) => i % 2 === 0 && text.toLowerCase() === 'host')
    if (names.length > 1 || (names.length === 0 && req.httpVersion === '1.1')) {
      res.set('Connection', 'close')
      throw new AppError('invalid_request', 'The request must have exactly one `Host` header.')
    }
    next()
  }
}

/**
 * Refuses an expectation other than `100-continue`, which no server knows (RFC 9110 §10.1.1). One
 * of HTTP/1.0 is ignored.
 *
 * @throws AppError invalid_request.
 */
export function knownExpectation(): RequestHandler {
  return (req, _res, next) => {
    const { expect } = req.headers
    if (expect !== undefined && req.httpVersion !== '1.0' && !/^\s*100-continue\s*$/i.test(expect))
      throw new AppError('invalid_request', 'The only `Expect` that can be met is `100-continue`.', {
        status: 417,
      })
    next()
  }
}

/**
 * Joins the segments of a model's name: Hugging Face ids contain a slash, which some clients send
 * as it is and others as `%2F`.
 */
export function modelNamePath(): RequestHandler {
  return (req, _res, next) => {
    req.url = req.url.replace(/^(\/v1\/models\/)([^?]*[^?/])/, (_, start: string, name: string) => {
      return start + name.replaceAll('/', '%2F')
    })
    next()
  }
}
