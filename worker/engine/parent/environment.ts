/** `cuda:<n>` counts the devices that this process may see. */
export type EngineDevice = 'cpu' | `cuda:${number}`

export type Environment = Readonly<Record<string, string | undefined>>

/** What programs and CUDA libraries need; credentials of the service are in none of them. */
const PASSED_ON = /^(PATH|HOME|TMPDIR|TZ|LANG|LC_\w+|LD_LIBRARY_PATH|(CUDA|CUDNN|NVIDIA|ORT|OMP|MALLOC)_\w+)$/

/**
 * Environment of an engine's process. It gets no variable that it does not need: the process that
 * parses model files never sees the database password. A CUDA engine sees its own device only, so
 * that no allocation can end on another.
 *
 * @throws Error when CUDA_VISIBLE_DEVICES hides the device.
 */
export function engineEnvironment(device: EngineDevice, environment: Environment): Record<string, string> {
  const passed: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment))
    if (value !== undefined && PASSED_ON.test(name)) passed[name] = value
  if (device === 'cpu') return passed
  const index = Number(device.slice('cuda:'.length))
  const visible = environment.CUDA_VISIBLE_DEVICES?.split(',').map((id) => id.trim())
  const id = visible ? visible[index] : String(index)
  if (id === undefined || id === '')
    throw new Error(
      `engine ${device}: CUDA_VISIBLE_DEVICES=${environment.CUDA_VISIBLE_DEVICES} has no device ${index}`,
    )
  // Numbers mean then what they mean to nvidia-smi.
  return { CUDA_DEVICE_ORDER: 'PCI_BUS_ID', ...passed, CUDA_VISIBLE_DEVICES: id }
}
