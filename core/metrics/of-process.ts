import { Gauge, type Registry } from 'prom-client'

/** What a process says of itself when it is asked. */
export interface ProcessFacts {
  readonly version: string
  /** Seconds that the clock of this machine is ahead of the database's. */
  skewSeconds(): number
  /** Connections of the pool to the database, and statements that wait for one. */
  pool(): { readonly used: number; readonly idle: number; readonly waiting: number }
  /** Whether the connection for notifications of Postgres is up. */
  isListening(): boolean
}

/** Metrics of any process, besides those of Node. */
export const processMetrics = (registers: Registry[]) => {
  const watched: { facts?: ProcessFacts } = {}
  const gauge = (
    name: string,
    help: string,
    labelNames: string[],
    collect: (gauge: Gauge, facts: ProcessFacts) => void,
  ) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      collect() {
        if (watched.facts !== undefined) collect(this, watched.facts)
      },
    })
  gauge(
    'wan_build_info',
    'Version of the service and of Node; always 1',
    ['version', 'node_version'],
    (own, facts) => own.set({ version: facts.version, node_version: process.version }, 1),
  )
  gauge(
    'wan_clock_skew_seconds',
    'Seconds that the clock of this machine is ahead of the clock of the database',
    [],
    (own, facts) => own.set(facts.skewSeconds()),
  )
  gauge(
    'wan_database_pool_connections',
    'Connections of the pool of this process: used or idle',
    ['state'],
    (own, facts) => {
      const { used, idle } = facts.pool()
      own.set({ state: 'used' }, used)
      own.set({ state: 'idle' }, idle)
    },
  )
  gauge('wan_database_pool_waiting', 'Statements that wait for a connection of the pool', [], (own, facts) =>
    own.set(facts.pool().waiting),
  )
  gauge(
    'wan_database_listening',
    '1 while notifications of Postgres arrive; else everything is found later, by looking',
    [],
    (own, facts) => own.set(facts.isListening() ? 1 : 0),
  )
  return {
    watchProcess(facts: ProcessFacts): void {
      watched.facts = facts
    },
  }
}
