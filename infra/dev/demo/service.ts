import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DevelopmentAccess } from '#infra/dev/service/development-tenant.ts'
import { lockHolder } from '#infra/dev/service/instance-lock.ts'
import { SetupError, systemErrorCode } from '#infra/dev/setup-error.ts'

const START_TIMEOUT_MS = 120_000
const POLL_MS = 250

export interface FoundService {
  readonly access: DevelopmentAccess
  /** Stops the service if `findOrStartService` started it. */
  stop(): Promise<void>
}

/**
 * The service on this machine: the one that answers at the address in `dev.json`, else the one that
 * is starting on the data folder, else a new one.
 *
 * @throws SetupError when it does not become ready
 */
export async function findOrStartService(
  dataDir: string,
  say: (line: string) => void,
): Promise<FoundService> {
  const asItIs = async (): Promise<void> => {}
  const found = await answering(dataDir)
  if (found) {
    say(`using the service at ${found.base_url}`)
    return { access: found, stop: asItIs }
  }
  const starter = lockHolder(dataDir)
  if (starter === undefined) return start(dataDir, say)
  say(`the service is starting (process ${starter}); waiting for it`)
  const deadline = performance.now() + START_TIMEOUT_MS
  while (lockHolder(dataDir) !== undefined && performance.now() < deadline) {
    const access = await answering(dataDir)
    if (access) return { access, stop: asItIs }
    await sleep(POLL_MS)
  }
  throw new SetupError('the service that was starting did not become ready')
}

async function start(dataDir: string, say: (line: string) => void): Promise<FoundService> {
  say('no service is running; starting one')
  const script = path.join(import.meta.dirname, '..', 'service', 'main.ts')
  // In a session of its own: we stop it at Ctrl-C, the closed IPC channel when we are killed.
  const child = spawn(process.execPath, [script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  // The service takes a second SIGTERM for "at once".
  let stopped: Promise<unknown> | null = null
  const stop = async (): Promise<void> => {
    if (stopped === null) child.kill('SIGTERM')
    await (stopped ??= exited)
  }
  const ready = Promise.withResolvers<boolean>()
  const output = child.stdout as Readable
  createInterface({ input: output }).on('line', (line) => {
    say(`  ${line}`)
    if (line.startsWith('ready ')) ready.resolve(true)
  })
  void exited.then(() => ready.resolve(false))
  if (!(await ready.promise)) throw new SetupError('the service did not start; see the reason above')
  const access = readAccess(dataDir)
  if (access) return { access, stop }
  await stop()
  throw new SetupError(`the service has not written ${path.join(dataDir, 'dev.json')}`)
}

/** The content of `dev.json`, if the service at its address is ready. */
async function answering(dataDir: string): Promise<DevelopmentAccess | undefined> {
  const access = readAccess(dataDir)
  if (access === undefined) return undefined
  const signal = AbortSignal.timeout(2000)
  const response = await fetch(new URL('/readyz', access.base_url), { signal }).catch(() => undefined)
  // Unread, it would keep the connection.
  await response?.body?.cancel()
  return response?.ok ? access : undefined
}

function readAccess(dataDir: string): DevelopmentAccess | undefined {
  const file = path.join(dataDir, 'dev.json')
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DevelopmentAccess
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw new SetupError(
      `${file} cannot be read (${systemErrorCode(error) ?? 'not JSON'}): stop the service and delete the file`,
    )
  }
}
