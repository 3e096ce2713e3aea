import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, it } from 'node:test'

const ROOT = path.resolve(import.meta.dirname, '..')
const FOLDERS = ['api', 'core', 'worker', 'migrations', 'infra', 'test'] as const

interface SourceFile {
  /** Path from the root of the project. */
  readonly file: string
  readonly text: string
  readonly imports: readonly {
    readonly specifier: string
    readonly line: number
    readonly typeOnly: boolean
  }[]
}

function readSources(): SourceFile[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|mjs)$/.test(file) && !file.endsWith('.gen.ts'))
      .map((file) => {
        const text = readFileSync(path.join(ROOT, folder, file), 'utf8')
        const imports = [
          ...text.matchAll(/^(?:import|export)\s(?!\()([^'"]*?)from\s+'([^']+)'|^import\s+'([^']+)'/gm),
        ].map((match) => ({
          specifier: match[2] ?? (match[3] as string),
          line: text.slice(0, match.index).split('\n').length,
          typeOnly: /^\s*type\s/.test(match[1] ?? ''),
        }))
        return { file: `${folder}/${file}`, text, imports }
      }),
  )
}

const sources = readSources()

/** `./x.ts` and `#core/x.ts` → path from the root; null for packages. */
function target(from: string, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(from), specifier)
  return null
}

type Room = {
  readonly name: string
  readonly holds: RegExp
  readonly mayUse: RegExp
  readonly packages?: RegExp
}

const PURE_CORE =
  /^core\/(config|task|limits)\/|^core\/(log|metrics|errors|ids|clock|shutdown)\.ts$|^core\/webhooks\/signature\.ts$|^core\/storage\/asset-keys\.ts$/
const LOWER_CORE = new RegExp(
  `${PURE_CORE.source}|^core\\/(postgres|outbound|webhooks|store|storage)\\/|^core\\/deps\\.ts$`,
)

/** Floors, lowest first: what a room may import from the rest of the project. */
const ROOMS: readonly Room[] = [
  { name: 'migrations', holds: /^migrations\/\d/, mayUse: /^$/, packages: /^kysely/ },
  { name: 'pure core', holds: PURE_CORE, mayUse: PURE_CORE },
  {
    name: 'store',
    holds: /^core\/store\//,
    mayUse: new RegExp(`${PURE_CORE.source}|^core\\/postgres\\/db\\.ts$|^core\\/store\\/`),
  },
  { name: 'core below the lifecycle', holds: LOWER_CORE, mayUse: LOWER_CORE },
  {
    name: 'lifecycle',
    holds: /^core\/lifecycle\//,
    mayUse: new RegExp(`${LOWER_CORE.source}|^core\\/lifecycle\\/`),
  },
  { name: 'graphs', holds: /^worker\/graphs\//, mayUse: /^worker\/graphs\// },
  { name: 'pipeline', holds: /^worker\/wan\//, mayUse: /^worker\/(wan|graphs)\// },
  { name: 'media', holds: /^worker\/media\//, mayUse: /^worker\/(media|wan)\// },
  {
    name: 'dialects',
    holds: /^api\/dialects\//,
    mayUse: /^api\/(dialects\/|openapi\.gen\.ts)|^core\/(task\/|(errors|ids)\.ts$)/,
  },
  { name: 'api', holds: /^api\//, mayUse: /^(api|core)\/|^migrations\/migrate\.ts$/ },
  { name: 'worker', holds: /^worker\//, mayUse: /^(worker|core)\// },
  {
    name: 'migration runner',
    holds: /^migrations\/migrate\.ts$/,
    mayUse: /^core\/(config\/config|postgres\/queue)\.ts$/,
  },
]

const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')

const where = (source: SourceFile, line: number): string => `${source.file}:${line}`

describe('the architecture', () => {
  it('lets every room import only what lies below it', () => {
    const faults: string[] = []
    for (const source of sources) {
      const room = ROOMS.find((candidate) => candidate.holds.test(source.file))
      if (room === undefined) continue
      for (const { specifier, line } of source.imports) {
        const imported = target(source.file, specifier)
        if (imported === null) {
          if (room.packages && !room.packages.test(specifier))
            faults.push(`${where(source, line)} (${room.name}) imports the package ${specifier}`)
        } else if (!room.mayUse.test(imported))
          faults.push(`${where(source, line)} (${room.name}) imports ${imported}`)
      }
    }
    assert.deepEqual(faults, [])
  })

  it('imports across folders by # and inside a folder by ./', () => {
    const faults = sources.flatMap((source) =>
      source.imports
        .filter(({ specifier }) => specifier.startsWith('../'))
        .map(({ line }) => where(source, line)),
    )
    assert.deepEqual(faults, [])
  })

  it('reads the environment of the process in core/config/config.ts alone', () => {
    // Samples are text for others' programs.
    const allowed =
      /^core\/config\/config\.ts$|^test\/|^infra\/dev\/ensure-installed\.mjs$|^api\/contract\/code-samples\//
    const faults = sources.filter(
      (source) => /process\.env\b/.test(source.text) && !allowed.test(source.file),
    )
    assert.deepEqual(
      faults.map((source) => source.file),
      [],
    )
  })

  it('keeps SQL in core/store and the migrations; the lifecycle only notifies', () => {
    const statement = /\bsql`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/
    const allowed = /^core\/store\/|^migrations\/|^test\//
    const faults = sources.filter((source) => statement.test(source.text) && !allowed.test(source.file))
    assert.deepEqual(
      faults.map((source) => source.file),
      [],
    )
  })

  it('never interpolates a value into SQL by hand', () => {
    const faults = sources.filter((source) =>
      /\bsql\.raw\(|\.query\(`[^`]*\$\{(?!\w+\.escapeIdentifier\()/.test(source.text),
    )
    assert.deepEqual(
      faults.map((source) => source.file),
      [],
    )
  })

  it('changes a task through the lifecycle alone', () => {
    const changing = /\b(moveTask|moveClaimedTask|patchTask|insertTasks?)\b/
    const allowed = /^core\/(lifecycle\/[a-z-]+|store\/tasks)\.ts$|^test\//
    const faults = sources.filter((source) => changing.test(source.text) && !allowed.test(source.file))
    assert.deepEqual(
      faults.map((source) => source.file),
      [],
    )
  })

  it('has one door to the lifecycle', () => {
    const faults = sources
      .filter(({ file }) => !/^(core\/lifecycle|test)\//.test(file))
      .flatMap((source) =>
        source.imports
          .filter(({ specifier }) =>
            /^#core\/lifecycle\/(?!(lifecycle|admission|deadline-watch)\.ts)/.test(specifier),
          )
          .map(({ line }) => where(source, line)),
      )
    assert.deepEqual(faults, [])
  })

  it('calls addresses given by customers through core/outbound/http.ts alone', () => {
    const calling = /(?<!\.)\bfetch\(|from 'undici'|from 'node:https?'/
    const allowed = /^core\/outbound\/|^test\/|^infra\/|^api\/(main|app|http\/server)\.ts$/
    const faults = sources.filter(
      (source) => calling.test(withoutComments(source.text)) && !allowed.test(source.file),
    )
    assert.deepEqual(
      faults.map((source) => source.file),
      [],
    )
  })

  it('has no folder or file named utils, helpers, common or misc', () => {
    const faults = sources.filter((source) =>
      /(^|[/-])(utils?|helpers?|common|misc)([/.-]|$)/.test(source.file),
    )
    assert.deepEqual(
      faults.map((source) => source.file),
      [],
    )
  })

  it('opens nothing when a module is imported', async () => {
    const mains = /\/main\.ts$|^infra\/|^test\/|^migrations\/migrate/
    for (const source of sources)
      if (!mains.test(source.file) && source.file.endsWith('.ts')) await import(path.join(ROOT, source.file))
    // File reads are those of the module loader; everything else would keep a process alive.
    const held = process
      .getActiveResourcesInfo()
      .filter((resource) => !/^FSReq|^PipeWrap|^TTYWrap/.test(resource))
    assert.deepEqual(held, [])
  })
})
