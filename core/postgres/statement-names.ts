import { createHash } from 'node:crypto'

/** Texts that may get a name. Each connection keeps the plan of every one that it has run. */
const MOST_NAMES = 500
/** Texts that are remembered to see whether they come again. */
const MOST_TEXTS = 2000
/** A longer text is one of many rows, whose number differs from one to the next. */
const LONGEST_TEXT = 20_000
/**
 * The result of a prepared statement may not change, and a migration that adds a column changes the
 * result of one that returns all columns. What a subquery reads does not count.
 */
const RETURNS_ALL_COLUMNS = /(?:\bselect|\breturning|,)\s+(?:distinct\s+)?(?:"?\w+"?\.)?\*/i

/**
 * Names for prepared statements: a digest of the text, from the second time that it is run. Null:
 * the statement is not prepared.
 */
export function createStatementNames(): (text: string) => string | null {
  const seen = new Map<string, string | null>()
  let named = 0
  return (text) => {
    const known = seen.get(text)
    if (known !== undefined && known !== '') return known
    if (known === '') {
      if (named >= MOST_NAMES) return null
      named += 1
      const name = createHash('sha256').update(text).digest('base64url').slice(0, 22)
      seen.set(text, name)
      return name
    }
    if (seen.size < MOST_TEXTS && text.length <= LONGEST_TEXT)
      seen.set(text, RETURNS_ALL_COLUMNS.test(outermost(text)) ? null : '')
    return null
  }
}

/** A statement without what stands in parentheses. */
function outermost(text: string): string {
  let outer = text.replaceAll(/'[^']*'/g, "''")
  for (let before = ''; before !== outer;) {
    before = outer
    outer = outer.replaceAll(/\([^()]*\)/g, '')
  }
  return outer
}
