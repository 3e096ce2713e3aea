import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { cp, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { finished } from 'node:stream/promises'
import { type ComponentConfig } from '#worker/graphs/config.ts'
import { publishedTensors, type ComponentName } from '#worker/tools/published/published-tensors.ts'

const FILES: Readonly<Record<ComponentName, string>> = {
  text_encoder: 'model.safetensors',
  image_encoder: 'model.safetensors',
  transformer: 'diffusion_pytorch_model.safetensors',
  transformer_2: 'diffusion_pytorch_model.safetensors',
  vae: 'diffusion_pytorch_model.safetensors',
}

/** What differs from the folder that a random model is modelled on, component by component. */
export type ConfigChanges = Readonly<Partial<Record<ComponentName, ComponentConfig>>>

/** How weights are stored. */
export type StoredAs = 'F32' | 'BF16'

/**
 * Writes a model folder of the same kind as `template`, with other sizes and random float32 or
 * bfloat16 weights, that Python's classes load too. Matrices and kernels are uniform with the
 * variance 1 / fan-in, norms near 1, everything else near 0, so that values stay of the same size
 * through all layers. The same seed gives the same bytes. Returns the number of parameters.
 */
export async function writeRandomModel(
  folder: string,
  template: string,
  changes: ConfigChanges,
  seed: number,
  dtype: StoredAs = 'F32',
): Promise<number> {
  await cp(template, folder, {
    recursive: true,
    filter: (source) =>
      !/\.safetensors(\.index\.json)?$|SHA256SUMS$/.test(source) && path.basename(source) !== 'loras',
  })
  const random = uniform(seed)
  let parameters = 0
  for (const [component, change] of Object.entries(changes) as [ComponentName, ComponentConfig][]) {
    const configFile = path.join(folder, component, 'config.json')
    const text = changed(await readFile(configFile, 'utf8'), change)
    await writeFile(configFile, text)
    const config = JSON.parse(text) as ComponentConfig
    const shapes = publishedTensors(component, config)
    await writeWeights(path.join(folder, component, FILES[component]), shapes, random, dtype)
    for (const dims of shapes.values()) parameters += elementCount(dims)
  }
  return parameters
}

/** The same JSON with other values, all else to the letter: Python tells 1.0 from 1. */
function changed(json: string, change: ComponentConfig): string {
  return Object.entries(change).reduce((text, [key, value]) => {
    const field = new RegExp(`("${key}":\\s*)[^,\\n}]+`)
    if (!field.test(text)) throw new Error(`the configuration has no ${key}`)
    return text.replace(field, `$1${JSON.stringify(value)}`)
  }, json)
}

async function writeWeights(
  file: string,
  shapes: ReadonlyMap<string, readonly number[]>,
  random: () => number,
  dtype: StoredAs,
): Promise<void> {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } }
  let end = 0
  for (const [name, shape] of shapes) {
    const length = (dtype === 'F32' ? 4 : 2) * elementCount(shape)
    header[name] = { dtype, shape, data_offsets: [end, end + length] }
    end += length
  }
  const json = Buffer.from(JSON.stringify(header))
  const prefix = Buffer.alloc(8)
  prefix.writeBigUInt64LE(BigInt(json.length))
  const stream = createWriteStream(file)
  stream.write(prefix)
  stream.write(json)
  for (const [name, dims] of shapes) {
    const count = elementCount(dims)
    const values = new Float32Array(dtype === 'F32' ? count : Math.min(count, BFLOAT16_PERIOD))
    const [centre, deviation] = distributionOf(name, dims)
    // A uniform value in ±√3 has variance 1.
    for (let i = 0; i < values.length; i++) values[i] = centre + deviation * Math.sqrt(3) * random()
    const bytes = new Uint8Array(dtype === 'F32' ? values.buffer : upperHalves(values).buffer)
    const bytesPerValue = bytes.length / values.length
    for (let written = 0; written < count; written += values.length) {
      const rest = Math.min(values.length, count - written)
      if (!stream.write(bytes.subarray(0, rest * bytesPerValue))) await once(stream, 'drain')
    }
  }
  stream.end()
  await finished(stream)
}

/** Large bfloat16 tensors repeat so many values, since billions of them take minutes to draw. */
const BFLOAT16_PERIOD = 2 ** 18

/** bfloat16 by truncation: the upper halves of float32. */
const upperHalves = (values: Float32Array<ArrayBuffer>): Uint16Array<ArrayBuffer> =>
  new Uint16Array(values.buffer).filter((_, i) => i % 2 === 1)

/** Mean and standard deviation of a tensor's values. */
function distributionOf(name: string, dims: readonly number[]): readonly [number, number] {
  const isNorm = /norm\w*\.(weight|gamma)$|layer_norm\d?\.weight$|layrnorm\.weight$|layernorm\.weight$/.test(
    name,
  )
  if (isNorm || name.endsWith('.gamma')) return [1, 0.1]
  if (name.endsWith('shared.weight')) return [0, 1]
  if (/relative_attention_bias|scale_shift_table/.test(name)) return [0, 0.1]
  if (dims.length < 2) return [0, 0.02]
  return [0, 1 / Math.sqrt(elementCount(dims.slice(1)))]
}

const elementCount = (dims: readonly number[]): number => dims.reduce((product, size) => product * size, 1)

/** Uniform in -1 … 1: xorshift32 (Marsaglia 2003, Journal of Statistical Software 8/14). */
function uniform(seed: number): () => number {
  let state = seed >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state / 2 ** 31
  }
}
