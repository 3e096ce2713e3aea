/**
 * One run of `npm run gpu-check`, in its own process: the script runs a model folder twice on one
 * device in one float type and releases the sessions after each. It prints the current phase,
 * because the runtime reports its attention kernels on the same stream, and writes `result.json`,
 * `latents.bin` (float32) and `frames.bin` (RGB bytes) to the output folder.
 */
import { writeSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { usedDeviceMemory } from '#worker/engine/child/nvidia-smi.ts'
import { type FloatType } from '#worker/graphs/onnx/builder.ts'
import { loadModel } from '#worker/wan/loaded-model.ts'
import { readModelFolder, type ModelFolder } from '#worker/wan/folder/model-folder.ts'
import { generate } from '#worker/wan/pipeline.ts'
import { precisionOf } from '#worker/wan/folder/precision.ts'
import { type RgbImage } from '#worker/wan/image/rgb-image.ts'
import { transformerFlops } from './transformer-flops.ts'

/** The first argument of the script, as JSON. */
export interface GpuCheckRun {
  readonly folder: string
  readonly device: 'cpu' | 'cuda:0'
  readonly dtype: FloatType
  readonly computeCapability: number | null
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly steps: number
  /** The existing folder for the results. */
  readonly output: string
}

export interface GpuCheckResult {
  /**
   * Seconds per step of the second run, whose shapes the kernels have seen. A step includes both
   * forwards of guidance.
   */
  readonly stepSeconds: number
  readonly timings: Readonly<Record<string, number>>
  /** Operations of one forward of the transformer. */
  readonly forwardFlops: number
  /**
   * MiB in use on the device: after the first run with its sessions open, after their release, and
   * the same for the second run.
   */
  readonly usedMemory: readonly number[]
}

/** A synthetic image with some structure, identical on every device. */
function picture(width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3)
  for (let i = 0; i < data.length; i++) {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)]
    data[i] = 128 + 100 * Math.sin((x * (1 + (i % 3))) / 9) * Math.cos(y / 7)
  }
  return { width, height, data }
}

async function runOnce(folder: ModelFolder, run: GpuCheckRun) {
  const { width, height, frames, steps } = run
  const { definition } = folder
  const model = loadModel(folder, { device: run.device, threads: 1 })
  let latents = new Float32Array()
  const stepEnds: number[] = []
  const image = definition.inputs.firstFrame === 'none' ? null : picture(width, height)
  const video = await generate(
    model,
    {
      ...definition.sampling,
      prompt: 'a small boat on a lake at dawn, mist over the water',
      negativePrompt: 'blurry, static',
      image,
      lastImage: definition.inputs.lastFrame === 'required' ? picture(width, height) : null,
      width,
      height,
      frames,
      steps,
      guidanceScale: 5,
      guidanceScale2: definition.defaults.guidanceScale2 === null ? null : 4,
      flowShift: definition.defaults.flowShift,
      seed: 7,
    },
    {
      onPhase: (phase) => void writeSync(1, `== ${phase}\n`),
      onStep({ state }) {
        stepEnds.push(performance.now())
        latents = Float32Array.from(state.latents)
      },
      yieldPoint: async () => undefined,
    },
  )
  const pixels = Array.from({ length: video.frameCount }, (_, i) => video.frame(i).slice())
  const stepSeconds = (stepEnds.at(-1)! - stepEnds[0]!) / 1000 / Math.max(1, steps - 1)
  const before = await usedDeviceMemory('0')
  await model.release()
  writeSync(1, '== released\n')
  return {
    latents,
    pixels: Buffer.concat(pixels),
    stepSeconds,
    timings: video.timings,
    memory: [before, await usedDeviceMemory('0')],
  }
}

if (import.meta.main) {
  const run = JSON.parse(process.argv[2] ?? '') as GpuCheckRun
  const precision = precisionOf(run.dtype, run.computeCapability ?? undefined)
  const folder = await readModelFolder(run.folder, { precision })
  const first = await runOnce(folder, run)
  const second = await runOnce(folder, run)
  const side = folder.architecture.sizeMultiple
  const tokens = (((run.frames - 1) / 4 + 1) * run.width * run.height) / side ** 2
  const result: GpuCheckResult = {
    stepSeconds: second.stepSeconds,
    timings: second.timings,
    forwardFlops: transformerFlops(folder.configs.transformer, tokens),
    usedMemory: [...first.memory, ...second.memory],
  }
  await writeFile(join(run.output, 'latents.bin'), second.latents)
  await writeFile(join(run.output, 'frames.bin'), second.pixels)
  await writeFile(join(run.output, 'result.json'), JSON.stringify(result))
}
