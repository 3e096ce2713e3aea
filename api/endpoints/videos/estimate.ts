import { planAdmission } from '#core/lifecycle/admission.ts'
import { fittingPixels } from '#core/task/fitting-sizes.ts'
import { queueForecast } from '#core/store/queue-view.ts'
import { findTenant } from '#core/store/tenants.ts'
import type { Act } from '#api/endpoints/action.ts'
import { planTask } from './create.ts'
import { prepareFrames } from '#api/images/take-image.ts'

/**
 * What `create` would make of the same request, and how long that would take: refused for the same reasons, but no
 * task, file or Idempotency-Key comes of it. A full queue or a used-up quota is no reason: it may have passed by then.
 */
export const estimate: Act<'estimate'> = async (call, input, render) => {
  const { deps, principal } = call
  const { model, parameters, adjustments, images } = await planTask(call, input)
  // Some pictures turn out to be broken only when they are brought to size.
  await prepareFrames(images, parameters)
  const task = { tenantId: principal.tenantId, model: model.id, parameters }
  const now = deps.clock.now()
  const { forecast, admission } = await deps.db.transaction().execute(async (trx) => {
    const tenant = await findTenant(trx, principal.tenantId)
    return {
      forecast: await queueForecast(
        trx,
        {
          tenantId: principal.tenantId,
          priority: tenant?.priority ?? 0,
          kind: { model: model.id, ...parameters },
        },
        now,
        deps.config,
      ),
      admission: await planAdmission(trx, deps, task, tenant),
    }
  })
  const { runSeconds, engines } = forecast
  return render({
    model,
    parameters,
    seed: input.seed,
    adjustments,
    forecast,
    secondsUnknown: runSeconds !== null ? null : engines === 0 ? 'no_worker' : 'not_measured',
    queueReason: admission.parked ? 'concurrency_limit' : null,
    fittingPixels:
      model.fittingSizes === undefined
        ? null
        : fittingPixels(model.fittingSizes, parameters.frames, model.limits),
    gpuSeconds: admission.gpuSeconds,
  })
}

/** The same in place of a create. */
export const dryRun: Act<'dryRun'> = (call, input, render) => estimate(call, input, render)
