import path from 'node:path'
import { BESIDE, TOWERS, WALLS } from './floors.ts'
import { sourceFile, withoutComments, type Import, type SourceFile } from './sources.ts'

/** One promise about the sources. */
export interface Rule {
  /** A sentence that states the promise. */
  readonly title: string
  /** The places that break it. */
  readonly faults: (sources: readonly SourceFile[]) => string[]
  /** A file for each way to break the rule; the rule has to find every one of them. */
  readonly planted: readonly SourceFile[]
}

const MAX_LOOSE_FILES = 15
/** A file a noun, and a file a change of the schema. */
const GROWING = ['core/store', 'migrations']

interface Place {
  readonly tower: string
  readonly room: string
  readonly floor: number
}

function placeOf(file: string): Place | null {
  const tower = file.slice(0, file.indexOf('/'))
  const rooms = (TOWERS[tower] ?? []).flatMap((names, floor) => names.map((room) => ({ tower, room, floor })))
  const folder = `${path.posix.dirname(file)}/*`
  const holding = rooms.filter(({ room }) => room === file || room === folder || file.startsWith(`${room}/`))
  // The most exact name wins: a file before its folder before the folder above.
  const exactness = ({ room }: Place): number => (room === folder ? folder.length - 1 : room.length)
  return holding.toSorted((a, b) => exactness(b) - exactness(a))[0] ?? null
}

const at = ({ file }: SourceFile, { line }: Import): string => `${file}:${line}`

/** The imports of project files that a judge objects to. */
function imports(
  sources: readonly SourceFile[],
  objection: (source: SourceFile, file: string, found: Import) => boolean,
): string[] {
  return sources.flatMap((source) =>
    source.imports
      .filter((found) => found.file !== null && objection(source, found.file, found))
      .map((found) => `${at(source, found)} imports ${found.file}`),
  )
}

/** The files whose code matches a pattern and that are not allowed to. */
const filesWith =
  (pattern: RegExp, allowed: RegExp) =>
  (sources: readonly SourceFile[]): string[] =>
    sources
      .filter(({ file, text }) => pattern.test(withoutComments(text)) && !allowed.test(file))
      .map(({ file }) => file)

const everyFileHasARoom: Rule = {
  title: 'Every file has a room',
  faults: (sources) => sources.filter(({ file }) => placeOf(file) === null).map(({ file }) => file),
  planted: [
    sourceFile('core/billing/invoice.ts', ''),
    sourceFile('worker/graphs/audio/encoder.ts', ''),
    sourceFile('tools/build.ts', ''),
  ],
}

const importsPointDown: Rule = {
  title: 'A file imports its own room and lower floors only',
  faults: (sources) =>
    imports(sources, ({ file: from }, to) => {
      const [here, there] = [placeOf(from), placeOf(to)]
      if (here === null) return false
      if (there === null || here.tower !== there.tower)
        return !(BESIDE[here.tower] ?? []).includes(to.slice(0, to.indexOf('/')))
      return here.room !== there.room && here.floor <= there.floor
    }),
  planted: [
    sourceFile('core/store/tasks.ts', "import { submit } from '#core/lifecycle/lifecycle.ts'"),
    sourceFile('core/storage/s3.ts', "import { findTask } from '#core/store/tasks.ts'"),
    sourceFile('core/deps.ts', "import type { Scope } from '#api/auth/scopes.ts'"),
    sourceFile('core/storage/drivers.ts', "const { findTask } = await import('#core/store/tasks.ts')"),
    sourceFile('api/creation/plan.ts', "import { create } from '#api/endpoints/videos/create.ts'"),
    sourceFile('api/app.ts', "import { startEngine } from '#worker/engine/parent/client.ts'"),
    sourceFile('worker/media/probe.ts', "import { generate } from '#worker/jobs/generate.ts'"),
    sourceFile('worker/graphs/text/umt5.ts', "import { midBlock } from '#worker/graphs/vae/blocks.ts'"),
    sourceFile('core/log.ts', "import { ROOT } from '#test/architecture/sources.ts'"),
  ],
}

/**
 * Whether a wall lets a file through. `may` names folders (`a/`), the loose files of one (`a/*`) or
 * files; `type ` before a name lets types alone through.
 */
