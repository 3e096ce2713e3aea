import type { RequestHandler } from 'express'
import { withOwnNames } from '#api/dialects/openai/peer-names.ts'

/**
 * Puts a create under the names of the contract. The body keeps its identity, because the items of
 * a batch are bodies inside another one.
 *
 * @throws AppError as `withOwnNames`.
 */
export function peerNames(): RequestHandler {
  return (req, _res, next) => {
    const body: unknown = req.body
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
      const members = body as Record<string, unknown>
      const files = (req.files ?? []) as Express.Multer.File[]
      const own = withOwnNames(
        members,
        files.map(({ fieldname }) => fieldname),
      )
      for (const name of Object.keys(members)) delete members[name]
      Object.assign(members, own.body)
      for (const [i, file] of files.entries()) file.fieldname = own.fileFields[i] as string
    }
    next()
  }
}
