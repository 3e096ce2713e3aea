import type { Adjustment } from '#core/task/parameters.ts'
import type { InputPresence, ModelDefinition } from '#core/task/model-definition.ts'
import { AppError, fieldError } from '#core/errors.ts'
import { modelNamed } from '#core/task/models/model-names.ts'

const RETRY_AFTER_SECONDS = 5
/**
 * Names of OpenAI's models, which stand for the default model. Case is spelled out, because the
 * contract's patterns have no flags.
 */
export const OPENAI_MODEL = /^[sS][oO][rR][aA]-2(-[pP][rR][oO])?(-\d{4}-\d{2}-\d{2})?$/

/** What a request says about its model, besides the name. */
export interface ModelRequest {
  /**
   * Acceptable kinds of models, the best first. Another kind is never used, and an unknown name is
   * no error.
   */
  readonly tasks?: readonly ModelDefinition['task'][] | null
  /** Whether an image for the first frame was sent, and one for the last. */
  readonly firstFrame?: boolean
  readonly lastFrame?: boolean
}

/** A model, and whether a live worker serves it; absent: it counts as served. */
type Choice = ModelDefinition & { readonly served?: boolean }

/**
 * The model that the client names, by the rules of `modelNamed`. When it names none, or one of
 * OpenAI's, this is the first registered model that can make a video from what was sent; a fallback
 * is, while no other one is served. When none can, it is the first that needs a prompt and at most
 * one image, whose error then says what is missing.
 *
 * @throws AppError model_not_found; service_unavailable until a worker has registered a model.
 */
export function chooseModel<M extends Choice>(
  models: readonly M[],
  name: string | null,
  { tasks = null, firstFrame = false, lastFrame = false }: ModelRequest = {},
): { model: M; adjustments: readonly Adjustment[] } {
  const first = chooseDefault(models, { firstFrame, lastFrame })
  if (first === undefined)
    throw new AppError('service_unavailable', 'No worker has registered a model yet.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    })
  if (tasks !== null) return chooseByTask(models, name, tasks)
  if (name === null) return { model: first, adjustments: [] }
  const named = modelNamed(models, name)
  if (named !== undefined) return { model: named, adjustments: [] }
  if (OPENAI_MODEL.test(name))
    return {
      model: first,
      adjustments: [
        {
          field: 'model',
          requested: name,
          used: first.id,
          reason: 'This service does not run that model; its default one was used.',
        },
      ],
    }
  const message = `The model \`${name}\` does not exist; the models are: ${models.map((model) => model.id).join(', ')}.`
  throw fieldError('model_not_found', 'model', message)
}

/**
 * The model that a name stands for where no video is made: by the rules of `modelNamed`, and the
 * default one for a name of OpenAI's; undefined for another name.
 */
export const findModel = <M extends Choice>(models: readonly M[], name: string): M | undefined =>
  modelNamed(models, name) ?? (OPENAI_MODEL.test(name) ? chooseDefault(models) : undefined)

/** The model of a request that names none; undefined without any model. */
export function chooseDefault<M extends Choice>(
  models: readonly M[],
  { firstFrame = false, lastFrame = false }: Pick<ModelRequest, 'firstFrame' | 'lastFrame'> = {},
): M | undefined {
  const takes = (presence: InputPresence, sent: boolean): boolean =>
    sent ? presence !== 'none' : presence !== 'required'
  return (
    preferred(
      models.filter(
        ({ inputs }) => takes(inputs.firstFrame, firstFrame) && takes(inputs.lastFrame, lastFrame),
      ),
    ) ??
    preferred(models.filter(({ inputs }) => inputs.lastFrame !== 'required')) ??
    models[0]
  )
}

/** The first one that is no fallback, unless only fallbacks are served. */
function preferred<M extends Choice>(models: readonly M[]): M | undefined {
  const others = models.filter(({ fallback = false }) => !fallback)
  const fallbacks = models.filter(({ fallback = false }) => fallback)
  const isServed = ({ served = true }: Choice): boolean => served
  const usual = others.some(isServed) ? others[0] : fallbacks.find(isServed)
  return usual ?? others[0] ?? fallbacks[0]
}

/**
 * A registered model of one of these kinds: the named one, else the first of the best kind, or a
 * fallback while no other one is served. A name of another kind is reported as an adjustment, not
 * refused.
 */
function chooseByTask<M extends Choice>(
  models: readonly M[],
  name: string | null,
  tasks: readonly ModelDefinition['task'][],
): { model: M; adjustments: readonly Adjustment[] } {
  const fitting = tasks.flatMap((task) => models.filter((model) => model.task === task))
  const named = name === null ? undefined : modelNamed(fitting, name)
  const model = named ?? preferred(fitting)
  if (model === undefined)
    throw new AppError(
      'service_unavailable',
      `No model that makes videos ${tasks[0] === 't2v' ? 'from text' : 'from an image'} is served here.`,
      { retryAfterSeconds: RETRY_AFTER_SECONDS },
    )
  const reason = 'This service does not run that model; another one of its kind was used.'
  return {
    model,
    adjustments:
      named !== undefined || name === null
        ? []
        : [{ field: 'model', requested: name, used: model.id, reason }],
  }
}
