import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { startService, type Service } from '#test/support/processes/processes.ts'
import { openHttpPassage, type HttpPassage } from './http-passage.ts'

/** The model of the service in front; the one behind it knows it as `wan2.1-i2v-tiny`. */
export const FRONT_MODEL = 'front-i2v'

/** The model folder of a server: what `wan2.1-i2v-tiny` takes, run by whoever lists it. */
export const FRONT_SERVICE_FILE = {
  title: 'A tiny model of another instance',
  task: 'i2v',
  inputs: { firstFrame: 'required', lastFrame: 'none' },
  fps: 16,
  defaults: {
    size: '96x64',
    frames: 9,
    steps: 4,
    guidanceScale: 5,
    guidanceScale2: null,
    flowShift: 3,
    negativePrompt: 'blurry',
  },
  limits: {
    minSide: 64,
    maxPixels: 61_440,
    autoArea: 6144,
    sizeMultiple: 16,
    minFrames: 5,
    maxFrames: 81,
    minSteps: 1,
    maxSteps: 200,
  },
  upstream: { model: 'wan2.1-i2v-tiny' },
}

/** A service whose engine is another service, and whatever lies between them. */
export interface TwoServices {
  readonly front: Service
  readonly behind: Service
  readonly passage: HttpPassage
  /** Videos that were ever made behind, deleted ones included. */
  countBehind(): Promise<number>
  stop(): Promise<void>
}

export interface TwoServicesOptions {
  /** Fields of the server's entry in ENGINES_FILE. */
  readonly entry?: Readonly<Record<string, unknown>>
  /** Settings of the service in front. */
  readonly env?: Readonly<Record<string, string>>
  /** Settings of the service behind. */
  readonly behindEnv?: Readonly<Record<string, string>>
  /** What the service behind calls each LoRA of the one in front. */
  readonly loras?: Readonly<Record<string, string>>
  /** ENGINES of the service in front. */
  readonly engines?: string
  readonly workers?: number
  /** A tiny model of the service in front, for its own engines. */
  readonly localModel?: string
  /** A model folder with a workflow, for a ComfyUI in `engines`. */
  readonly workflow?: string
}

export async function startTwoServices(o: TwoServicesOptions = {}): Promise<TwoServices> {
  const closers: (() => Promise<unknown>)[] = []
  const stop = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer()
  }
  try {
    const databases = await Promise.all([createTestDatabase(), createTestDatabase()])
    closers.push(() => Promise.all(databases.map((database) => database.drop())))
    const folder = await mkdtemp(path.join(tmpdir(), 'wan-front-'))
    closers.push(() => rm(folder, { recursive: true, force: true }))
    const behind = await startService({
      databaseUrl: databases[1].url,
      env: { RESULT_CACHE: 'false', ...o.behindEnv },
    })
    closers.push(() => behind.stop())
    const passage = await openHttpPassage(behind.baseUrl)
    closers.push(() => passage.close())
    const modelsDir = path.join(folder, 'models')
    await mkdir(path.join(modelsDir, FRONT_MODEL), { recursive: true })
    const upstream = { ...FRONT_SERVICE_FILE.upstream, ...(o.loras && { loras: o.loras }) }
    const service = { ...FRONT_SERVICE_FILE, upstream }
    await writeFile(path.join(modelsDir, FRONT_MODEL, 'service.json'), JSON.stringify(service))
    if (o.localModel !== undefined)
      await symlink(path.join(MODELS_DIRECTORY, o.localModel), path.join(modelsDir, o.localModel))
    if (o.workflow !== undefined)
      await cp(o.workflow, path.join(modelsDir, path.basename(o.workflow)), { recursive: true })
    const enginesFile = path.join(folder, 'engines.json')
    const entry = {
      name: 'behind',
      url: `videos+${passage.origin}`,
      credential: 'BEHIND_KEY',
      poll_seconds: 0.1,
      ...o.entry,
    }
    await writeFile(enginesFile, JSON.stringify({ servers: [entry] }))
    const front = await startService({
      databaseUrl: databases[0].url,
      workers: o.workers ?? 1,
      env: {
        MODELS_DIR: modelsDir,
        ENGINES: o.engines ?? 'behind',
        ENGINES_FILE: enginesFile,
        BEHIND_KEY: behind.apiKey,
        TASK_RETRY_DELAY_SECONDS: '0.2',
        ...o.env,
      },
    })
    closers.push(() => front.stop())
    return {
      front,
      behind,
      passage,
      async countBehind() {
        const row = await behind.db
          .selectFrom('tasks')
          .select((eb) => eb.fn.countAll<string>().as('count'))
          .executeTakeFirstOrThrow()
        return Number(row.count)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
