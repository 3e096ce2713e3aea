import {
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
} from 'kysely'

/** Postgres over connections that send a statement without waiting for the answer to the last. */
export class PipeliningDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig

  constructor(config: PostgresDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): Driver {
    return new PipeliningDriver(this.#config)
  }
}

/** Statements of a connection's transaction whose answers nobody has waited for. */
export const AHEAD = Symbol('statements sent ahead')

export interface PipeliningConnection extends DatabaseConnection {
  [AHEAD]?: Promise<unknown>[]
}

/** BEGIN travels with the first statement, and COMMIT answers for everything before it. */
class PipeliningDriver extends PostgresDriver {
  override async beginTransaction(
    connection: PipeliningConnection,
    settings: Parameters<PostgresDriver['beginTransaction']>[1],
  ): Promise<void> {
    const begun = super.beginTransaction(connection, settings)
    begun.catch(() => undefined)
    connection[AHEAD] = [begun]
  }

  override async commitTransaction(connection: PipeliningConnection): Promise<void> {
    const committed = super.commitTransaction(connection)
    // The first one that failed is answered first, and says why the rest was not carried out.
    await Promise.all([...(connection[AHEAD] ?? []), committed])
  }
}
