import os from 'node:os'

/**
 * How long something may take on this machine that takes at most `ms` on a quiet one: as much longer as more processes
 * want to run than there are cores.
 */
export const patient = (ms: number): number =>
  ms * (1 + (2 * (os.loadavg()[0] ?? 0)) / os.availableParallelism())
