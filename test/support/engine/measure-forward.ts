/**
 * Prints the bytes by which this process grows at the most during one forward of a component of the
 * tiny model, given as first argument, at the width, height and frames that follow. Memory that is
 * freed has to be given back at once, so the arena is off, and the caller sets
 * MALLOC_MMAP_THRESHOLD_.
 */
import { readFileSync } from 'node:fs'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { TINY_MODEL_FOLDER } from '#test/support/onnx/reference.ts'
import { sessionOptions } from '#worker/wan/sessions/session.ts'
import { readModelFolder } from '#worker/wan/folder/model-folder.ts'

const [component = '', ...numbers] = process.argv.slice(2)
const [width = 0, height = 0, frames = 0] = numbers.map(Number)
const { graphs, architecture } = await readModelFolder(TINY_MODEL_FOLDER)
const { channels, spatialCompression } = architecture.latents
const chunks = (frames - 1) / 4
const [h, w] = [height / spatialCompression, width / spatialCompression]
const tokens = ((chunks + 1) * h * w) / 4

const floats = (dims: readonly number[]): Tensor =>
  new Tensor('float32', new Float32Array(dims.reduce((product, size) => product * size, 1)).fill(0.1), dims)

const graph = {
  vae_decoder: graphs.vaeDecoder,
  vae_encoder: graphs.vaeEncoder,
  transformer: graphs.transformer,
}[component]
if (!graph) throw new Error(`no component ${component}`)
const sizes = new Map<number | string, number>(
  Object.entries({ T: chunks + 1, h, w, H: height, W: width, tokens }),
)
const feeds = Object.fromEntries(
  graph.inputs.map(({ name, type, dims }) => [
    name,
    type === 'int64'
      ? new Tensor('int64', BigInt64Array.of(BigInt(chunks)), [])
      : floats(dims.map((dim) => sizes.get(dim) ?? Number(dim))),
  ]),
)
if (graph === graphs.vaeDecoder && feeds['latents']?.dims[1] !== channels) throw new Error('other latents')

const bytesOf = (field: 'VmRSS' | 'VmHWM'): number => {
  const status = readFileSync('/proc/self/status', 'latin1')
  return 1024 * Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1])
}
const session = await InferenceSession.create(graph.model, {
  ...sessionOptions(graph, { device: 'cpu', threads: 1 }),
  enableCpuMemArena: false,
})
const before = bytesOf('VmRSS')
await session.run(feeds)
process.stdout.write(String(bytesOf('VmHWM') - before))
