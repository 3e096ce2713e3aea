import type { Request, RequestHandler } from 'express'
import * as OpenApiValidator from 'express-openapi-validator'
import type { Contract, Operation } from './contract.ts'
import { requestsOnly } from './requests-only.ts'

export type ApiSpec = Parameters<typeof OpenApiValidator.middleware>[0]['apiSpec']

/** What the validator knows of a request once it has found its operation. */
interface Found {
  readonly pathParams: Readonly<Record<string, string>>
  readonly [member: string]: unknown
}
type Located = Request & { openapi?: Found }

/** Names of the validator's handlers that find the operation of a request. */
const FINDERS = new Set(['pathParamsMiddleware', 'metadataMiddleware', 'securityMiddleware'])

/** The part of the contract that requests are held against, as the validator takes it. */
export const requestSpec = ({ document }: Contract): ApiSpec => requestsOnly(document) as unknown as ApiSpec

/**
 * The handlers that hold a request of an operation against its schemas. The library compares the
 * path of every request with every path of the contract and compiles each comparison anew, a tenth
 * of the CPU time of a read; here it does so for the first request of an operation, and later ones
 * are known by the route that they have reached.
 *
 * @param isChecked whether the document itself is held against the schema of OpenAPI
 * @throws an error of the library, which `errors` translates.
 */
export function createRequestChecks(
  contract: Contract,
  apiSpec: ApiSpec,
  { isChecked }: { readonly isChecked: boolean },
): (operation: Operation) => RequestHandler[] {
  const handlers = OpenApiValidator.middleware({
    apiSpec,
    validateApiSpec: isChecked,
    validateRequests: { allErrors: true, coerceTypes: false, allowUnknownQueryParameters: false },
    validateResponses: false,
    validateSecurity: false,
    fileUploader: false,
    // In it, the slash of a model's name is encoded.
    useRequestUrl: true,
  }) as RequestHandler[]
  const finders = handlers.filter(({ name }) => FINDERS.has(name))
  const checks = handlers.filter(({ name }) => !FINDERS.has(name))
  const paths = contract.operations.map(({ path }) => path)

  return (operation) => {
    const others = othersLike(operation.path, paths)
    let found: Found | undefined
    const find: RequestHandler = (req, res, next) => {
      if (found !== undefined && others?.test(req.path) !== true) {
        ;(req as Located).openapi = { ...found, pathParams: { ...(req.params as Record<string, string>) } }
        return next()
      }
      const step = (i: number): void => {
        const finder = finders[i]
        if (finder !== undefined)
          return void finder(req, res, (error?: unknown) => (error === undefined ? step(i + 1) : next(error)))
        if (others?.test(req.path) !== true) found = (req as Located).openapi
        next()
      }
      step(0)
    }
    return [find, ...checks]
  }
}

/**
 * What matches the paths that another path of the contract may mean as well, such as
 * `/v1/videos/sync` for `/v1/videos/{video_id}`: the library decides for which of them; null
 * without any.
 */
function othersLike(path: string, paths: readonly string[]): RegExp | null {
  const segments = path.split('/')
  const others = [...new Set(paths)].filter((other) => {
    const its = other.split('/')
    const mayMeet = (own: string, i: number): boolean =>
      own === its[i] || own.includes('{') || (its[i] as string).includes('{')
    return other !== path && its.length === segments.length && segments.every(mayMeet)
  })
  // The key of a file may have slashes.
  if (path.includes('{key}')) return /^/
  if (others.length === 0) return null
  const pattern = (other: string): string =>
    other
      .split('/')
      .map((segment) => (segment.includes('{') ? '[^/]+' : segment.replaceAll('.', '\\.')))
      .join('/')
  return new RegExp(`^(?:${others.map(pattern).join('|')})/?$`)
}
