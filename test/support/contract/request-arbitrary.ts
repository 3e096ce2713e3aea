import fc, { type Arbitrary } from 'fast-check'
import type { Contract, Operation, Parameter } from '#api/contract/contract.ts'
import { arbitraryOf } from './arbitrary.ts'

/**
 * A request as data, so that a failing one can be printed. `{name}` stands for an id that exists
 * when it is sent.
 */
export interface PlannedRequest {
  readonly method: string
  /** As in the contract; each id is encoded when it is put in. */
  readonly path: string
  readonly ids: Readonly<Record<string, string>>
  readonly query: readonly (readonly [string, string])[]
  readonly headers: Readonly<Record<string, string>>
  readonly credentials: 'good' | 'none' | 'wrong'
  readonly body:
    | null
    | { readonly mediaType: string; readonly value: unknown }
    | { readonly mediaType: string; readonly raw: string }
}

export interface RequestOptions {
  readonly contract: Contract
  /** Names that may stand in braces, by the parameter or property that takes such an id. */
  readonly ids: Readonly<Record<string, readonly string[]>>
  /** Values for properties of a name, in requests that are meant to be good. */
  readonly good: Readonly<Record<string, Arbitrary<unknown>>>
  /** The same for those that are not. */
  readonly bad: Readonly<Record<string, Arbitrary<unknown>>>
}

const VISIBLE = fc.stringMatching(/^[!-~]{1,40}$/)
const BROKEN_IDS = fc.oneof(
  fc.constantFrom('%ZZ', '%00', '..%2f..%2fetc%2fpasswd', 'null', '0', 'x'.repeat(3000), '*', '%e2%28%a1'),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    // No client sends these as a segment: they are resolved against the rest of the path.
    .filter((text) => text !== '.' && text !== '..')
    .map((text) => encodeURIComponent(text)),
)
const GOOD_HEADERS: Readonly<Record<string, Arbitrary<string>>> = {
  'Idempotency-Key': VISIBLE,
  Prefer: fc.constantFrom('wait=1', 'wait=0', 'respond-async'),
  Range: fc.constantFrom('bytes=0-1', 'bytes=-1', 'bytes=9-'),
  'If-None-Match': fc.constantFrom('*', '"x"', 'W/"x", "y"'),
  'If-Range': fc.constantFrom('"x"', 'Wed, 21 Oct 2015 07:28:00 GMT'),
}
const BAD_HEADERS: Readonly<Record<string, Arbitrary<string>>> = {
  'Idempotency-Key': fc.constantFrom('"quoted"', 'with space', 'x'.repeat(300)),
  Prefer: fc.constantFrom('wait=-1', 'wait=999999999999', '"', 'wait'),
  Range: fc.constantFrom('bytes=99999-', 'bytes=5-1', 'bytes=0-0,2-3', 'x=1'),
}

/** Requests that the contract permits, and as many that are off by a little. */
export function requestArbitrary(o: RequestOptions, operation: Operation): Arbitrary<PlannedRequest> {
  return fc.oneof(planned(o, operation, false), planned(o, operation, true))
}

function planned(o: RequestOptions, operation: Operation, near: boolean): Arbitrary<PlannedRequest> {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string)
  return fc.record({
    method: fc.constant(operation.method.toUpperCase()),
    path: fc.constant(operation.path),
    ids: fc.record(Object.fromEntries(names.map((name) => [name, idArbitrary(o, name, near)]))),
    query: queryArbitrary(o, operation, near),
    headers: headersArbitrary(operation, near),
    credentials: near
      ? fc.constantFrom('good', 'good', 'good', 'good', 'good', 'good', 'none', 'wrong')
      : fc.constant('good'),
    body: bodyArbitrary(o, operation, near),
  })
}

const braces = (name: string): string => `{${name}}`

function idArbitrary(o: RequestOptions, name: string, near: boolean): Arbitrary<string> {
  const known = fc.constantFrom(
    ...(o.ids[name] ?? []).map(braces),
    ...(o.ids[name] === undefined ? ['x'] : []),
  )
  return near ? fc.oneof({ arbitrary: known, weight: 4 }, BROKEN_IDS) : known
}

/** Node itself refuses addresses and headers of more than 16 KiB. */
const LONGEST_VALUE = 4000
const asText = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, LONGEST_VALUE)

function queryArbitrary(
  o: RequestOptions,
  operation: Operation,
  near: boolean,
): Arbitrary<readonly (readonly [string, string])[]> {
  const parameters = operation.parameters.filter((parameter) => parameter.in === 'query')
  const each = parameters.map((parameter) => {
    const ids = o.ids[parameter.name]
    const fitting = arbitraryOf({ ...o, near }, parameter.schema).map(asText)
    const value = ids === undefined ? fitting : fc.oneof(fc.constantFrom(...ids.map(braces)), fitting)
    return fc.tuple(fc.constant(parameter.name), value)
  })
  const odd = fc.tuple(fc.constantFrom('unknown', 'limit', 'a[b]', '__proto__', 'after'), fc.string())
  return fc
    .tuple(
      ...each.map((one) => fc.option(one, { freq: 2 })),
      near ? fc.oneof({ arbitrary: fc.constant(null), weight: 5 }, odd) : fc.constant(null),
    )
    .map((all) => all.filter((one) => one !== null))
}

function headersArbitrary(operation: Operation, near: boolean): Arbitrary<Record<string, string>> {
  const entries = operation.parameters
    .filter((parameter: Parameter) => parameter.in === 'header')
    .map(
      ({ name }) =>
        [
          name,
          fc.oneof(GOOD_HEADERS[name] ?? VISIBLE, ...(near ? [BAD_HEADERS[name] ?? VISIBLE, VISIBLE] : [])),
        ] as const,
    )
  return fc.record(Object.fromEntries(entries), { requiredKeys: [] }) as Arbitrary<Record<string, string>>
}

function bodyArbitrary(
  o: RequestOptions,
  operation: Operation,
  near: boolean,
): Arbitrary<PlannedRequest['body']> {
  if (operation.body === null) return fc.constant(null)
  const named = near ? { ...o.good, ...o.bad } : o.good
  const fitting = Object.entries(operation.body).map(([mediaType, schema]) =>
    fc.record({ mediaType: fc.constant(mediaType), value: arbitraryOf({ ...o, named, near }, schema) }),
  )
  if (!near) return fc.oneof(...fitting)
  const raw = fc.record({
    mediaType: fc.constantFrom('application/json', 'text/plain', 'multipart/form-data; boundary=b', 'x', ''),
    raw: fc.constantFrom('', '{', '[]', 'null', '"x"', '{"a":1}', '--b\r\n\r\n', '\0', '[1'.repeat(200)),
  })
  return fc.oneof({ arbitrary: fc.oneof(...fitting), weight: 9 }, raw, fc.constant(null))
}
