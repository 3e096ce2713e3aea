import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'

const START_MS = 30_000

export interface FastapiPeer {
  readonly port: number
  stop(): Promise<void>
}

/**
 * Starts the in-memory peer.
 *
 * @param python a command whose packages include fastapi and uvicorn
 * @returns null where it does not start, as without these packages
 */
export async function startFastapiPeer(python: string): Promise<FastapiPeer | null> {
  const port = await freeLoopbackPort()
  const child = spawn(python, [path.join(import.meta.dirname, 'fastapi_peer.py'), String(port)], {
    stdio: 'ignore',
  })
  const ended = once(child, 'exit').catch(() => null)
  let isRunning = true
  void ended.then(() => (isRunning = false))
  const answers = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/openapi.json`).then(
      ({ ok }) => ok,
      () => false,
    )
  for (const giveUpAt = Date.now() + START_MS; !(await answers()); await sleep(100))
    if (!isRunning || Date.now() > giveUpAt) return null
  return {
    port,
    async stop() {
      child.kill()
      await ended
    },
  }
}
