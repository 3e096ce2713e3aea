import type { Serving } from '#core/store/serving.ts'
import type { FittingSizes } from '#core/task/fitting-sizes.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import type { Engine } from '#worker/engine/engine.ts'
import type { Fitness } from './fitness.ts'
import type { ModelPauses } from './model-pauses.ts'

interface State {
  /** Id of the worker. */
  readonly worker: string
  readonly fitness: Pick<Fitness, 'reason'>
  readonly pauses: Pick<ModelPauses, 'isPaused'>
}

/** Whether this engine takes tasks now. */
export const isAble = ({ fitness }: Pick<State, 'fitness'>, engine: Pick<Engine, 'fault'>): boolean =>
  fitness.reason === null && engine.fault === null

/** The models of which this engine takes tasks now. */
export const ableModels = (state: State, engine: Pick<Engine, 'fault' | 'models'>): ModelDefinition[] =>
  isAble(state, engine) ? engine.models.filter(({ id }) => !state.pauses.isPaused(id)) : []

/** What this engine can run now. */
export function servingOf(
  state: State,
  engine: Pick<Engine, 'name' | 'deviceClass' | 'fault' | 'models'>,
): Serving {
  const models = ableModels(state, engine)
  const fittingSizes: Record<string, FittingSizes> = Object.fromEntries(
    models.map(({ id, fittingSizes: sizes = [] }) => [id, sizes]),
  )
  const { name, deviceClass } = engine
  return {
    worker: state.worker,
    engine: { name, deviceClass },
    models: models.map(({ id }) => id),
    fittingSizes,
  }
}
