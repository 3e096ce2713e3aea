import { readFile, writeFile } from 'node:fs/promises'
import { generatedFiles } from './generated-files.ts'

/**
 * `npm run generate` writes every generated file; `--check` only lists stale ones (exit code 1).
 */
const check = process.argv.includes('--check')
const stale: string[] = []
for (const file of await generatedFiles()) {
  const present = await readFile(file.path, 'utf8').catch(() => null)
  if (present === file.text) continue
  stale.push(file.name)
  if (!check) await writeFile(file.path, file.text)
}
if (check && stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}. Run \`npm run generate\` and commit the result.`)
  process.exitCode = 1
} else if (!check) {
  console.log(stale.length === 0 ? 'Everything is up to date.' : `Wrote ${stale.join(', ')}.`)
}
