const NUMERAL = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/

/**
 * The number that a text of a form, a body or a query spells in decimal, with or without an
 * exponent and surrounding spaces.
 *
 * @returns null for any other text: hexadecimal, `Infinity`, or more than a double can hold
 */
export function readNumber(text: string): number | null {
  const trimmed = text.trim()
  const number = NUMERAL.test(trimmed) ? Number(trimmed) : Number.NaN
  return Number.isFinite(number) ? number : null
}
