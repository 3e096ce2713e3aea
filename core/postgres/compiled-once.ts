import type { CompiledQuery } from 'kysely'
import type { Db } from './db.ts'

/** Stands for a value while a query is compiled. */
interface Placeholder {
  readonly index: number
}

/**
 * A query that is compiled at its first call; later ones put their values into the same text.
 *
 * @param build passes its values on as parameters, in any order and number, and does nothing else
 *   with them
 */
export function compiledOnce<Row, Values extends readonly unknown[]>(
  build: (db: Db, ...values: Values) => { compile(): CompiledQuery<Row> },
): (db: Db, ...values: Values) => CompiledQuery<Row> {
  let made: { readonly query: CompiledQuery<Row>; readonly indices: readonly (number | null)[] } | undefined
  return (db, ...values) => {
    made ??= compile(build, db, values)
    const { query, indices } = made
    const parameters = query.parameters.map((constant, i) => {
      const index = indices[i] ?? null
      return index === null ? constant : values[index]
    })
    return { ...query, parameters }
  }
}

function compile<Row, Values extends readonly unknown[]>(
  build: (db: Db, ...values: Values) => { compile(): CompiledQuery<Row> },
  db: Db,
  values: Values,
) {
  const placeholders = values.map((_, index): Placeholder => ({ index }))
  const query = build(db, ...(placeholders as unknown as Values)).compile()
  const indices = query.parameters.map((parameter) => {
    const index = placeholders.indexOf(parameter as Placeholder)
    return index < 0 ? null : index
  })
  return { query, indices }
}
