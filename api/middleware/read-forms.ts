import { Transform, type Readable, type Writable } from 'node:stream'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import * as OpenApiValidator from 'express-openapi-validator'
import { AppError } from '#core/errors.ts'
import { INPUT_IMAGE_LIMITS } from '#core/input-image.ts'
import { stateOf } from '#api/request-state.ts'

type ValidatorOptions = Parameters<typeof OpenApiValidator.middleware>[0]

/** All parts of a form together; one field may be as long, since it may hold a data URL. */
const MAX_FORM_BYTES = 14_000_000

/**
 * Multipart forms into `req.body` and `req.files`, in memory: one file of at most 10 MB, 32 fields, 14 MB in all.
 * `a[b]` nests, at most three levels deep.
 */
export function readForms(apiSpec: ValidatorOptions['apiSpec']): RequestHandler[] {
  const uploader = {
    // Names of files as browsers and curl write them.
    defParamCharset: 'utf8',
    limits: {
      files: 1,
      fileSize: INPUT_IMAGE_LIMITS.maxBytes,
      fields: 32,
      fieldSize: MAX_FORM_BYTES,
      fieldNameSize: 200,
      fieldNestingDepth: 3,
      fieldArrayIndexLimit: 32,
      parts: 40,
      headerPairs: 100,
    },
    streamHandler: (req: Readable, parser: Writable) => {
      const state = stateOf((req as Request).res as Response)
      const counted = limitBytes(MAX_FORM_BYTES, (chunk) => state.bodyDigest?.update(chunk))
      counted.on('error', (error) => parser.destroy(error))
      req.pipe(counted).pipe(parser)
    },
  }
  const handlers = OpenApiValidator.middleware({
    apiSpec,
    validateApiSpec: false,
    validateRequests: false,
    validateResponses: false,
    validateSecurity: false,
    fileUploader: uploader,
  })
  return handlers.map(
    (handler): RequestHandler =>
      (req, res, next) =>
        handler(req, res, translating(req, next)),
  )
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

/** Everything that goes wrong while a form is read is the form's fault; the library words some of it as ours. */
function translating(req: Request, next: NextFunction): NextFunction {
  return (error?: unknown) => {
    if (error instanceof Error && req.is('multipart/form-data')) next(formError(error))
    else next(error)
  }
}

function formError(error: Error): AppError {
  if (error.message === 'File too large')
    return new AppError(
      'input_reference_too_large',
      `The file is larger than ${INPUT_IMAGE_LIMITS.maxBytes} bytes.`,
      {
        param: 'input_reference',
        errors: [{ pointer: '/input_reference', message: 'The file is too large.' }],
      },
    )
  if (error.message === TOO_LARGE || error.message === 'Field value too long')
    return new AppError('request_too_large', `The form must not be larger than ${MAX_FORM_BYTES} bytes.`)
  return new AppError('invalid_request', `The form could not be read: ${error.message}.`, { cause: error })
}
