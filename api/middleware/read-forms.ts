import { Transform, type Readable, type Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import * as OpenApiValidator from 'express-openapi-validator'
import { AppError, isAppError } from '#core/errors.ts'
import { stateOf } from '#api/http/request-state.ts'
import { nameImageParts, UNNAMED } from '#api/middleware/wire/image-parts.ts'
import type { ApiSpec } from '#api/contract/request-checks.ts'

/** The longest field, which may hold a data URL. */
const MAX_FIELD_BYTES = 14_000_000

/**
 * Reads multipart forms into `req.body` and `req.files`, in memory: at most two files and 32
 * fields, all parts together within the bytes that the operation permits. Limits of a single file
 * belong to its endpoint. `a[b]` nests, at most three levels deep.
 *
 * @throws AppError request_too_large; invalid_request for a form that cannot be read.
 */
export function readForms(apiSpec: ApiSpec): (maxBodyBytes: number) => RequestHandler[] {
  const readings = new WeakMap<Readable, Reading>()
  const uploader = {
    storage: inMemory,
    // Browsers and curl write file names in UTF-8.
    defParamCharset: 'utf8',
    limits: {
      files: 2,
      fields: 32,
      fieldSize: MAX_FIELD_BYTES,
      fieldNameSize: 200,
      fieldNestingDepth: 3,
      fieldArrayIndexLimit: 32,
      parts: 40,
      headerPairs: 100,
    },
    streamHandler: (req: Readable, parser: Writable) => {
      const state = stateOf((req as Request).res as Response)
      const { maxBodyBytes, refuse } = readings.get(req) as Reading
      const counted = limitBytes(maxBodyBytes, (chunk) => state.bodyDigest?.update(chunk))
      const form = nameImageParts((req as Request).headers['content-type'] ?? '')
      for (const part of [counted, form])
        part.on('error', (error) => {
          refuse(error)
          parser.destroy(error)
        })
      req.pipe(counted).pipe(form).pipe(parser)
    },
  }
  // Made for the first form: making them takes a tenth of a second.
  let made: readonly RequestHandler[] | undefined
  const handlers = (): readonly RequestHandler[] =>
    (made ??= OpenApiValidator.middleware({
      apiSpec,
      validateApiSpec: false,
      validateRequests: false,
      validateResponses: false,
      validateSecurity: false,
      fileUploader: uploader,
    }) as RequestHandler[])
  return (maxBodyBytes) => [
    (req, _res, next) => {
      assertBoundary(req.headers['content-type'] ?? '')
      next()
    },
    (req, res, next) => {
      // The words by which the library itself recognises a form.
      if (req.headers['content-type']?.includes('multipart/form-data') !== true) return next()
      let isSettled = false
      const settle = (error?: unknown): void => {
        if (isSettled) return
        isSettled = true
        next(error)
      }
      const done = translating(req, maxBodyBytes, settle)
      // The library reports an error only when the form has ended.
      readings.set(req, { maxBodyBytes, refuse: done })
      const step = (i: number): void => {
        const handler = handlers()[i]
        if (handler === undefined) return done()
        void handler(req, res, (error?: unknown) => (error === undefined ? step(i + 1) : done(error)))
      }
      step(0)
    },
    (req, _res, next) => {
      settleEmptyFiles(req)
      next()
    },
  ]
}

interface Reading {
  readonly maxBodyBytes: number
  /** Answers the request before its form has ended. */
  refuse(error: Error): void
}

/** @throws AppError invalid_request. */
function assertBoundary(contentType: string): void {
  if (!/^multipart\/form-data/i.test(contentType) || /;\s*boundary=/i.test(contentType)) return
  throw new AppError(
    'invalid_request',
    'The `Content-Type` of the form has no `boundary`. Do not set that header yourself; your HTTP client ' +
      'does, when it is given a form.',
  )
}

/** Marks a file without bytes until the form is read. */
const EMPTY = '\0'

type Upload = Express.Multer.File & { readonly stream: Readable }

/** As multer's own memory storage. The library sets the field of every file to the empty text. */
const inMemory = {
  _handleFile(_req: unknown, file: Upload, done: (error: unknown, info?: object) => void): void {
    buffer(file.stream).then(
      (bytes) =>
        done(null, {
          buffer: bytes,
          size: bytes.length,
          ...(bytes.length === 0 ? { fieldname: EMPTY + file.fieldname } : {}),
        }),
      done,
    )
  },
  _removeFile(_req: unknown, _file: unknown, done: (error: null) => void): void {
    done(null)
  },
}

/**
 * An empty part, as browsers send for a file that was not chosen, gives way to other values of its
 * field. One without a file name says nothing.
 */
function settleEmptyFiles(req: Request): void {
  const files = (req.files ?? []) as Express.Multer.File[]
  if (!files.some(({ fieldname }) => fieldname.startsWith(EMPTY))) return
  const body = req.body as Record<string, unknown>
  for (const name of Object.keys(body)) if (name.startsWith(EMPTY)) delete body[name]
  req.files = files.filter((file) => {
    if (!file.fieldname.startsWith(EMPTY)) return true
    file.fieldname = file.fieldname.slice(EMPTY.length)
    if (Object.hasOwn(body, file.fieldname) || file.originalname === UNNAMED) return false
    body[file.fieldname] = ''
    return true
  })
}

function limitBytes(maxBytes: number, see: (chunk: Buffer) => void): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      see(chunk)
      if (seen > maxBytes) done(new Error(TOO_LARGE))
      else done(null, chunk)
    },
  })
}

const TOO_LARGE = 'form too large'

/**
 * Any error while a form is read is the client's; the library reports some of them as the server's.
 */
function translating(req: Request, maxBodyBytes: number, next: NextFunction): NextFunction {
  return (error?: unknown) => {
    if (error instanceof Error && !isAppError(error) && req.is('multipart/form-data'))
      next(formError(error, maxBodyBytes))
    else next(error)
  }
}

function formError(error: Error, maxBodyBytes: number): AppError {
  if (error.message === TOO_LARGE)
    return new AppError('request_too_large', `The form must not be larger than ${maxBodyBytes} bytes.`)
  if (error.message === 'Field value too long')
    return new AppError('request_too_large', `A field must not be longer than ${MAX_FIELD_BYTES} bytes.`)
  return new AppError('invalid_request', `The form could not be read: ${error.message}.`, { cause: error })
}
