import { readNumber } from '#api/dialects/read-number.ts'

/** Members of a body before it is held against the contract. */
export type Members = Readonly<Record<string, unknown>>

/** Whether a client said anything: null, and the empty text or list of a form, say nothing. */
export const isGiven = (value: unknown): boolean =>
  value !== undefined &&
  value !== null &&
  value !== '' &&
  !(typeof value === 'object' && Object.keys(value).length === 0)

/** Whether a client said anything where a list or an object is a wrong answer rather than none. */
export const isSent = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

/** The number of a member, or of its text by the rule for all numbers; null for anything else. */
export const numberOf = (value: unknown): number | null =>
  typeof value === 'number' ? value : typeof value === 'string' ? readNumber(value) : null

/** Text that holds a JSON object or list as that, and any other value as it is. */
export function readJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
