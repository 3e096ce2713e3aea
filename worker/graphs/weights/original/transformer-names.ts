import { diffusersName, namingConvention } from '#worker/graphs/weights/lora-names.ts'
import { type StoredTensor } from '#worker/graphs/weights/safetensors.ts'
import { named, type Translate } from './translated.ts'

/** Prefixes below which checkpoints of several networks keep the transformer. */
const WRAPPERS = ['model.diffusion_model.', 'diffusion_model.', 'model.']

/** A name without the prefix of its checkpoint. */
export const withoutWrapper = (name: string): string => {
  const wrapper = WRAPPERS.find((prefix) => name.startsWith(prefix))
  return wrapper === undefined ? name : name.slice(wrapper.length)
}

/**
 * The transformer's names in the Wan repository (wan/modules/model.py), under which its authors,
 * ComfyUI and quantisers of GGUF publish it. Names of diffusers stay as they are.
 */
export function translateTransformer(tensors: Iterable<StoredTensor>): Translate {
  const convention = namingConvention([...tensors].map(({ name }) => withoutWrapper(name)))
  return (tensor) => {
    const bare = withoutWrapper(tensor.name)
    const [, layer = bare, part = ''] = /^(.*)(\.(?:weight|bias))$/.exec(bare) ?? []
    const name = diffusersName(layer, convention)
    return name === undefined ? undefined : named(tensor, `${name}${part}`)
  }
}
