import { fieldError, type AppError } from '#core/errors.ts'
import type { WireResponse } from './dialect.ts'

/** Whole seconds since 1970, as every timestamp of the API is written. */
export const unixTime = (date: Date): number => Math.floor(date.getTime() / 1000)

/** One page of a list, with the cursors of OpenAI's pagination. */
export const listBody = <T extends { readonly id: string }>(data: T[], hasMore: boolean) => ({
  object: 'list' as const,
  data,
  first_id: data[0]?.id ?? null,
  last_id: data.at(-1)?.id ?? null,
  has_more: hasMore,
})

/** The error for an `after` that is not the id of such a thing. */
export const invalidCursor = (noun: 'an event' | 'an attempt'): AppError =>
  fieldError('invalid_request', 'after', `\`after\` must be the id of ${noun}, as \`last_id\` gives it.`, {
    place: 'query',
  })

/** Only the client may keep the answer, and it revalidates it before each use. */
export const PRIVATE = { 'Cache-Control': 'private, no-cache' }
/** Nothing keeps the answer. */
export const NO_STORE = { 'Cache-Control': 'no-store' }

/** JSON that nothing keeps. */
export const noStore = (body: object, status = 200): WireResponse => ({ status, headers: NO_STORE, body })
