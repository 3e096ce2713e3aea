import { planAdmission } from '#core/lifecycle/lifecycle.ts'
import { fittingPixels } from '#core/task/fitting-sizes.ts'
import { queueForecast } from '#core/store/queue-view.ts'
import { findTenant } from '#core/store/tenants.ts'
import type { CreateInput } from '#api/dialects/dialect.ts'
import { parseCreate } from '#api/dialects/openai/create.ts'
import { renderDryRun, renderEstimate, type Estimate } from '#api/dialects/openai/estimates.ts'
import { openai } from '#api/dialects/openai/openai.ts'
import { planTask } from '#api/creation/plan-task.ts'
import { endpoint, type Handler } from '#api/endpoints/endpoint.ts'
import type { Call } from '#api/http/call.ts'
import { isDryRun } from '#api/http/retry-attempt.ts'
import { prepareFrames } from '#api/images/take-image.ts'

/**
 * What a create would make, when and at what cost.
 *
 * @throws AppError as `parseCreate` and `planTask`.
 */
export const estimate = endpoint({
  dialect: openai,
  parse: parseCreate,
  render: renderEstimate,
  act: estimateTask,
})

/** A create that answers with the estimate under `?dry_run=true`. */
export const dryRunOr = (create: Handler): Handler => {
  const dryRun = endpoint({ dialect: openai, parse: parseCreate, render: renderDryRun, act: estimateTask })
  return (service) => {
    const [handleDryRun, handleCreate] = [dryRun(service), create(service)]
    return (req, res, next) => (isDryRun(req) ? handleDryRun : handleCreate)(req, res, next)
  }
}

/**
 * What `create` would make of the same request, and how long that would take. It is refused for the
 * same reasons, but makes no task, file or Idempotency-Key. A full queue or a used-up quota is no
 * reason: it may have passed by then.
 *
 * @throws AppError as `planTask`.
 */
async function estimateTask(call: Call, input: CreateInput): Promise<Estimate> {
  const { deps, principal } = call
  const { model, parameters, adjustments, images } = await planTask(call, input)
  // Some broken images are only found when they are resized.
  await prepareFrames(call, images, parameters)
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
        deps.turnLevels,
      ),
      admission: await planAdmission(trx, deps, [task], tenant),
    }
  })
  const { runSeconds, engines } = forecast
  return {
    model,
    parameters,
    seed: input.seed === null ? null : parameters.seed,
    adjustments,
    forecast,
    secondsUnknown: runSeconds !== null ? null : engines === 0 ? 'no_worker' : 'not_measured',
    queueReason: !forecast.isServed
      ? 'model_not_served'
      : admission.items[0]?.parked === true
        ? 'concurrency_limit'
        : null,
    fittingPixels:
      model.fittingSizes === undefined
        ? null
        : fittingPixels(model.fittingSizes, parameters.frames, model.limits),
    gpuSeconds: admission.gpuSeconds,
  }
}
