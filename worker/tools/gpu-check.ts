/**
 * `npm run gpu-check`: verifies the models on a machine with a CUDA device. Every model folder runs
 * in float16 and bfloat16 and is compared with the CPU. See --help.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type FloatType } from '#worker/graphs/onnx/builder.ts'
import { findCudaDevice, usedDeviceMemory, type CudaDevice } from '#worker/engine/child/nvidia-smi.ts'
import { checkFolder, runOnCpu, type RunSize } from '#worker/tools/gpu/check-folder-on-gpu.ts'

const HELP = `npm run gpu-check -- [options]
  Runs every tiny model folder on the first CUDA device in fp16 and bf16 and checks that
  - attention runs on a fast kernel, and no operator of a transformer runs on the CPU
  - latents and frames match those of the CPU in fp32 within the precision of the type
  - the memory of the device is released
  It also prints the time of a step beside the minimum that the arithmetic of the card allows.

  --models <folder>        folder with the tiny models, named *-tiny; default: test/fixtures/models
  --folder <folder>        runs only this model folder, which may be a published one, without comparing it with the CPU
  --size <width>x<height>  size of the video in pixels; default: 128x64
  --frames <n>             number of frames, 4n + 1; default: 17
  --steps <n>              number of denoising steps; default: 3

Exit code: 0 when all checks pass or there is no CUDA device ("not run"), 1 when a check fails or cannot run, 2 when the
command line is invalid.
`

const DTYPES: readonly FloatType[] = ['float16', 'bfloat16']
/** The lowest compute capability with bfloat16: Ampere. */
const BFLOAT16_CAPABILITY = 8
/** The change in memory use that is no leak once all processes have ended. */
const RELEASE_TOLERANCE_MIB = 64

interface Options {
  readonly folders: readonly string[]
  /** Whether the results are compared with the CPU, for which only tiny models are small enough. */
  readonly compared: boolean
  readonly size: RunSize
}

/** The reason why the check cannot run on this machine; undefined when it can. */
async function reasonNotToRun(device: CudaDevice | undefined): Promise<string | undefined> {
  if (!device) return 'there is no CUDA device (nvidia-smi lists none)'
  const require = createRequire(import.meta.url)
  const runtime = path.dirname(require.resolve('onnxruntime-node/package.json'))
  const provider = path.join(runtime, 'bin/napi-v6/linux', process.arch, 'libonnxruntime_providers_cuda.so')
  if (existsSync(provider)) return undefined
  return `the machine has a CUDA device (${device.name}), but ${path.basename(provider)} is not installed: run \`npm run setup:cuda\``
}

/** Runs the check, prints each finding as soon as it is known, and returns the exit code. */
async function check({ folders, compared, size }: Options, device: CudaDevice): Promise<number> {
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'gpu-check-'))
  const atStart = await usedDeviceMemory('0')
  const faults: string[] = []
  try {
    for (const folder of folders) {
      const reference = compared ? await runOnCpu(folder, size, scratch) : undefined
      for (const dtype of DTYPES) {
        if (dtype === 'bfloat16' && device.computeCapability < BFLOAT16_CAPABILITY) continue
        const checked = await checkFolder({ folder, dtype, size, scratch, reference, device })
        console.log(checked.line)
        faults.push(...checked.faults.map((fault) => `${checked.name}: ${fault}`))
      }
    }
    const left = (await usedDeviceMemory('0')) - atStart
    if (left > RELEASE_TOLERANCE_MIB)
      faults.push(`${left} MiB of the device are still in use after all processes have ended`)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
  for (const fault of faults) console.error(`FAULT ${fault}`)
  console.log(
    faults.length === 0 ? 'gpu-check: all checks passed' : `gpu-check: faults found: ${faults.length}`,
  )
  return faults.length === 0 ? 0 : 1
}

async function readOptions(args: readonly string[]): Promise<Options | undefined> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      models: { type: 'string', default: 'test/fixtures/models' },
      folder: { type: 'string' },
      size: { type: 'string', default: '128x64' },
      frames: { type: 'string', default: '17' },
      steps: { type: 'string', default: '3' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  const [width = 0, height = 0] = values.size.split('x').map(Number)
  const [frames, steps] = [Number(values.frames), Number(values.steps)]
  if (![width, height, frames, steps].every((value) => Number.isInteger(value) && value > 0))
    throw new TypeError('--size, --frames and --steps take whole numbers of at least 1')
  const size = { width, height, frames, steps }
  if (values.folder !== undefined) return { folders: [path.resolve(values.folder)], compared: false, size }
  const names = (await readdir(values.models)).filter((name) => name.endsWith('-tiny')).toSorted()
  return { folders: names.map((name) => path.resolve(values.models, name)), compared: true, size }
}

async function main(): Promise<number> {
  let options: Options | undefined
  try {
    options = await readOptions(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`gpu-check: ${error instanceof Error ? error.message : String(error)}\n\n${HELP}`)
    return 2
  }
  if (!options) {
    process.stdout.write(HELP)
    return 0
  }
  const device = await findCudaDevice('0')
  const reason = await reasonNotToRun(device)
  if (!device || reason !== undefined) {
    console.log(`gpu-check: not run: ${reason}`)
    return device ? 1 : 0
  }
  const { name, totalMib, computeCapability, driver } = device
  console.log(`${name}, ${totalMib} MiB, compute capability ${computeCapability}, driver ${driver}`)
  return check(options, device)
}

if (import.meta.main) process.exitCode = await main()
