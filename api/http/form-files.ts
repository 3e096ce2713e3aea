import type { Request } from 'express'
import type { WireFile } from '#api/dialects/dialect.ts'

/** The files of a form, in memory. */
export const filesOf = (req: Request): WireFile[] =>
  ((req.files ?? []) as Express.Multer.File[]).map((file) => ({
    field: file.fieldname,
    name: file.originalname,
    bytes: file.buffer,
  }))

/** Whether the body is a form, whose values are all text. */
export const isForm = (req: Request): boolean =>
  Boolean(req.is(['multipart/form-data', 'application/x-www-form-urlencoded']))
