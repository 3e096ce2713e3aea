import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { PYTHON_TREE, pythonTreeFault, writePythonTree } from './python-client.ts'
import { findPython } from './python.ts'
import { typescriptClient } from './typescript-client.ts'

const HELP = `Generates the parts of the clients in sdk/ that follow from openapi.yaml.

  npm run sdk                  both clients; without Python, only the TypeScript one
  npm run sdk -- --python      both clients; fails without Python
  npm run sdk -- --check       only lists stale parts (exit code 1); needs no Python
`

const CONTRACT = new URL('../../openapi.yaml', import.meta.url)

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    python: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) process.stdout.write(HELP)
else if (values.check) await check()
else await generate()

async function check(): Promise<void> {
  const faults: string[] = []
  const types = await typescriptClient(CONTRACT)
  if ((await readFile(types.path, 'utf8').catch(() => null)) !== types.text)
    faults.push(`${types.name} is stale`)
  const fault = await pythonTreeFault(CONTRACT)
  if (fault !== null) faults.push(`${PYTHON_TREE} ${fault}`)
  if (faults.length === 0) return
  console.error(`${faults.join('; ')}. Run \`npm run sdk -- --python\` and commit the result.`)
  process.exitCode = 1
}

async function generate(): Promise<void> {
  const types = await typescriptClient(CONTRACT)
  await writeFile(types.path, types.text)
  console.log(`Wrote ${types.name}.`)
  if ((await pythonTreeFault(CONTRACT)) === null) {
    console.log(`${PYTHON_TREE} is up to date.`)
    return
  }
  const python = await findPython()
  if ('missing' in python) {
    console.error(`${PYTHON_TREE} is stale and stays so: ${python.missing}.`)
    process.exitCode = values.python ? 1 : 0
    return
  }
  await writePythonTree(CONTRACT, python.command)
  console.log(`Wrote ${PYTHON_TREE}.`)
}