function passes(may: readonly string[], file: string, typeOnly: boolean): boolean {
  return may.some((entry) => {
    const typesAlone = entry.startsWith('type ')
    const allowed = typesAlone ? entry.slice('type '.length) : entry
    const isNamed = allowed.endsWith('/*')
      ? path.posix.dirname(file) === allowed.slice(0, -2)
      : allowed.endsWith('/')
        ? file.startsWith(allowed)
        : file === allowed
    return isNamed && (typeOnly || !typesAlone)
  })
}

const wallsHold: Rule = {
  title:
    'Migrations, pure rooms, dialects, the pipeline, the engine and jobs import only what their wall lets through',
  faults: (sources) =>
    WALLS.flatMap(({ folder, may, packages }) =>
      sources
        .filter(({ file }) => file.startsWith(folder))
        .flatMap((source) =>
          source.imports
            .filter(({ file, specifier, typeOnly }) =>
              file === null
                ? packages !== undefined && !packages.test(specifier)
                : !file.startsWith(folder) && !passes(may, file, typeOnly),
            )
            .map((found) => `${at(source, found)} imports ${found.specifier}`),
        ),
    ),
  planted: [
    sourceFile('migrations/0001-tasks.ts', "import { TASK_STATUSES } from '#core/task/task.ts'"),
    sourceFile('migrations/0002-tenants.ts', "import pg from 'pg'"),
    sourceFile('core/task/task.ts', "import type { Db } from '#core/postgres/db.ts'"),
    sourceFile('core/limits/quota.ts', "import pino from 'pino'"),
    sourceFile('api/dialects/t2v.ts', "import { findTask } from '#core/store/tasks.ts'"),
    sourceFile('api/dialects/t2v.ts', "import type { Request } from 'express'"),
    sourceFile('worker/graphs/onnx/writer.ts', "import { InferenceSession } from 'onnxruntime-node'"),
    sourceFile('worker/wan/pipeline.ts', "import { isTerminal } from '#core/task/task.ts'"),
    sourceFile('worker/wan/folder/model-folder.ts', "import { get } from 'node:http'"),
    sourceFile('worker/engine/child/main.ts', "import type { Deps } from '#core/deps.ts'"),
    sourceFile('worker/engine/child/main.ts', "import { S3Client } from '@aws-sdk/client-s3'"),
    sourceFile('worker/engine/parent/client.ts', "import { generate } from '#worker/jobs/generate.ts'"),
    sourceFile('worker/engine/parent/client.ts', "import { submit } from '#core/lifecycle/lifecycle.ts'"),
    sourceFile('worker/jobs/generate.ts', "import type { Engine } from '#worker/engine/parent/client.ts'"),
  ],
}

const importsAreSpelledOneWay: Rule = {
  title: 'An import reads ./ inside a folder and # across folders',
  faults: (sources) =>
    imports(sources, ({ file: from }, to, { specifier }) => {
      const sameFolder = path.posix.dirname(from) === path.posix.dirname(to)
      return sameFolder ? !specifier.startsWith('./') : specifier.startsWith('.')
    }),
  planted: [
    sourceFile('core/store/tasks.ts', "import { asTenant } from '#core/store/as-tenant.ts'"),
    sourceFile('core/store/tasks.ts', "import { openDatabase } from '../postgres/db.ts'"),
    sourceFile('worker/wan/pipeline.ts', "import { predict } from './denoising/predict.ts'"),
  ],
}

const oneReaderOfTheEnvironment: Rule = {
  title: 'core/config/config.ts alone reads the environment of the process',
  faults: filesWith(
    /process\.env\b/,
    // Code samples are text for programs of others.
    /^core\/config\/config\.ts$|^test\/|^infra\/dev\/ensure-installed\.mjs$|^(api\/contract\/code-samples|console\/make\/code\.ts)/,
  ),
  planted: [sourceFile('worker/main.ts', 'const port = process.env.PORT')],
}

