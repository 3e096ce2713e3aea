/** `cuda:<n>` counts the devices that this process can see. */
export type EngineDevice = 'cpu' | `cuda:${number}`

/** Whether an entry of ENGINES is a device, and no server. */
export const isDevice = (entry: string): entry is EngineDevice => /^(cpu|cuda:\d+)$/.test(entry)

export type Environment = Readonly<Record<string, string | undefined>>

/** Variables that node, programs and CUDA libraries need; none holds credentials of the service. */
const PASSED_ON =
  /^(PATH|HOME|TMPDIR|NODE_COMPILE_CACHE|TZ|LANG|LC_\w+|LD_LIBRARY_PATH|(CUDA|CUDNN|NVIDIA|ORT|OMP|MALLOC)_\w+)$/

/**
 * glibc gives blocks above this size back to the system when they are freed. Left alone, it raises
 * the threshold to the largest block freed so far, up to 32 MiB, and keeps what lies below: on the
 * CPU, where the weights' float32 copies are such blocks, 2.4 GiB of a model with 1.4 billion
 * parameters stayed after a run.
 */
const KEPT_BLOCK_BYTES = 2 ** 20

/**
 * The environment of an engine's process. The process that parses model files receives only what it
 * needs and never the database password. A CUDA engine sees its own device only, so no allocation
 * can land on another.
 *
 * @throws Error when CUDA_VISIBLE_DEVICES hides the device.
 */
export function engineEnvironment(device: EngineDevice, environment: Environment): Record<string, string> {
  const passed: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment))
    if (value !== undefined && PASSED_ON.test(name)) passed[name] = value
  if (device === 'cpu') return { MALLOC_MMAP_THRESHOLD_: String(KEPT_BLOCK_BYTES), ...passed }
  const index = Number(device.slice('cuda:'.length))
  const visible = environment.CUDA_VISIBLE_DEVICES?.split(',').map((id) => id.trim())
  const id = visible ? visible[index] : String(index)
  if (id === undefined || id === '')
    throw new Error(
      `engine ${device}: CUDA_VISIBLE_DEVICES=${environment.CUDA_VISIBLE_DEVICES} has no device ${index}`,
    )
  // PCI order gives devices the numbers that nvidia-smi uses.
  return { CUDA_DEVICE_ORDER: 'PCI_BUS_ID', ...passed, CUDA_VISIBLE_DEVICES: id }
}
