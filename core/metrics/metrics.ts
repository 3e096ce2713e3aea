import { collectDefaultMetrics, Registry } from 'prom-client'
import { processMetrics } from './of-process.ts'
import { requestMetrics } from './of-requests.ts'
import { runMetrics } from './of-runs.ts'
import { serviceMetrics } from './of-service.ts'

/** Prometheus metrics of one process. Labels never hold ids of tasks or tenants. */
export type Metrics = ReturnType<typeof createMetrics>

/** Gauges of prom-client whose names end like those of counters. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
] as const

export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const name of MISNAMED) registry.removeSingleMetric(name)
  const registers = [registry]
  return {
    registry,
    ...processMetrics(registers),
    ...requestMetrics(registers),
    ...runMetrics(registers),
    ...serviceMetrics(registers),
  }
}
