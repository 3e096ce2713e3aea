import type { RequestHandler } from 'express'
import { withDerivedNames, type Derivation } from '#api/dialects/openai/peers/derived-names.ts'
import { withOwnNames } from '#api/dialects/openai/peers/peer-names.ts'

/**
 * Puts a create, or what derives from a finished video, under the names of the contract. The body
 * keeps its identity, because the items of a batch are bodies inside another one.
 *
 * @throws AppError as `withOwnNames` and `withDerivedNames`.
 */
export function peerNames(derivation: Derivation | null = null): RequestHandler {
  return (req, _res, next) => {
    const body: unknown = req.body
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
      const members = body as Record<string, unknown>
      const files = (req.files ?? []) as Express.Multer.File[]
      const fields = files.map(({ fieldname }) => fieldname)
      const own =
        derivation === null ? withOwnNames(members, fields) : withDerivedNames(derivation, members, fields)
      for (const name of Object.keys(members)) delete members[name]
      Object.assign(members, own.body)
      for (const [i, file] of files.entries()) file.fieldname = own.fileFields[i] as string
    }
    next()
  }
}
