import type { FileRow } from '#core/store/files.ts'
import type { WireResponse } from '#api/dialects/dialect.ts'
import { noStore, unixTime } from '#api/dialects/wire.ts'
import type { components } from '#api/openapi.gen.ts'

type Schemas = components['schemas']

/** A file as the contract shows it. */
export const fileBody = (row: FileRow): Schemas['File'] => ({
  id: row.id,
  object: 'file',
  bytes: row.size_bytes,
  created_at: unixTime(row.created_at),
  expires_at: unixTime(row.expires_at),
  filename: row.name,
  purpose: row.purpose as Schemas['FilePurpose'],
  status: 'processed',
  content_type: row.content_type as Schemas['File']['content_type'],
})

/** 200 with the file, never stored. */
export const renderFile = (row: FileRow): WireResponse => noStore(fileBody(row))