const sqlHasItsRoom: Rule = {
  title: 'SQL stands in core/store and the migrations alone',
  faults: filesWith(
    /\bsql`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/,
    /^core\/store\/|^migrations\/|^test\//,
  ),
  planted: [
    sourceFile('core/lifecycle/submission/submit.ts', "trx.selectFrom('tasks')"),
    sourceFile('api/endpoints/videos/list.ts', 'await sql`select 1`.execute(db)'),
  ],
}

const noValueInSqlByHand: Rule = {
  title: 'No value is put into SQL by hand',
  faults: filesWith(/\bsql\.raw\(|\.query\(`[^`]*\$\{(?!\w+\.escapeIdentifier\()/, /^test\/architecture\//),
  planted: [
    sourceFile('core/store/tasks.ts', 'sql.raw(filter)'),
    sourceFile('core/postgres/queue.ts', 'client.query(`select * from ${table}`)'),
  ],
}

const tasksChangeThroughTheLifecycle: Rule = {
  title: 'The lifecycle alone changes a task',
  faults: filesWith(
    /\b(moveTask|moveClaimedTask|patchTask|insertTasks?)\b/,
    /^core\/(lifecycle\/(submission\/)?[a-z-]+|store\/(tasks|submissions))\.ts$|^test\//,
  ),
  planted: [sourceFile('api/endpoints/videos/cancel.ts', 'await moveTask(trx, id)')],
}

const lifecycleHasOneDoor: Rule = {
  title: 'The lifecycle is entered through core/lifecycle/lifecycle.ts alone',
  faults: (sources) =>
    imports(
      sources,
      ({ file }, to) =>
        !/^(core\/lifecycle|test)\//.test(file) &&
        to.startsWith('core/lifecycle/') &&
        to !== 'core/lifecycle/lifecycle.ts',
    ),
  planted: [sourceFile('worker/jobs/generate.ts', "import { settle } from '#core/lifecycle/settle.ts'")],
}

const outboundCallsAreGuarded: Rule = {
  title: 'core/outbound alone calls addresses given by customers',
  faults: filesWith(
    /(?<!\.)\bfetch\(|from 'undici'|from 'node:https?'/,
    /^core\/(outbound\/|operator-server\.ts$)|^worker\/engine\/remote\/(server\/http|(videos|comfyui)\/protocol|comfyui\/socket)\.ts$|^worker\/tools\/pull\/hub\.ts$|^console\/|^test\/|^infra\/|^api\/(main|app|metrics|auth\/fetch-jwks|http\/(server|connection-errors))\.ts$/,
  ),
  planted: [
    sourceFile('api/images/read-image.ts', 'await fetch(url)'),
    sourceFile('core/webhooks/post.ts', "import { request } from 'node:https'"),
  ],
}

const namesSayWhatTheyHold: Rule = {
  title: 'No folder or file is named utils, helpers, common or misc',
  faults: (sources) =>
    sources
      .filter(({ file }) => /(^|[/-])(utils?|helpers?|common|misc)([/.-]|$)/.test(file))
      .map(({ file }) => file),
  planted: [sourceFile('core/utils.ts', ''), sourceFile('api/http/string-helpers.ts', '')],
}

const roomsAreNotCrowded: Rule = {
  title: `No folder but core/store and migrations has more than ${MAX_LOOSE_FILES} loose files`,
  faults: (sources) =>
    [...Map.groupBy(sources, ({ file }) => path.posix.dirname(file))]
      .filter(([folder, files]) => !GROWING.includes(folder) && files.length > MAX_LOOSE_FILES)
      .map(([folder, files]) => `${folder} has ${files.length} files`),
  planted: Array.from({ length: MAX_LOOSE_FILES + 1 }, (_, i) => sourceFile(`core/task/rule-${i}.ts`, '')),
}

const MAX_COMMENT_COLUMNS = 100

const commentsAreNarrow: Rule = {
  title: `A line of comment has at most ${MAX_COMMENT_COLUMNS} columns`,
  faults: (sources) =>
    sources.flatMap(({ file, text }) =>
      text
        .split('\n')
        .flatMap((line, i) =>
          /^\s*(\*|\/\/|\/\*)/.test(line) && line.length > MAX_COMMENT_COLUMNS ? [`${file}:${i + 1}`] : [],
        ),
    ),
  planted: [sourceFile('core/log.ts', `// ${'word '.repeat(MAX_COMMENT_COLUMNS / 5)}`)],
}

export const RULES: readonly Rule[] = [
  everyFileHasARoom,
  importsPointDown,
  wallsHold,
  importsAreSpelledOneWay,
  oneReaderOfTheEnvironment,
  sqlHasItsRoom,
  noValueInSqlByHand,
  tasksChangeThroughTheLifecycle,
  lifecycleHasOneDoor,
  outboundCallsAreGuarded,
  namesSayWhatTheyHold,
  roomsAreNotCrowded,
  commentsAreNarrow,
]
