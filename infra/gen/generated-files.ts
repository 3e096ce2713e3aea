import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'
import { format, resolveConfig } from 'prettier'
import { SETTINGS, type Setting } from '#core/config/settings.ts'

export interface GeneratedFile {
  /** Relative to the repository. */
  readonly name: string
  readonly path: string
  readonly text: string
}

const ROOT = new URL('../../', import.meta.url)
const START = '<!-- settings:start -->'
const END = '<!-- settings:end -->'

/** What every generated file should hold now. README.md is made by hand around a generated table, and never made here. */
export async function generatedFiles(): Promise<GeneratedFile[]> {
  const readme = await readFile(new URL('README.md', ROOT), 'utf8').catch(() => null)
  return [
    at('api/openapi.gen.ts', await formatted('api/openapi.gen.ts', await contractTypes())),
    at('.env.example', environmentExample()),
    ...(readme === null
      ? []
      : [at('README.md', withSettingsTable(readme, await formatted('README.md', settingsTable())))]),
  ]
}

const at = (name: string, text: string): GeneratedFile => ({ name, path: pathOf(name), text })
const pathOf = (name: string): string => fileURLToPath(new URL(name, ROOT))

async function formatted(name: string, text: string): Promise<string> {
  return await format(text, { ...(await resolveConfig(pathOf(name))), filepath: pathOf(name) })
}

async function contractTypes(): Promise<string> {
  const ast = await openapiTS(new URL('openapi.yaml', ROOT), { immutable: true })
  return `// Generated from openapi.yaml by \`npm run generate\`; not edited by hand.\n\n${astToString(ast)}`
}

const settings = (): readonly Setting[] => Object.values(SETTINGS)

function environmentExample(): string {
  const entries = settings().map((setting) => {
    const notes = [setting.text, ...permitted(setting)]
    return `${notes.map((note) => `# ${note}`).join('\n')}\n# ${setting.name}=${setting.default ?? ''}`
  })
  return `# Generated from core/config/settings.ts by \`npm run generate\`; not edited by hand. What is commented out has the value shown.\n\n${entries.join('\n\n')}\n`
}

function permitted(setting: Setting): string[] {
  const { min, max, choices } = setting
  if (choices !== undefined) return [`One of: ${choices.join(', ')}.`]
  if (setting.type === 'boolean') return ['true or false.']
  if (min === undefined && max === undefined) return []
  if (max === undefined) return [`At least ${min}.`]
  return [`From ${min ?? 0} to ${max}.`]
}

/** @throws Error when the markers are missing, so that the table is never lost unnoticed. */
export function withSettingsTable(readme: string, table: string): string {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)]
  if (start < 0 || end < start) throw new Error(`README.md needs the lines ${START} and ${END}`)
  return `${readme.slice(0, start + START.length)}\n\n${table}\n${readme.slice(end)}`
}

function settingsTable(): string {
  const rows = settings().map((setting) => {
    const text = [setting.text, ...permitted(setting), ...(setting.secret ? ['Secret.'] : [])].join(' ')
    const standard = setting.default === null || setting.default === '' ? '' : `\`${setting.default}\``
    return `| \`${setting.name}\` | ${standard} | ${text.replaceAll('|', '\\|')} |`
  })
  return ['| Setting | Default | What it does |', '|---|---|---|', ...rows].join('\n')
}
