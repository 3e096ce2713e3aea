import { readdirSync, readFileSync } from 'node:fs'
import os from 'node:os'
import { engineEnvironment, type EngineDevice, type Environment } from './environment.ts'

/**
 * Where the NVIDIA driver of Linux tells of its devices, one folder each in the order of the PCI
 * bus.
 */
const NVIDIA_DEVICES = '/proc/driver/nvidia/gpus'

/**
 * Devices of one class take the same time for the same run and give the same bits: the model of the
 * GPU, or that of the CPU with the number of threads. CUDA counts the fastest device first and the
 * driver by the bus, so in a machine with different GPUs this may name the neighbour's.
 */
export function deviceClass(device: EngineDevice, threads: number, environment: Environment): string {
  if (device === 'cpu') {
    const model = os.cpus()[0]?.model.trim().replaceAll(/\s+/g, ' ') ?? ''
    return `${model || os.arch()}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`
  }
  return gpuModel(engineEnvironment(device, environment)['CUDA_VISIBLE_DEVICES'] ?? '0') ?? 'cuda'
}

/** By its number or its UUID, the two ways to name a device in CUDA_VISIBLE_DEVICES. */
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
