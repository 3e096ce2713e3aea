import { Transform, type Readable, type Writable } from 'node:stream'
import type { NextFunction, Request, RequestHandler } from 'express'
import * as OpenApiValidator from 'express-openapi-validator'
import { AppError } from '#core/errors.ts'
import { INPUT_IMAGE_LIMITS } from '#core/input-image.ts'

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
      const counted = limitBytes(MAX_FORM_BYTES)
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

function limitBytes(maxBytes: number): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      if (seen > maxBytes) done(new Error(TOO_LARGE))
      else done(null, chunk)
    },
  })
}

const TOO_LARGE = 'form too large'

/** Where the one file of a form is expected, by path. */
const FILE_FIELDS: Readonly<Record<string, string>> = {
  '/v1/files': 'file',
  '/v1/videos/extensions': 'video',
}

/** Everything that goes wrong while a form is read is the form's fault; the library words some of it as ours. */
function translating(req: Request, next: NextFunction): NextFunction {
  return (error?: unknown) => {
    if (error instanceof Error && req.is('multipart/form-data'))
      next(formError(error, FILE_FIELDS[req.path] ?? 'input_reference'))
    else next(error)
  }
}

/** @param field where the one file of the form is expected */
function formError(error: Error, field: string): AppError {
  if (error.message === 'File too large')
    return new AppError(
      'input_reference_too_large',
      `The file is larger than ${INPUT_IMAGE_LIMITS.maxBytes} bytes.`,
      {
        param: field,
        errors: [{ pointer: `/${field}`, message: 'The file is too large.' }],
      },
    )
  if (error.message === TOO_LARGE || error.message === 'Field value too long')
    return new AppError('request_too_large', `The form must not be larger than ${MAX_FORM_BYTES} bytes.`)
  return new AppError('invalid_request', `The form could not be read: ${error.message}.`, { cause: error })
}
