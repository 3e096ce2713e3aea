import express, { type RequestHandler, type Response } from 'express'
import { AppError } from '#core/errors.ts'
import { assertDigest } from '#api/auth/signed-requests.ts'
import type { Contract, Operation } from '#api/contract/contract.ts'
import { createRequestChecks, requestSpec } from '#api/contract/request-checks.ts'
import { hasBody } from '#api/http/send.ts'
import type { BodyBudget } from '#api/http/body-budget.ts'
import { stateOf } from '#api/http/request-state.ts'
import { checkItems } from './batch-items.ts'
import { coerceText } from './coerce-text.ts'
import { assertFormBytes } from '#api/middleware/wire/form-bytes.ts'
import { assertJsonBytes } from '#api/middleware/wire/json-bytes.ts'
import { queryNumbers } from '#api/middleware/wire/query-numbers.ts'
import { peerNames } from './peer-names.ts'
import { readForms } from './read-forms.ts'
import { readQuery } from './read-query.ts'
import { checkAddress, checkStructure } from './structure.ts'

/** Uploads take seconds. */
const BUDGET_RETRY_AFTER_SECONDS = 2

/**
 * A client that takes longer than this to send a JSON body is disconnected; an upload may take the
 * server's whole request time.
 */
const JSON_BODY_TIMEOUT_MS = 30_000

/** The part of the chain that turns bytes into a valid request of one operation. */
export type Validate = (operation: Operation) => RequestHandler[]

/** What is made of the contract once, for any number of apps. */
export interface Validators {
  readonly checks: ReturnType<typeof createRequestChecks>
  readonly forms: ReturnType<typeof readForms>
}

export function createValidators(contract: Contract): Validators {
  const apiSpec = requestSpec(contract)
  return {
    checks: createRequestChecks(contract, apiSpec, { isChecked: false }),
    forms: readForms(apiSpec),
  }
}

/**
 * The validating handlers of each operation, derived from the contract. In this order: size, bytes,
 * digest, names, text into types, structure, schema, and the items of a batch.
 *
 * @param budget the memory for bodies
 * @param validators those of the contract, made here if absent
 * @param jsonBodyTimeoutMs the longest time in milliseconds that a body other than a form may take
 * @throws AppError request_too_large, service_unavailable, invalid_request, signature_invalid,
 *   not_found; errors of the libraries are translated by `errors`.
 */
export function createValidate(
  contract: Contract,
  budget: BodyBudget,
  { checks, forms } = createValidators(contract),
  jsonBodyTimeoutMs = JSON_BODY_TIMEOUT_MS,
): Validate {
  return (operation) =>
    operation.body === null
      ? [
          readQuery(contract, operation),
          checkAddress(),
          queryNumbers(contract, operation) ?? [],
          ...checks(operation),
        ].flat()
      : [
          checkAddress(),
          operation.isBodyRequired ? [] : withoutTypeOfNothing,
          admitBody(operation.maxBodyBytes, budget, jsonBodyTimeoutMs),
          withoutWaiting(
            operation.maxBodyBytes,
            express.json({
              limit: operation.maxBodyBytes,
              inflate: false,
              verify: checkJson(operation.maxValues),
            }),
          ),
          withoutWaiting(operation.maxBodyBytes, urlencoded(operation)),
          ...forms(operation.maxBodyBytes),
          checkDigest,
          rememberBody,
          ...readers(operation),
          checkStructure(operation),
          queryNumbers(contract, operation) ?? [],
          ...checks(operation),
          ...itemChecks(operation),
        ].flat()

  function itemChecks(operation: Operation): RequestHandler[] {
    const single = contract.operations.find(({ operationId }) => operationId === operation.itemsOf)
    return single === undefined ? [] : [checkItems(contract, single, [...readers(single), ...checks(single)])]
  }

  function readers(each: Operation): RequestHandler[] {
    return [
      each.takesPeerNames || each.derives !== null ? peerNames(each.derives) : [],
      coerceText(contract, each),
    ].flat()
  }
}

