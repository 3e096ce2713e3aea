import os from 'node:os'

/**
 * The longest time, in whole units, that something may take on this machine when it takes at most
 * `limit` on a quiet one. It grows with the processes that want to run per core.
 */
export const patient = (limit: number): number =>
  Math.ceil(limit * (1 + (2 * (os.loadavg()[0] ?? 0)) / os.availableParallelism()))
