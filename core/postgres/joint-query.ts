import type { CompiledQuery } from 'kysely'
import pg from 'pg'

/** Statements in the place of a statement's text, which are answered together. */
export class Joint {
  readonly statements: readonly CompiledQuery[]
  /** Whether they are a transaction of their own. */
  readonly isTransaction: boolean

  constructor(statements: readonly CompiledQuery[], isTransaction: boolean) {
    this.statements = statements
    this.isTransaction = isTransaction
  }
}

/** A statement with the name under which its connection has prepared it; null: it has not. */
export interface JointStatement {
  readonly text: string
  readonly values: readonly unknown[]
  readonly name: string | null
}

/** What the types of pg leave out. */
const { prepareValue } = (pg as unknown as { readonly utils: { prepareValue(value: unknown): unknown } })
  .utils

/** The part of pg's connection that its queries write to. */
interface Wire {
  parse(o: { readonly name: string; readonly text: string }): void
  bind(o: {
    readonly portal: string
    readonly statement: string
    readonly values: readonly unknown[]
    valueMapper(value: unknown): unknown
  }): void
  describe(o: { readonly type: 'P'; readonly name: string }): void
  execute(o: { readonly portal: string; readonly rows: number }): void
  sync(): void
}

/**
 * Statements that are answered together. A server sends what it has after each Sync and wakes the
 * reader; here one Sync follows all statements. None is carried out after one that fails, and
 * outside of a transaction they are one.
 *
 * @throws an error of a value that cannot be written.
 */
export class JointQuery extends pg.Query {
  readonly #statements: readonly JointStatement[]

  constructor(statements: readonly JointStatement[]) {
    super({ text: '' })
    this.#statements = statements.map((each) => ({ ...each, values: each.values.map(prepareValue) }))
  }

  override submit = (connection: unknown): null => {
    const wire = connection as Wire
    for (const { text, values, name } of this.#statements) {
      if (name === null) wire.parse({ name: '', text })
      wire.bind({ portal: '', statement: name ?? '', values, valueMapper: (value) => value })
      wire.describe({ type: 'P', name: '' })
      wire.execute({ portal: '', rows: 0 })
    }
    wire.sync()
    return null
  }
}
