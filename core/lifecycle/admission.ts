import type { Config } from '#core/config/config.ts'
import type { Trx } from '#core/postgres/db.ts'
import { limitStates, queueFull, quotaExceeded, quotaOf, type Quota } from '#core/limits/quota.ts'
import {
  bookUsage,
  countQueued,
  dayOf,
  lockAdmission,
  typicalGpuSeconds,
  type Usage,
} from '#core/store/quotas.ts'
import { findTenant, type TenantRow } from '#core/store/tenants.ts'
import { countTickets } from '#core/store/turns.ts'
import type { LimitState } from '#core/limits/limit-state.ts'
import type { NewTask } from '#core/task/new-task.ts'

export interface AdmissionDeps {
  readonly config: Pick<
    Config,
    | 'maxRunningPerTenant'
    | 'maxQueuedPerTenant'
    | 'gpuSecondsPerDay'
    | 'uploadBytesPerDay'
    | 'unmeasuredRunSeconds'
  >
}

export interface Admission {
  readonly quota: Quota
  /** Engine seconds to book; 0 when the tenant has no limit of them. */
  readonly gpuSeconds: number
  /** Tasks that run or have a job, counted up to the limit; 0 without one. */
  readonly tickets: number
  /** As many tasks as may run have a job already: this one gets its job when one of them ends. */
  readonly parked: boolean
}

/** What a new task would take and whether it may go to the workers at once. Nothing is written yet. */
export async function planAdmission(
  trx: Trx,
  deps: AdmissionDeps,
  task: Pick<NewTask, 'tenantId' | 'model' | 'parameters'>,
  tenant: TenantRow | undefined,
): Promise<Admission> {
  const quota = quotaOf(tenant, deps.config)
  const tickets = quota.maxRunning > 0 ? await countTickets(trx, task.tenantId, quota.maxRunning) : 0
  const parked = quota.maxRunning > 0 && tickets >= quota.maxRunning
  let gpuSeconds = 0
  if (quota.gpuSecondsPerDay > 0) {
    const typical = await typicalGpuSeconds(trx, { model: task.model, ...task.parameters })
    gpuSeconds = typical ?? deps.config.unmeasuredRunSeconds
  }
  return { quota, gpuSeconds, tickets, parked }
}

/** What one task of a batch takes. */
export type ItemAdmission = Pick<Admission, 'gpuSeconds' | 'parked'>

/** What the tasks of a batch would take, each on its own and together, in the order in which they may go to the workers. */
export async function planAdmissions(
  trx: Trx,
  deps: AdmissionDeps,
  tenantId: string,
  tasks: readonly NewTask[],
  tenant: TenantRow | undefined,
): Promise<{ readonly together: Admission; readonly items: readonly ItemAdmission[] }> {
  const quota = quotaOf(tenant, deps.config)
  const tickets = quota.maxRunning > 0 ? await countTickets(trx, tenantId, quota.maxRunning) : 0
  const typical = new Map<string, number>()
  const items: ItemAdmission[] = []
  let withJob = 0
  for (const { model, parameters, cached } of tasks) {
    // Its result is there already.
    if (cached !== undefined) {
      items.push({ gpuSeconds: 0, parked: true })
      continue
    }
    const parked = quota.maxRunning > 0 && tickets + withJob >= quota.maxRunning
    if (!parked) withJob++
    let gpuSeconds = 0
    if (quota.gpuSecondsPerDay > 0) {
      const { width, height, frames, steps } = parameters
      const kind = JSON.stringify([model, width, height, frames, steps])
      gpuSeconds =
        typical.get(kind) ??
        (await typicalGpuSeconds(trx, { model, ...parameters })) ??
        deps.config.unmeasuredRunSeconds
      typical.set(kind, gpuSeconds)
    }
    items.push({ gpuSeconds, parked })
  }
  const gpuSeconds = items.reduce((sum, item) => sum + item.gpuSeconds, 0)
  return { together: { quota, gpuSeconds, tickets: tickets + withJob, parked: true }, items }
}

/**
 * Counts and books the task, or the tasks of a batch as one, which are inserted already; throwing takes everything back. Comes last in its transaction,
 * since admissions of the same tenant wait for its end.
 *
 * @returns the limits of the tenant, with what is left now
 * @throws AppError queue_full, quota_exceeded.
 */
export async function admit(
  trx: Trx,
  task: Pick<NewTask, 'tenantId' | 'uploadBytes'>,
  { quota, gpuSeconds, tickets, parked }: Admission,
  now: Date,
): Promise<LimitState[]> {
  let queued = 0
  if (quota.maxQueued > 0) {
    await lockAdmission(trx, task.tenantId)
    queued = await countQueued(trx, task.tenantId, quota.maxQueued + 1)
    if (queued > quota.maxQueued) throw queueFull(quota)
  }
  const running = tickets + (parked ? 0 : 1)
  const uploadBytes = task.uploadBytes ?? 0
  const isBooked =
    gpuSeconds > 0 || uploadBytes > 0 || quota.gpuSecondsPerDay > 0 || quota.uploadBytesPerDay > 0
  if (!isBooked) return limitStates(quota, { running, queued, gpuSeconds: 0, uploadBytes: 0 }, now)
  const used = await bookUsage(trx, task.tenantId, dayOf(now), { gpuSeconds, uploadBytes })
  if (quota.gpuSecondsPerDay > 0 && used.gpuSeconds > quota.gpuSecondsPerDay)
    throw quotaExceeded('gpu-seconds', quota.gpuSecondsPerDay, gpuSeconds, used.gpuSeconds - gpuSeconds, now)
  assertUploads(quota, used, uploadBytes, now)
  return limitStates(quota, { running, queued, ...used }, now)
}

/**
 * Books bytes that come without a task; throwing takes everything back.
 *
 * @throws AppError quota_exceeded.
 */
export async function admitUpload(
  trx: Trx,
  deps: AdmissionDeps,
  tenantId: string,
  uploadBytes: number,
  now: Date,
): Promise<void> {
  const quota = quotaOf(await findTenant(trx, tenantId), deps.config)
  const used = await bookUsage(trx, tenantId, dayOf(now), { gpuSeconds: 0, uploadBytes })
  assertUploads(quota, used, uploadBytes, now)
}

function assertUploads(quota: Quota, used: Usage, uploadBytes: number, now: Date): void {
  if (quota.uploadBytesPerDay > 0 && used.uploadBytes > quota.uploadBytesPerDay)
    throw quotaExceeded(
      'upload-bytes',
      quota.uploadBytesPerDay,
      uploadBytes,
      used.uploadBytes - uploadBytes,
      now,
    )
}
