/** `npm run engines`: asks the servers of ENGINES who they are. See --help. */
import { ConfigError, loadConfig, processEnvironment } from '#core/config/config.ts'
import { openLog } from '#core/log.ts'
import { protocolOf } from '#worker/engine/remote/open.ts'
import { compare } from './check-upstream.ts'
import { servedBy, unservedFolders } from '#worker/engine/remote/models/served-by.ts'
import { readUpstreamFolders } from '#worker/engine/remote/models/upstream-folders.ts'
import { serverEntries, type ServerEntry } from '#worker/engine/remote/server/entries.ts'
import { watchServer, type Server } from '#worker/engine/remote/server/server.ts'

const HELP = `npm run engines -- check
  Asks every server that ENGINES names, with the credentials and time-outs of ENGINES_FILE, and prints what it found:
  the software, its version, its models, and which of the model folders in MODELS_DIR it runs.

Exit code: 0 when every server answered and every model that is meant for servers has one; 1 otherwise; 2 when the
command line is invalid.
`

/** What the command prints, and its exit code. */
export interface EnginesCheck {
  readonly text: string
  readonly exitCode: 0 | 1
}

/**
 * Asks the servers of ENGINES.
 *
 * @throws ConfigError for settings that are not valid.
 */
export async function checkEngines(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<EnginesCheck> {
  const config = loadConfig(environment)
  const entries = serverEntries(config, environment)
  if (entries.length === 0)
    return { text: `ENGINES is ${config.engines.join(',')}: it names no server\n`, exitCode: 0 }
  const { folders, faults } = await readUpstreamFolders(config.modelsDir)
  const log = openLog({ level: 'silent', process: 'engines' })
  const servers = await Promise.all(entries.map((entry) => watchServer(entry, protocolOf(entry), log)))
  const compared = await Promise.all(
    servers.flatMap((server) =>
      server.found === null
        ? []
        : servedBy(server, folders).flatMap(({ folder: { name, workflow } }) =>
            workflow === null
              ? []
              : [
                  compare(server.entry, workflow).then(({ lines, isFine }) =>
                    isFine ? [] : [name, ...lines],
                  ),
                ],
          ),
    ),
  )
  await Promise.all(servers.map((server) => server.close()))
  const lines = servers.flatMap((server) => [
    ...describe(server.entry, server),
    ...servedBy(server, server.found === null ? [] : folders).map(
      ({ folder, definition }) => `  runs ${folder.name} as ${definition.id}: ${definition.title}`,
    ),
  ])
  const unserved = [...faults, ...unservedFolders(servers, folders)]
  const others = unserved.map(({ folder, reason }) => `not run: ${folder}: ${reason}`)
  const lacks = compared.flatMap(([name, ...found]) => found.map((line) => `lacking for ${name}: ${line}`))
  const isFine = lacks.length === 0 && unserved.length === 0 && servers.every(({ fault }) => fault === null)
  return { text: `${[...lines, ...lacks, ...others].join('\n')}\n`, exitCode: isFine ? 0 : 1 }
}

function describe(entry: ServerEntry, { found, fault }: Server): string[] {
  const slots = `${entry.slots} ${entry.slots === 1 ? 'slot' : 'slots'}`
  if (found === null || fault !== null) return [`${entry.name} at ${entry.origin}: ${fault ?? 'no answer'}`]
  return [
    `${entry.name} at ${entry.origin}: ${found.kind}${found.version === null ? '' : ` ${found.version}`}, ${slots}`,
    `  models: ${found.models === null ? 'it lists none' : found.models.join(', ')}`,
    ...found.notes.map((note) => `  note: ${note}`),
  ]
}

if (import.meta.main) {
  const [command, ...others] = process.argv.slice(2)
  if (command !== 'check' || others.length > 0) {
    process.stderr.write(HELP)
    process.exitCode = command === '--help' ? 0 : 2
  } else
    try {
      const { text, exitCode } = await checkEngines(processEnvironment())
      process.stdout.write(text)
      process.exitCode = exitCode
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      process.stderr.write(`${error.message}\n`)
      process.exitCode = 1
    }
}
