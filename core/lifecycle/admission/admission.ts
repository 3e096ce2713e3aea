import type { Config } from '#core/config/config.ts'
import type { Trx } from '#core/postgres/db.ts'
import { limitStates, queueFull, quotaExceeded, quotaOf, type Quota } from '#core/limits/quota.ts'
import { bookUsage, dayOf, typicalGpuSeconds, type Usage } from '#core/store/quotas.ts'
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

/** What one new task takes of its tenant's limits. */
export interface ItemAdmission {
  /** Engine seconds to book; 0 when the tenant has no limit of them. */
  readonly gpuSeconds: number
  /**
   * Whether the tenant has as many jobs as tasks may run: the task gets a job when one of them
   * ends.
   */
  readonly parked: boolean
}

/** What the new tasks of one request take, each and together. */
export interface Admission {
  readonly quota: Quota
  /**
   * Tasks of the tenant that run or have a job, new ones included, up to the limit; 0 without a
   * limit.
   */
  readonly running: number
  /** Engine seconds to book for all of them. */
  readonly gpuSeconds: number
  /** In the order of the tasks, in which they get their jobs. */
  readonly items: readonly ItemAdmission[]
}

type PlannedTask = Pick<NewTask, 'tenantId' | 'model' | 'parameters' | 'cached'>

/**
 * Plans what new tasks of one tenant take and which of them get a job at once. Writes nothing.
 *
 * @param tasks at least one
 */
export async function planAdmission(
  trx: Trx,
  deps: AdmissionDeps,
  tasks: readonly PlannedTask[],
  tenant: TenantRow | undefined,
): Promise<Admission> {
  const quota = quotaOf(tenant, deps.config)
  const tenantId = (tasks[0] as PlannedTask).tenantId
  let running = quota.maxRunning > 0 ? await countTickets(trx, tenantId, quota.maxRunning) : 0
  const typical = new Map<string, number>()
  const items: ItemAdmission[] = []
  for (const { model, parameters, cached } of tasks) {
    // A cached result needs no run.
    if (cached !== undefined) {
      items.push({ gpuSeconds: 0, parked: true })
      continue
    }
    const parked = quota.maxRunning > 0 && running >= quota.maxRunning
    if (!parked) running++
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
  return { quota, running, gpuSeconds, items }
}

/**
 * Checks and books the inserted tasks of one request; an error rolls everything back. Must be last
 * in its transaction, since admissions of the same tenant wait for its end.
 *
 * @param queued queued tasks of the tenant by `countAdmitted`; 0 without a limit
 * @returns the limits of the tenant and what is left of them.
 * @throws AppError queue_full, quota_exceeded.
 */
export async function admit(
  trx: Trx,
  { tenantId, uploadBytes }: { readonly tenantId: string; readonly uploadBytes: number },
  { quota, running, gpuSeconds }: Admission,
  queued: number,
  now: Date,
): Promise<LimitState[]> {
  if (quota.maxQueued > 0 && queued > quota.maxQueued) throw queueFull(quota)
  const isBooked =
    gpuSeconds > 0 || uploadBytes > 0 || quota.gpuSecondsPerDay > 0 || quota.uploadBytesPerDay > 0
  if (!isBooked) return limitStates(quota, { running, queued, gpuSeconds: 0, uploadBytes: 0 }, now)
  const used = await bookUsage(trx, tenantId, dayOf(now), { gpuSeconds, uploadBytes })
  if (quota.gpuSecondsPerDay > 0 && used.gpuSeconds > quota.gpuSecondsPerDay)
    throw quotaExceeded('gpu-seconds', quota.gpuSecondsPerDay, gpuSeconds, used.gpuSeconds - gpuSeconds, now)
  assertUploads(quota, used, uploadBytes, now)
  return limitStates(quota, { running, queued, ...used }, now)
}

/**
 * Books uploaded bytes that belong to no task; an error rolls everything back.
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
