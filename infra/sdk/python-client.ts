import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { load } from 'js-yaml'
import { generatorConfig, tolerantDocument, type Node } from './python-document.ts'
import { makeVenv } from './python.ts'

/** The generated package inside the Python client. */
export const PYTHON_TREE = 'sdk/python/wan_video_client/generated'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const TREE = path.join(ROOT, PYTHON_TREE)
const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url))
/** File in the tree with the hashes of its sources, so that it can be checked without Python. */
const STAMP = path.join(TREE, 'made-from.json')

interface Stamp {
  /** Hash of the generator's input document, settings and versions. */
  readonly source_sha256: string
  /** Hash of every file of the tree, which reveals an edit by hand. */
  readonly files_sha256: string
}

const sha256 = (...texts: (string | Buffer)[]): string => {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(text).update('\0')
  return hash.digest('hex')
}

async function readSource(contract: URL) {
  const document = tolerantDocument(load(await readFile(contract, 'utf8')) as Node)
  const texts = { document: JSON.stringify(document), config: JSON.stringify(generatorConfig(document)) }
  return { ...texts, sha256: sha256(texts.document, texts.config, await readFile(REQUIREMENTS)) }
}

async function hashTree(): Promise<string> {
  const names = globSync('**/*.{py,typed}', { cwd: TREE }).toSorted()
  const texts = await Promise.all(names.map((name) => readFile(path.join(TREE, name))))
  return sha256(...names, ...texts)
}

/** The fault of the committed tree; null when it follows from the contract. */
export async function pythonTreeFault(contract: URL): Promise<string | null> {
  const text = await readFile(STAMP, 'utf8').catch(() => null)
  if (text === null) return 'is missing'
  const stamp = JSON.parse(text) as Stamp
  if (stamp.source_sha256 !== (await readSource(contract)).sha256) return 'is stale'
  return stamp.files_sha256 === (await hashTree()) ? null : 'was changed by hand'
}

/**
 * Writes the tree with the pinned generator, in a temporary virtual environment.
 *
 * @throws Error when the generator cannot be installed, or would skip a part of the contract that
 *   it does not understand
 */
export async function writePythonTree(contract: URL, python: string): Promise<void> {
  const source = await readSource(contract)
  const folder = await mkdtemp(path.join(tmpdir(), 'wan-sdk-'))
  try {
    const programs = await makeVenv(python, path.join(folder, 'venv'), ['--requirement', REQUIREMENTS])
    const [document, config] = [path.join(folder, 'openapi.json'), path.join(folder, 'config.json')]
    await Promise.all([writeFile(document, source.document), writeFile(config, source.config)])
    await rm(TREE, { recursive: true, force: true })
    await promisify(execFile)(
      path.join(programs, 'openapi-python-client'),
      [
        'generate',
        ...['--path', document, '--config', config, '--output-path', TREE],
        ...['--meta', 'none', '--overwrite', '--fail-on-warning'],
      ],
      // The generator calls ruff by name.
      { env: { PATH: programs } },
    ).catch((error: unknown) => {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string }
      throw new Error(`openapi-python-client failed:\n${stdout ?? ''}${stderr ?? ''}`, { cause: error })
    })
    await importUnset()
    const stamp: Stamp = { source_sha256: source.sha256, files_sha256: await hashTree() }
    await writeFile(STAMP, `${JSON.stringify(stamp, null, 2)}\n`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Adds an import that the generator forgets for operations with several body types and no optional
 * parameter.
 */
async function importUnset(): Promise<void> {
  for (const name of globSync('api/**/*.py', { cwd: TREE })) {
    const file = path.join(TREE, name)
    const text = await readFile(file, 'utf8')
    const imported = /^from \.\.\.types import .*$/m.exec(text)?.[0]
    if (imported === undefined || !/\bUnset\b/.test(text) || /\bUnset\b/.test(imported)) continue
    await writeFile(file, text.replace(imported, `${imported}, Unset`))
  }
}
