import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

const RUN_BUCKETS = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600]
const STEP_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 120, 300]
const LOAD_BUCKETS = [0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300]
const WAIT_BUCKETS = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400]

/** What a worker says of one of its engines when it is asked. */
export interface EngineFacts {
  readonly engine: string
  readonly deviceClass: string
  readonly state: 'idle' | 'busy' | 'broken'
  /** Of its device, by all programs; null where that is not known. */
  memoryUsedBytes(): Promise<number | null>
}

/** The engines of a worker, looked at when they are asked. */
function engineMetrics(registers: Registry[]) {
  const watched: { engines: () => readonly EngineFacts[] } = { engines: () => [] }
  new Gauge({
    name: 'wan_engine_state',
    help: '1 for the state of each engine of this worker: idle, busy or broken',
    labelNames: ['engine', 'device_class', 'state'],
    registers,
    collect() {
      this.reset()
      for (const { engine, deviceClass, state } of watched.engines())
        this.set({ engine, device_class: deviceClass, state }, 1)
    },
  })
  new Gauge({
    name: 'wan_engine_device_memory_used_bytes',
    help: 'Memory of the GPU of each engine that is in use, by all programs',
    labelNames: ['engine', 'device_class'],
    registers,
    async collect() {
      this.reset()
      for (const { engine, deviceClass, memoryUsedBytes } of watched.engines()) {
        const bytes = await memoryUsedBytes()
        if (bytes !== null) this.set({ engine, device_class: deviceClass }, bytes)
      }
    },
  })
  return {
    watchEngines(engines: () => readonly EngineFacts[]): void {
      watched.engines = engines
    },
  }
}

/** Metrics of tasks as they pass, and of the runs of a worker. */
export const runMetrics = (registers: Registry[]) => ({
  ...engineMetrics(registers),
  taskTransitions: new Counter({
    name: 'wan_task_transitions_total',
    help: 'Changes of task states by this process, by the state reached',
    labelNames: ['to'],
    registers,
  }),
  fenceRejections: new Counter({
    name: 'wan_fence_rejections_total',
    help: 'Writes by workers that no longer held their task',
    registers,
  }),
  taskWaitSeconds: new Histogram({
    name: 'wan_task_wait_seconds',
    help: 'Seconds from the creation of a task to the start of its first attempt',
    labelNames: ['model'],
    buckets: WAIT_BUCKETS,
    registers,
  }),
  taskRunSeconds: new Histogram({
    name: 'wan_task_run_seconds',
    help: 'Seconds per phase of finished runs; the phase load is long when a model was loaded',
    labelNames: ['model', 'phase', 'device_class'],
    buckets: RUN_BUCKETS,
    registers,
  }),
  taskStepSeconds: new Histogram({
    name: 'wan_task_step_seconds',
    help: 'Seconds of one denoising step, as the mean of each finished run',
    labelNames: ['model', 'device_class'],
    buckets: STEP_BUCKETS,
    registers,
  }),
  modelLoadSeconds: new Histogram({
    name: 'wan_model_load_seconds',
    help: 'Seconds in which an engine loaded the weights of one component of a model onto its device',
    labelNames: ['model', 'component', 'device_class'],
    buckets: LOAD_BUCKETS,
    registers,
  }),
  attempts: new Counter({
    name: 'wan_task_attempts_total',
    help: 'Ended attempts of this worker by outcome, such as completed, retry, failed or fenced',
    labelNames: ['model', 'outcome'],
    registers,
  }),
  engineBusySeconds: new Counter({
    name: 'wan_engine_busy_seconds_total',
    help: 'Seconds that an engine of this worker has worked on tasks; its rate is the busy share',
    labelNames: ['engine', 'device_class'],
    registers,
  }),
  webhookAttempts: new Counter({
    name: 'wan_webhook_attempts_total',
    help: 'Webhook attempts by outcome',
    labelNames: ['result'],
    registers,
  }),
})
