import type { Outcome } from './suites.ts'

/** Tests that fail by design: names, and why. */
export interface Exception {
  readonly name: RegExp
  readonly reason: string
}

export interface Report {
  readonly lines: readonly string[]
  /** Whether every failure is an exception and every exception fails. */
  readonly fine: boolean
}

/**
 * What became of a suite: counts, every exception with its reason, every other failure with its
 * error, and exceptions that pass, which have become wrong.
 */
export function reportSuite(
  suite: string,
  outcomes: readonly Outcome[],
  exceptions: readonly Exception[],
): Report {
  const exceptionOf = ({ name }: Outcome) => exceptions.find((exception) => exception.name.test(name))
  const passed = outcomes.filter(({ state }) => state === 'passed')
  const failed = outcomes.filter(({ state }) => state === 'failed')
  const expected = Map.groupBy(
    failed.filter((one) => exceptionOf(one)),
    (one) => exceptionOf(one)!.reason,
  )
  const unexpected = failed.filter((one) => !exceptionOf(one))
  const stale = passed.filter((one) => exceptionOf(one))
  const excepted = failed.length - unexpected.length
  return {
    lines: [
      `${suite}: ${passed.length} passed, ${excepted} fail by design, ${unexpected.length} failed`,
      ...[...expected].flatMap(([reason, tests]) => [
        `  by design, ${tests.length}: ${reason}`,
        ...[...new Set(tests.map(({ name }) => name.replace(/\[.*\]$/, '')))].map((name) => `    ${name}`),
      ]),
      ...unexpected.map(({ name, reason }) => `  FAILED ${name}: ${reason}`),
      ...stale.map(({ name }) => `  PASSED although it is listed as failing by design: ${name}`),
    ],
    fine: outcomes.length > 0 && unexpected.length === 0 && stale.length === 0,
  }
}
