import { readFileSync } from 'node:fs'
import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import { listModels } from '#core/store/models.ts'
import { chooseDefault } from '#api/creation/choose-model.ts'
import type { FirstCreate } from './try-out.ts'

const PROMPT = 'night falls'

/**
 * Finds the create that `/docs` offers first: the model that an image would select, among those of
 * live workers where there are any.
 *
 * @returns a function that never throws: without a database no model is named
 */
export function firstCreateOf(deps: Pick<Deps, 'db' | 'log'>): () => Promise<FirstCreate> {
  const bytes = readFileSync(new URL('first-frame.webp', import.meta.url))
  const image = `data:image/webp;base64,${bytes.toString('base64')}`
  return async () => {
    try {
      const models = await listModels(deps.db)
      const served = models.filter((model) => model.served)
      const model = chooseDefault(served.length > 0 ? served : models, { firstFrame: true })
      if (model === undefined) return { prompt: PROMPT, input_reference: image }
      const takesImage = model.inputs.firstFrame !== 'none'
      return { prompt: PROMPT, model: model.id, ...(takesImage ? { input_reference: image } : {}) }
    } catch (error) {
      deps.log.warn({ error: messageOf(error) }, 'the documentation names no model')
      return { prompt: PROMPT, input_reference: image }
    }
  }
}
