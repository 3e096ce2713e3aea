import { statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '#core/config/config.ts'
import { probePort } from '#infra/dev/free-port.ts'
import { SetupError, systemErrorCode } from '#infra/dev/setup-error.ts'
import type { InstanceLock } from './instance-lock.ts'

/** API and worker of a killed supervisor have 5 s to stop (core/shutdown.ts). */
const LEFTOVER_GRACE_MS = 8000

/**
 * A typing error in MODELS_DIR would otherwise show up as a worker that dies again and again.
 *
 * @throws SetupError
 */
export function checkModelsFolder({ modelsDir, queues }: Config): void {
  const isFolder = statSync(modelsDir, { throwIfNoEntry: false })?.isDirectory() ?? false
  if (isFolder || !queues.includes('generate')) return
  throw new SetupError(
    `MODELS_DIR is ${path.resolve(modelsDir)}, which is not a folder: create it and put model folders into it, or leave MODELS_DIR unset for the demo model`,
  )
}

/**
 * Refuses a port in use. After a killed run, waits for its processes to end and free the port.
 *
 * @throws SetupError
 */
export async function checkPort(config: Config, lock: InstanceLock): Promise<void> {
  const deadline = Date.now() + (lock.takenOver ? LEFTOVER_GRACE_MS : 0)
  while ((await probe(config)) === undefined) {
    if (Date.now() >= deadline)
      throw new SetupError(
        `port ${config.port} of ${config.host} is in use: stop the program that uses it, or choose another PORT`,
      )
    await sleep(100)
  }
}

/** @throws SetupError for an address that this user or this machine cannot have */
async function probe({ port, host }: Config): Promise<number | undefined> {
  try {
    return await probePort(port, host)
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'EACCES')
      throw new SetupError(
        `port ${port} is reserved for root: choose a PORT of 1024 or above, such as 8088, and let a proxy serve port ${port}`,
      )
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new SetupError(
        `HOST is ${host}, which is no address of this machine: use 127.0.0.1, or 0.0.0.0 for all of them`,
      )
    throw error
  }
}
