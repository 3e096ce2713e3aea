import { readdirSync, readFileSync } from 'node:fs'
import os from 'node:os'
import { engineEnvironment, type EngineDevice, type Environment } from './environment.ts'

/**
 * Where NVIDIA's Linux driver describes its devices: one folder each, in the order of the PCI bus.
 */
const NVIDIA_DEVICES = '/proc/driver/nvidia/gpus'

/**
 * The class of a device. Devices of one class take the same time for the same run and give the same
 * bits: the model of the GPU, or the model of the CPU with the number of threads. CUDA numbers the
 * fastest device first and the driver follows the bus, so in a machine with different GPUs this may
 * name the wrong one.
 */
export function deviceClass(device: EngineDevice, threads: number, environment: Environment): string {
  if (device === 'cpu') {
    const model = os.cpus()[0]?.model.trim().replaceAll(/\s+/g, ' ') ?? ''
    return `${model || os.arch()}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`
  }
  return gpuModel(engineEnvironment(device, environment)['CUDA_VISIBLE_DEVICES'] ?? '0') ?? 'cuda'
}

/**
 * The model of a GPU by its number or UUID, the two notations of CUDA_VISIBLE_DEVICES; null if
 * unknown.
 */
function gpuModel(id: string): string | null {
  try {
    const devices = readdirSync(NVIDIA_DEVICES)
      .toSorted()
      .map((folder) => readFileSync(`${NVIDIA_DEVICES}/${folder}/information`, 'utf8'))
    const device = /^\d+$/.test(id) ? devices[Number(id)] : devices.find((text) => text.includes(id))
    return /^Model:\s*(.+?)\s*$/m.exec(device ?? '')?.[1] ?? null
  } catch {
    return null
  }
}
