/** Time comes in as a parameter, so tests may move it. */
export interface Clock {
  now(): Date
}
export const systemClock: Clock = { now: () => new Date() }
