import type { Config } from '#core/config.ts'
import type { Trx } from '#core/db.ts'
import { queueFull, quotaExceeded, quotaOf, type Quota } from '#core/quota.ts'
import { bookUsage, countQueued, dayOf, lockAdmission, typicalGpuSeconds } from '#core/store/quotas.ts'
import type { TenantRow } from '#core/store/tenants.ts'
import { countTickets } from '#core/store/turns.ts'
import type { NewTask } from '#core/task.ts'

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
  const parked =
    quota.maxRunning > 0 && (await countTickets(trx, task.tenantId, quota.maxRunning)) >= quota.maxRunning
  let gpuSeconds = 0
  if (quota.gpuSecondsPerDay > 0) {
    const typical = await typicalGpuSeconds(trx, { model: task.model, ...task.parameters })
    gpuSeconds = typical ?? deps.config.unmeasuredRunSeconds
  }
  return { quota, gpuSeconds, parked }
}

/** What the tasks of a batch would take, each on its own, in the order in which they may go to the workers. */
export async function planAdmissions(
  trx: Trx,
  deps: AdmissionDeps,
  tenantId: string,
  tasks: readonly NewTask[],
  tenant: TenantRow | undefined,
): Promise<{ readonly quota: Quota; readonly admissions: readonly Omit<Admission, 'quota'>[] }> {
  const quota = quotaOf(tenant, deps.config)
  const tickets = quota.maxRunning > 0 ? await countTickets(trx, tenantId, quota.maxRunning) : 0
  const typical = new Map<string, number>()
  const admissions: Omit<Admission, 'quota'>[] = []
  for (const [i, { model, parameters }] of tasks.entries()) {
    const parked = quota.maxRunning > 0 && tickets + i >= quota.maxRunning
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
    admissions.push({ gpuSeconds, parked })
  }
  return { quota, admissions }
}

/**
 * Counts and books the task, or the tasks of a batch as one, which are inserted already; throwing takes everything back. Comes last in its transaction,
 * since admissions of the same tenant wait for its end.
 *
 * @throws AppError queue_full, quota_exceeded.
 */
export async function admit(
  trx: Trx,
  task: Pick<NewTask, 'tenantId' | 'uploadBytes'>,
  { quota, gpuSeconds }: Pick<Admission, 'quota' | 'gpuSeconds'>,
  now: Date,
): Promise<void> {
  if (quota.maxQueued > 0) {
    await lockAdmission(trx, task.tenantId)
    if ((await countQueued(trx, task.tenantId, quota.maxQueued + 1)) > quota.maxQueued) throw queueFull(quota)
  }
  const uploadBytes = task.uploadBytes ?? 0
  if (gpuSeconds === 0 && uploadBytes === 0) return
  const used = await bookUsage(trx, task.tenantId, dayOf(now), { gpuSeconds, uploadBytes })
  if (quota.gpuSecondsPerDay > 0 && used.gpuSeconds > quota.gpuSecondsPerDay)
    throw quotaExceeded('gpu-seconds', quota.gpuSecondsPerDay, gpuSeconds, used.gpuSeconds - gpuSeconds, now)
  if (quota.uploadBytesPerDay > 0 && used.uploadBytes > quota.uploadBytesPerDay)
    throw quotaExceeded(
      'upload-bytes',
      quota.uploadBytesPerDay,
      uploadBytes,
      used.uploadBytes - uploadBytes,
      now,
    )
}
