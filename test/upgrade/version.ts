import { execFile } from 'node:child_process'
import { symlink } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { serviceEnvironment } from '#test/support/processes/environment.ts'
import { spawnService, until, type ServiceProcess } from '#test/support/processes/processes.ts'

const run = promisify(execFile)
const START_MS = 60_000
const SECRET = 'a-secret-of-the-tests-that-is-long-enough'

/** The database and the folder that all versions work on, one after another or at once. */
export interface Ground {
  readonly databaseUrl: string
  readonly dataDir: string
}

/** An API that runs. */
export interface RunningApi {
  readonly process: ServiceProcess
  readonly baseUrl: string
}

/** One version of the service: a checkout whose programs work on the ground. */
export interface Version {
  /** @returns what it printed */
  migrate(): Promise<string>
  /** @returns the first key, of the scope `admin` */
  bootstrap(): Promise<string>
  startApi(): Promise<RunningApi>
  startWorker(): Promise<ServiceProcess>
  /** Ends what it has started and still runs. */
  stop(): Promise<void>
}

/** @param root the checkout */
export function openVersion(root: string, { databaseUrl, dataDir }: Ground): Version {
  const env = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    LINK_SECRET: SECRET,
    JWT_SECRET: SECRET,
    ENGINES: 'cpu',
    MODELS_DIR: path.join(root, 'test/fixtures/models'),
    OUTBOUND_ALLOW_PRIVATE: 'true',
    WEBHOOK_SCHEDULE_SECONDS: '0,1,1,2,2,2,5,5,5,5,5,5',
    LOG_LEVEL: 'info',
  }
  const started: ServiceProcess[] = []
  const start = async (
    main: string,
    more: Record<string, string>,
    isReady: (output: string) => Promise<boolean>,
  ): Promise<ServiceProcess> => {
    const part = spawnService(main, { ...env, ...more }, root)
    started.push(part)
    await until(
      async () => {
        if (part.child.exitCode !== null) throw new Error(`${main} ended: ${part.output()}`)
        return await isReady(part.output())
      },
      START_MS,
      () => `${main} did not become ready: ${part.output()}`,
    )
    return part
  }
  const tool = async (...args: readonly string[]): Promise<string> =>
    (await run(process.execPath, [...args], { cwd: root, env: { ...serviceEnvironment(), ...env } })).stdout
  return {
    migrate: () => tool('migrations/migrate.ts'),
    bootstrap: async () =>
      (JSON.parse(await tool('infra/admin/main.ts', 'bootstrap')) as { key: string }).key,
    async startApi() {
      const port = await freeLoopbackPort()
      const baseUrl = `http://127.0.0.1:${port}`
      const isReady = async (): Promise<boolean> =>
        (await fetch(`${baseUrl}/readyz`).catch(() => null))?.status === 200
      return { process: await start('api/main.ts', { PORT: String(port) }, isReady), baseUrl }
    },
    startWorker: () => start('worker/main.ts', {}, async (output) => output.includes('worker ready')),
    async stop() {
      await Promise.all(
        started
          .splice(0)
          .filter(({ child }) => child.exitCode === null && child.signalCode === null)
          .map((part) => part.kill('SIGTERM')),
      )
    },
  }
}

/**
 * The files of a commit in the folder, with the packages of this checkout, or its own where they
 * differ.
 */
export async function checkOut(commit: string, folder: string, repository: string): Promise<void> {
  const archive = path.join(folder, 'files.tar')
  await run('git', ['-C', repository, 'archive', '--output', archive, commit])
  await run('tar', ['-xf', archive, '-C', folder])
  const changed = ['-C', repository, 'diff', '--quiet', commit, '--', 'package-lock.json']
  const hasSamePackages = await run('git', changed).then(
    () => true,
    () => false,
  )
  if (hasSamePackages) await symlink(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'))
  else await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder })
}
