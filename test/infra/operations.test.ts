import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import yaml from 'js-yaml'
import { createMetrics } from '#core/metrics/metrics.ts'
import { ROOT } from '#test/architecture/sources.ts'
import { installedProgram } from '#test/support/programs/installed.ts'

interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[]
}
interface Board {
  readonly panels: readonly {
    readonly title: string
    readonly targets: readonly { readonly expr: string }[]
  }[]
}
interface RuleTests {
  readonly tests: readonly {
    readonly alert_rule_test: readonly {
      readonly alertname: string
      readonly exp_alerts: readonly object[]
    }[]
  }[]
}

const text = (file: string): Promise<string> => readFile(path.join(ROOT, file), 'utf8')
const alerts = async () =>
  (yaml.load(await text('infra/prometheus/alerts.yaml')) as Rules).groups.flatMap(({ rules }) => rules)

/** Names of metrics in an expression that the service does not tell. */
function unknownMetrics(expression: string): string[] {
  const known = createMetrics()
    .registry.getMetricsAsArray()
    .flatMap(({ name }) => [name, `${name}_bucket`, `${name}_sum`, `${name}_count`])
  return [...expression.matchAll(/\b(?:wan|nodejs|process)_[a-z0-9_]+/g)]
    .map(([name]) => name)
    .filter((name) => !known.includes(name))
}

describe('Alerts and the board', () => {
  it('They name metrics that the service tells', async () => {
    const board = JSON.parse(await text('infra/grafana/board.json')) as Board
    const expressions = [
      ...(await alerts()).map(({ expr }) => expr),
      ...board.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ]
    assert.ok(expressions.length > 40)
    assert.deepEqual(expressions.flatMap(unknownMetrics), [])
  })

  it('Every alert has a line in docs/operate.md that says what to do, and a test that makes it fire', async () => {
    const page = await text('docs/operate.md')
    const { tests } = yaml.load(await text('infra/prometheus/alerts.test.yaml')) as RuleTests
    const firing = tests
      .flatMap((each) => each.alert_rule_test)
      .filter((each) => each.exp_alerts.length > 0)
      .map((each) => each.alertname)
    const names = (await alerts()).map(({ alert }) => alert)
    assert.deepEqual(
      names.filter((name) => !page.includes(`| \`${name}\``)),
      [],
    )
    assert.deepEqual(
      names.filter((name) => !firing.includes(name)),
      [],
    )
  })

  it('promtool accepts the rules, and they fire and stay silent as their tests say', async (t) => {
    const promtool = installedProgram('promtool')
    if (promtool === null) return t.skip('promtool is not installed (apt-get install prometheus)')
    const cwd = path.join(ROOT, 'infra/prometheus')
    const run = promisify(execFile)
    assert.match((await run(promtool, ['check', 'config', 'prometheus.yaml'], { cwd })).stdout, /rules found/)
    assert.match((await run(promtool, ['test', 'rules', 'alerts.test.yaml'], { cwd })).stdout, /SUCCESS/)
  })
})
