/** `npm run demo`: one video from an image and a prompt, over HTTP alone. See --help. */
import path from 'node:path'
import { loadConfig, processEnvironment } from '#core/config/config.ts'
import { describeError } from '#infra/dev/setup-error.ts'
import { prepareFiles } from './files.ts'
import { makeVideo } from './make-video.ts'
import { HELP, readDemoOptions } from './options.ts'
import { findOrStartService } from './service.ts'

const say = (line: string): void => console.log(line)

async function main(): Promise<void> {
  const options = readDemoOptions(process.argv.slice(2))
  if (options === null) return void process.stdout.write(HELP)
  const image = await prepareFiles(options)
  const config = loadConfig(processEnvironment())
  const service = await findOrStartService(path.resolve(config.dataDir), say)
  // The terminal and npm each send a signal; the second stop has no effect.
  const interrupt = (): void => void service.stop().finally(() => process.exit(130))
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  try {
    for (const line of await makeVideo(service.access, config, options, image, say)) say(line)
  } finally {
    await service.stop()
  }
}

await main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`demo: ${describeError(error)}`)
    process.exit(1)
  },
)
