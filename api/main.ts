import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describeConfig, loadConfig, processEnvironment } from '#core/config/config.ts'
import { watchDeadlines } from '#core/lifecycle/lifecycle.ts'
import { openDeps } from '#core/deps.ts'
import { oneLine } from '#core/errors.ts'
import { onShutdownRequest } from '#core/shutdown.ts'
import { createApp } from './app.ts'
import { createServer, drain } from '#api/http/server.ts'
import { createMetricsServer } from './metrics.ts'
import { imageDecoderOf } from '#api/images/decoder/image-decoder.ts'
import { openTaskWatch } from '#api/watching/task-watch.ts'

async function main(): Promise<void> {
  const config = loadConfig(processEnvironment())
  const deps = await openDeps(config, 'api')
  let draining = false
  try {
    const watch = openTaskWatch(deps)
    const imageDecoder = imageDecoderOf(deps)
    const server = createServer(createApp(deps, { isDraining: () => draining, watch, imageDecoder }))
    server.listen(config.port, config.host)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const metrics = config.apiMetricsPort === null ? null : createMetricsServer(deps)
    metrics?.listen(config.apiMetricsPort ?? 0, config.host)
    if (metrics !== null) await once(metrics, 'listening')
    const metricsPort = (metrics?.address() as AddressInfo | undefined)?.port
    const stopDeadlines = watchDeadlines(deps)
    deps.log.info({ host: config.host, port, metricsPort, settings: describeConfig(config) }, 'api ready')

    onShutdownRequest(async () => {
      draining = true
      deps.log.info('api stopping')
      watch.stop()
      await drain(server)
      metrics?.close()
      metrics?.closeAllConnections()
      imageDecoder.close()
      await stopDeadlines()
      await deps.close()
    })
  } catch (error) {
    await deps.close()
    throw error
  }
}

/** The error in one line for the operator's terminal: its message, else its code. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, port, address } = error as { code?: string; port?: number; address?: string }
  if (code === 'EADDRINUSE') return `Port ${port} on ${address} is already in use; choose another with PORT.`
  if (code === 'EACCES') return `Port ${port} is reserved for root; choose a PORT of 1024 or above.`
  return oneLine(error)
}

main().catch((error: unknown) => {
  console.error(`The API did not start. ${reason(error)}`)
  process.exit(1)
})
