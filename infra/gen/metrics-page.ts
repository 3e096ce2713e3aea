import { Registry, type Metric } from 'prom-client'
import { processMetrics } from '#core/metrics/of-process.ts'
import { requestMetrics } from '#core/metrics/of-requests.ts'
import { runMetrics } from '#core/metrics/of-runs.ts'
import { serviceMetrics } from '#core/metrics/of-service.ts'

/** Who tells which metrics, in the order of the page. */
const GROUPS = [
  { title: 'Of any process', define: processMetrics },
  { title: 'Of the API', define: requestMetrics },
  { title: 'Of tasks and runs', define: runMetrics },
  { title: 'Of the whole service, told by each API', define: serviceMetrics },
] as const

const INTRODUCTION = `# Metrics

<!-- Generated from core/metrics/ by \`npm run generate\`; not edited by hand. -->

API and workers tell these in the format of Prometheus, with those of Node and of the process
(\`process_…\`, \`nodejs_…\`); [operate](operate.md#watch-it) says where. Names follow Prometheus'
conventions, labels of requests those of OpenTelemetry. No label holds an id of a task or a tenant.
What the whole service shares is measured in the database by each API when it is asked: take its
\`max\`, not its \`sum\`. Where 1,000 tasks or more are queued, their figures are up to a second old. A counter or histogram is of the process that tells it: take the \`sum\`.`

/** `docs/metrics.md`, before it is formatted. */
export function metricsPage(): string {
  const tables = GROUPS.map(({ title, define }) => {
    const registry = new Registry()
    define([registry])
    const rows = registry.getMetricsAsArray().map(rowOf)
    return `## ${title}\n\n| Metric | Type | Labels | What it says |\n|---|---|---|---|\n${rows.join('\n')}`
  })
  return `${INTRODUCTION}\n\n${tables.join('\n\n')}\n`
}

function rowOf(metric: object): string {
  const {
    name,
    help,
    labelNames = [],
  } = metric as Metric & {
    name: string
    help: string
    labelNames?: readonly string[]
  }
  const type = metric.constructor.name.toLowerCase()
  return `| \`${name}\` | ${type} | ${labelNames.map((label) => `\`${label}\``).join(', ')} | ${help} |`
}
