/** Failures in a row after which a destination gets no attempt for a while. */
export const FAILURES_TO_PAUSE = 10
