import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** One CUDA device, as the driver describes it. */
export interface CudaDevice {
  readonly name: string
  readonly totalMib: number
  /** Compute capability, for example 8.9. */
  readonly computeCapability: number
  readonly driver: string
}

/** The device of this number or UUID; undefined without such a device or without a driver. */
export async function findCudaDevice(id: string): Promise<CudaDevice | undefined> {
  const answer = await query('name,memory.total,compute_cap,driver_version', id)
  return answer === undefined ? undefined : parseCudaDevice(answer)
}

/**
 * The device in a line of nvidia-smi with these four values, separated by commas; undefined for any
 * other text.
 */
export function parseCudaDevice(line: string): CudaDevice | undefined {
  const [name = '', total, capability, driver = ''] = line.split(',').map((part) => part.trim())
  const [totalMib, computeCapability] = [Number(total), Number(capability)]
  return totalMib > 0 && computeCapability > 0 ? { name, totalMib, computeCapability, driver } : undefined
}

/** MiB in use on that device, by all processes; 0 without such a device. */
export async function usedDeviceMemory(id: string): Promise<number> {
  return Number(await query('memory.used', id)) || 0
}

async function query(fields: string, id: string): Promise<string | undefined> {
  try {
    const args = [`--query-gpu=${fields}`, '--format=csv,noheader,nounits', `--id=${id}`]
    return (await run('nvidia-smi', args, { timeout: 20_000 })).stdout.trim().split('\n')[0]
  } catch {
    return undefined
  }
}