/**
 * A reader that refuses a body of unknown length as soon as it is too long. The library itself does
 * so when the body has ended.
 *
 * @throws AppError request_too_large.
 */
function withoutWaiting(maxBodyBytes: number, reader: RequestHandler): RequestHandler {
  return (req, res, next) => {
    let isSettled = false
    const settle = (error?: unknown): void => {
      if (isSettled) return
      isSettled = true
      next(error)
    }
    void reader(req, res, settle)
    // A reader that has not passed the request on is reading it.
    if (isSettled || req.headers['content-length'] !== undefined) return
    let seen = 0
    req.on('data', (chunk: Buffer) => {
      seen += chunk.length
      if (seen > maxBodyBytes) settle(tooLarge(maxBodyBytes))
    })
  }
}

const tooLarge = (maxBodyBytes: number): AppError =>
  new AppError('request_too_large', `The body must not be larger than ${maxBodyBytes} bytes.`)

const checkJson =
  (maxValues: number) =>
  (_req: unknown, res: unknown, body: Buffer, encoding: string): void => {
    stateOf(res as Response).bodyDigest?.update(body)
    assertJsonBytes(body, encoding, maxValues)
  }

/** A form without files is read as one with files, wherever the operation takes forms. */
const urlencoded = ({ body, maxBodyBytes }: Operation): RequestHandler =>
  express.urlencoded({
    extended: true,
    type: body !== null && Object.hasOwn(body, URLENCODED) ? URLENCODED : [],
    limit: maxBodyBytes,
    inflate: false,
    parameterLimit: 64,
    verify: checkForm,
  })

const URLENCODED = 'application/x-www-form-urlencoded'

function checkForm(_req: unknown, res: unknown, body: Buffer, encoding: string): void {
  stateOf(res as Response).bodyDigest?.update(body)
  assertFormBytes(body, encoding)
}

/** An absent body has no type, though some clients name one. */
const withoutTypeOfNothing: RequestHandler = (req, _res, next) => {
  if (!hasBody(req)) delete req.headers['content-type']
  next()
}

const checkDigest: RequestHandler = (_req, res, next) => {
  assertDigest(stateOf(res).bodyDigest)
  next()
}

const rememberBody: RequestHandler = (req, res, next) => {
  const body: unknown = req.body
  stateOf(res).sentBody = typeof body === 'object' && !Array.isArray(body) ? { ...body } : body
  next()
}

/**
 * Refuses a body that is announced as too large, or for which there is no memory, then lets a
 * client that waits for `100 Continue` send it. A client whose credentials were refused never sends
 * its upload. The memory is held until the answer is complete, because the handler works on the
 * body.
 */
function admitBody(maxBodyBytes: number, budget: BodyBudget, jsonBodyTimeoutMs: number): RequestHandler {
  return (req, res, next) => {
    const announced = req.headers['content-length']
    if (Number(announced ?? 0) > maxBodyBytes) throw tooLarge(maxBodyBytes)
    // A body of unknown length may be as long as the operation permits.
    const isUnknown = announced === undefined && req.headers['transfer-encoding'] !== undefined
    const bytes = isUnknown ? maxBodyBytes : Number(announced ?? 0)
    const release = budget.reserve(stateOf(res).principal?.tenantId ?? null, bytes)
    if (release === null)
      throw new AppError('service_unavailable', 'Too many bytes are being uploaded at once.', {
        retryAfterSeconds: BUDGET_RETRY_AFTER_SECONDS,
      })
    res.once('close', release)
    if (/100-continue/i.test(req.headers.expect ?? '')) res.writeContinue()
    if (!req.is('multipart/form-data')) {
      const timer = setTimeout(() => req.destroy(), jsonBodyTimeoutMs)
      for (const event of ['end', 'close'] as const) req.once(event, () => clearTimeout(timer))
    }
    next()
  }
}
