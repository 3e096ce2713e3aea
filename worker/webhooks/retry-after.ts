const DIGITS = /^\d{1,12}$/
/** The three forms of a date in HTTP, all of them in GMT (RFC 9110, 5.6.7). */
const DATES = [
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/,
  /^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d\d-[A-Z][a-z]{2}-\d\d \d\d:\d\d:\d\d GMT$/,
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/,
]

type Headers = Readonly<Record<string, string | string[] | undefined>>

/**
 * Milliseconds that a receiver asks to be left alone, by `Retry-After` in seconds or as a date;
 * null without a valid one. A date is compared with the receiver's own `Date`, whose clock may be
 * wrong, and with `now` if there is none. Never negative; the caller sets the upper bound.
 */
export function retryAfterMs(headers: Headers, now: Date): number | null {
  const text = single(headers['retry-after'])
  if (text === undefined) return null
  if (DIGITS.test(text)) return Number(text) * 1000
  const at = httpDateMs(text)
  if (at === null) return null
  return Math.max(0, at - (httpDateMs(single(headers['date'])) ?? now.getTime()))
}

function httpDateMs(text: string | undefined): number | null {
  if (text === undefined || !DATES.some((form) => form.test(text))) return null
  const ms = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)
  return Number.isNaN(ms) ? null : ms
}

const single = (value: string | string[] | undefined): string | undefined =>
  (Array.isArray(value) ? value[0] : value)?.trim()
