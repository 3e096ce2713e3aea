/** The longest delay of setTimeout, in ms; it fires at once for anything longer. */
export const LONGEST_TIMEOUT_MS = 2 ** 31 - 1
