import { setImmediate } from 'node:timers/promises'
import type { Request, RequestHandler, Response } from 'express'
import { AppError, isAppError } from '#core/errors.ts'
import type { Contract, Operation } from '#api/contract/contract.ts'
import { stateOf } from '#api/http/request-state.ts'
import { invalidRequest, type RawFieldError } from '#api/contract/validation-errors.ts'

/** Items checked before the event loop may serve other requests. */
const ITEMS_AT_ONCE = 50

/**
 * Checks every item of a batch against the contract of the operation for a single one, by the same
 * handlers, and records what is wrong with it instead of refusing the batch.
 *
 * @param handlers read and check a body of `single`
 * @throws any error that is not about the content of an item.
 */
export function checkItems(
  contract: Contract,
  single: Operation,
  handlers: readonly RequestHandler[],
): RequestHandler {
  return async (req, res, next) => {
    const { items } = req.body as { items: readonly unknown[] }
    const faults: (AppError | null)[] = []
    for (const [i, item] of items.entries()) {
      if (i % ITEMS_AT_ONCE === ITEMS_AT_ONCE - 1) await setImmediate()
      faults.push(await faultOf(contract, single, requestOf(req, single, item), res, handlers, item))
    }
    stateOf(res).itemFaults = faults
    next()
  }
}

/** The item as a request of its own. */
function requestOf(req: Request, single: Operation, body: unknown): Request {
  const own = { method: single.method.toUpperCase(), url: single.path, originalUrl: single.path, body }
  const values = { ...own, query: {}, params: {}, openapi: undefined }
  return Object.create(
    req,
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        { value, writable: true, configurable: true, enumerable: true },
      ]),
    ),
  ) as Request
}

async function faultOf(
  contract: Contract,
  single: Operation,
  req: Request,
  res: Response,
  handlers: readonly RequestHandler[],
  item: unknown,
): Promise<AppError | null> {
  const sent = { ...(item as object) }
  try {
    for (const handler of handlers) await passing(handler, req, res)
    return null
  } catch (error) {
    if (isAppError(error)) return error
    const raw = (error as { errors?: readonly RawFieldError[] }).errors
    if (raw === undefined) throw error
    return invalidRequest(contract, single, req, raw, sent)
  }
}

const passing = (handler: RequestHandler, req: Request, res: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    const done = (error?: unknown): void => {
      if (error === undefined) resolve()
      else reject(error instanceof Error ? error : new Error('a handler failed', { cause: error }))
    }
    Promise.resolve(handler(req, res, done)).catch(reject)
  })
