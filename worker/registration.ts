import { hostname } from 'node:os'
import type { Config } from '#core/config/config.ts'
import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import { unparkWhereRoom } from '#core/lifecycle/lifecycle.ts'
import { registerModels } from '#core/store/models.ts'
import type { EngineState } from '#core/task/run.ts'
import { deleteWorker, recordHeartbeat } from '#core/store/workers.ts'
import type { UnavailableModel } from '#core/task/model-definition.ts'
import type { Engine } from '#worker/engine/engine.ts'
import type { Fitness } from '#worker/fitness/fitness.ts'
import type { ModelPauses } from '#worker/fitness/model-pauses.ts'
import { ableModels, isAble } from '#worker/fitness/serving.ts'
import { residentBytes } from '#worker/engine/resident-memory.ts'
import { servedModels, unavailableModels } from '#worker/models/served-models.ts'

const HEARTBEAT_MS = 5000

/** What a worker tells the others, as long as it lives. */
export interface Registration {
  /** Tells at once what has changed. */
  refresh(): Promise<void>
  /** Tells that this worker takes no more tasks. */
  close(): Promise<void>
}

/**
 * Registers this worker with the models that its engines serve now, and renews that every 5 s. When
 * it starts to serve a model, tasks that nobody could run are offered again.
 */
export async function register(
  deps: Deps,
  config: Pick<Config, 'modelsDir'>,
  o: {
    readonly worker: string
    readonly engines: readonly Engine[]
    /** Engines that could not be started at all. */
    readonly brokenAtStart: number
    /** Models that are meant for servers and that none of them runs now. */
    readonly unserved: () => readonly UnavailableModel[]
    readonly fitness: Pick<Fitness, 'reason'>
    readonly pauses: ModelPauses
  },
): Promise<Registration> {
  const { worker, engines, fitness, pauses } = o
  const startedAt = deps.clock.now()
  let definitions = ''
  let served = ''

  async function beat(): Promise<void> {
    const able = engines.filter((engine) => isAble(o, engine))
    const all = servedModels(engines)
    const models = servedModels(able.map((engine) => ({ models: ableModels(o, engine) })))
    const text = JSON.stringify(all)
    // A model folder may have changed when an engine started again.
    if (text !== definitions) await registerModels(deps.db, all, deps.clock.now())
    definitions = text
    const broken = engines.find((engine) => engine.fault !== null)
    await recordHeartbeat(
      deps.db,
      {
        id: worker,
        host: hostname(),
        devices: able.map((engine) => engine.device),
        deviceClasses: able.map((engine) => engine.deviceClass),
        models: models.map((model) => model.id),
        unavailable: [
          ...unavailableModels([...engines, { modelFaults: o.unserved() }], config.modelsDir),
          ...pauses.paused().map(notLoaded),
        ],
        fittingSizes: Object.fromEntries(models.map((model) => [model.id, model.fittingSizes ?? []])),
        engineStates: await Promise.all(engines.map(stateOf)),
        startedAt,
        brokenEngines: o.brokenAtStart + engines.filter((engine) => engine.fault !== null).length,
        pausedReason: fitness.reason ?? (able.length === 0 && broken !== undefined ? faultOf(broken) : null),
        clockSkewSeconds: deps.skewSeconds(),
      },
      deps.clock.now(),
    )
    const ids = models.map((model) => model.id).join()
    if (ids !== served && ids !== '') await unparkWhereRoom(deps)
    served = ids
  }

  await beat()
  let closed = false
  let last: Promise<void> = Promise.resolve()
  const refresh = (): Promise<void> => {
    last = last
      .then(async () => {
        if (!closed) await beat()
      })
      .catch((error: unknown) => deps.log.warn({ error: messageOf(error) }, 'heartbeat not written'))
    return last
  }
  const timer = setInterval(() => void refresh(), HEARTBEAT_MS)
  return {
    refresh,
    async close() {
      clearInterval(timer)
      closed = true
      await last
      await deleteWorker(deps.db, worker).catch(() => undefined)
    },
  }
}

const faultOf = ({ fault, server }: Engine): string =>
  `${server === null ? 'device' : 'server'}: ${fault as string}`

const stateOf = async (engine: Engine): Promise<EngineState> => ({
  name: engine.name,
  device: engine.device,
  deviceClass: engine.deviceClass,
  fault: engine.fault,
  ...engine.work,
  residentBytes: engine.pid === null ? null : await residentBytes(engine.pid),
})

const notLoaded = (model: string) => ({
  folder: model,
  reason: 'The model could not be loaded; its worker tries again later.',
})
