import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'
import { format, resolveConfig } from 'prettier'
import { SETTINGS, type Setting } from '#core/config/settings.ts'
import { metricsPage } from './metrics-page.ts'

export interface GeneratedFile {
  /** Relative to the repository. */
  readonly name: string
  readonly path: string
  readonly text: string
}

const ROOT = new URL('../../', import.meta.url)
/** What every generated file should hold now. */
export async function generatedFiles(): Promise<GeneratedFile[]> {
  const types = await formatted('api/openapi.gen.ts', await contractTypes())
  return [
    at('api/openapi.gen.ts', types),
    at('.env.example', environmentExample()),
    at('docs/metrics.md', await formatted('docs/metrics.md', metricsPage())),
    at('docs/settings.md', await formatted('docs/settings.md', settingsPage())),
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

function settingsPage(): string {
  const rows = settings().map((setting) => {
    const text = [setting.text, ...permitted(setting), ...(setting.secret ? ['Secret.'] : [])].join(' ')
    const standard = setting.default === null || setting.default === '' ? '' : `\`${setting.default}\``
    return `| \`${setting.name}\` | ${standard} | ${text.replaceAll('|', '\\|')} |`
  })
  return `${SETTINGS_INTRODUCTION}\n\n| Setting | Default | What it does |\n|---|---|---|\n${rows.join('\n')}`
}

const SETTINGS_INTRODUCTION = `# Settings

<!-- Generated from core/config/settings.ts by \`npm run generate\`; not edited by hand. -->

Every setting is an environment variable. API and worker check all of them at start and list every
fault in one message. \`npm start\` fills in what is missing; [\`.env.example\`](../.env.example) is the
same list as a file to copy. A setting marked *Secret* never appears in logs.`
