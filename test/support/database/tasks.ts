import { randomUUID } from 'node:crypto'
import type { Clock } from '#core/clock.ts'
import type { Db } from '#core/postgres/db.ts'
import { openTestDatabase } from './open-test-database.ts'
import type { Completion, LifecycleDeps } from '#core/lifecycle/lifecycle.ts'
import { openLog } from '#core/log.ts'
import { createMetrics } from '#core/metrics/metrics.ts'
import { openQueue, type Queue } from '#core/postgres/queue.ts'
import { openGroups } from '#core/groups.ts'
import { openTurnLevels } from '#core/store/turn-levels.ts'
import { ensureTenant, findTenant } from '#core/store/tenants.ts'
import type { Assets } from '#core/task/asset.ts'
import type { Manifest } from '#core/task/manifest.ts'
import type { NewTask } from '#core/task/new-task.ts'
import type { TaskParameters } from '#core/task/parameters.ts'

/** A clock that starts at the real time and moves only when the test moves it. */
export function movableClock(): Clock & { advance(ms: number): void } {
  let offsetMs = 0
  return {
    now: () => new Date(Date.now() + offsetMs),
    advance(ms) {
      offsetMs += ms
    },
  }
}

export const PARAMETERS: TaskParameters = {
  prompt: 'a cup of coffee, steam rising',
  negativePrompt: 'blurry',
  width: 96,
  height: 64,
  frames: 9,
  fps: 16,
  steps: 4,
  guidanceScale: 5,
  guidanceScale2: null,
  flowShift: 3,
  seed: 42,
}

export const newTask = (tenantId: string, overrides: Partial<NewTask> = {}): NewTask => ({
  id: randomUUID(),
  tenantId,
  dialect: 'openai',
  model: 'wan2.1-i2v-tiny',
  parameters: PARAMETERS,
  adjustments: [],
  metadata: {},
  inputKey: null,
  webhookUrl: null,
  ...overrides,
})

const asset = (key: string, contentType: string) => ({
  key,
  contentType,
  sizeBytes: 1,
  sha256: '0'.repeat(64),
})
export const assetsAt = (prefix: string): Assets => ({
  video: asset(`${prefix}video.mp4`, 'video/mp4'),
  thumbnail: asset(`${prefix}thumbnail.webp`, 'image/webp'),
  spritesheet: asset(`${prefix}spritesheet.jpg`, 'image/jpeg'),
})

/** What decided a video that no engine made. */
export const MANIFEST: Manifest = {
  model: 'wan2.1-i2v-tiny',
  files: { 'transformer/diffusion_pytorch_model.safetensors': 'a'.repeat(64) },
  loras: [],
  graphBuilder: '1',
  onnxRuntime: '1.30.0',
  provider: 'cpu',
  dtype: 'float32',
  deviceClass: 'cpu',
  scheduler: 'unipc',
  schedule: 'A',
  steps: 4,
  flowShift: 3,
  guidanceScale: 5,
  guidanceScale2: null,
  boundary: null,
  seed: 42,
  noise: { generator: 'torch-cpu', version: 1 },
  width: 96,
  height: 64,
  frames: 9,
  fps: 16,
  promptTokens: 8,
  promptTruncated: false,
  inputs: { firstFrame: 'b'.repeat(64), lastFrame: null },
  easyCache: null,
  resumedFromStep: null,
  video: { sha256: '0'.repeat(64) },
}

/** The end of a run whose files lie under the prefix. */
export const completionAt = (prefix: string, timings: Record<string, number> = {}): Completion => ({
  assets: assetsAt(prefix),
  manifest: MANIFEST,
  timings,
  speed: null,
})

export interface TestLifecycle extends LifecycleDeps {
  readonly db: Db
  readonly queue: Queue
  readonly clock: ReturnType<typeof movableClock>
  close(): Promise<void>
}

/**
 * A real database and queue, without workers, and two tenants: `alpha` and, with priority 10,
 * `beta`.
 */
export async function openTestLifecycle(databaseUrl: string): Promise<TestLifecycle> {
  const log = openLog({ level: 'silent', process: 'test' })
  const db = openTestDatabase(databaseUrl, 10)
  const queue = await openQueue({ databaseUrl, applicationName: 'test', log, worker: false })
  await ensureTenant(db, {
    id: 'alpha',
    name: 'Alpha',
    webhookSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  })
  await ensureTenant(db, {
    id: 'beta',
    name: 'Beta',
    webhookSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    priority: 10,
  })
  return {
    config: {
      resultTtlSeconds: 3600,
      taskMaxAttempts: 3,
      taskRetryDelaySeconds: 2,
      maxRunningPerTenant: 0,
      maxQueuedPerTenant: 0,
      gpuSecondsPerDay: 0,
      uploadBytesPerDay: 0,
      unmeasuredRunSeconds: 60,
      priorityAgingSeconds: 600,
    },
    clock: movableClock(),
    db,
    turnLevels: openTurnLevels(),
    submitGroups: openGroups(),
    facts: { tenant: (id) => findTenant(db, id) },
    queue,
    metrics: createMetrics(),
    async close() {
      await queue.close()
      await db.destroy()
    },
  }
}
