import { spawn } from 'node:child_process'
import { access, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** One test of a suite and how it ended. */
export interface Outcome {
  readonly name: string
  readonly state: 'passed' | 'failed' | 'skipped'
  /** Why it failed: the first line of the error. */
  readonly reason: string
}

export interface Ran {
  readonly outcomes: readonly Outcome[]
  /** What the suite printed. */
  readonly output: string
}

async function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<string> {
  const child = spawn(command, args, { ...options, env: { ...process.env, ...options.env } })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await new Promise<void>((resolve, reject) => child.once('error', reject).once('close', () => resolve()))
  return output
}

/**
 * Runs files of openai-python's tests in a checkout, which stays as it is, with an interpreter that
 * has the package's dependencies, pytest and pytest-asyncio.
 */
export async function runPytest(
  python: string,
  checkout: string,
  files: readonly string[],
  baseUrl: string,
): Promise<Ran> {
  const options = ['-o', 'addopts=', '-q', '-rA', '--tb=line', '-p', 'no:cacheprovider']
  const output = await run(python, ['-m', 'pytest', ...options, ...files], {
    cwd: checkout,
    env: {
      TEST_API_BASE_URL: baseUrl,
      PYTHONPATH: path.join(checkout, 'src'),
      PYTHONDONTWRITEBYTECODE: '1',
      COLUMNS: '400',
    },
  })
  return { output, outcomes: pytestOutcomes(output) }
}

const PYTEST_STATES = { PASSED: 'passed', FAILED: 'failed', ERROR: 'failed', SKIPPED: 'skipped' } as const

/** The outcomes in what `pytest -rA` prints. */
export function pytestOutcomes(output: string): Outcome[] {
  const lines = output.matchAll(/^(PASSED|FAILED|ERROR) \S*?\/?(test_\w+)\.py::(\S+)(?: - (.*))?$/gm)
  return [...lines].map(([, state, file, name, reason = '']) => ({
    name: `${file!.replace('test_', '')} ${name!.replace('::', ' ')}`,
    state: PYTEST_STATES[state as keyof typeof PYTEST_STATES],
    reason,
  }))
}

/**
 * Runs files of openai-node's tests in a checkout with its own jest, which the caller has
 * installed.
 */
export async function runJest(checkout: string, files: readonly string[], baseUrl: string): Promise<Ran> {
  const folder = await mkdtemp(path.join(tmpdir(), 'jest-'))
  const report = path.join(folder, 'report.json')
  try {
    const args = ['--runInBand', '--no-cache', '--json', '--outputFile', report, ...files]
    const output = await run(path.join(checkout, 'node_modules', '.bin', 'jest'), args, {
      cwd: checkout,
      env: { TEST_API_BASE_URL: baseUrl },
    })
    const text = await readFile(report, 'utf8').catch(() => null)
    return { output, outcomes: text === null ? [] : jestOutcomes(text) }
  } finally {
    await rm(folder, { recursive: true })
  }
}

interface JestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

/** The outcomes in what `jest --json` writes. */
export function jestOutcomes(text: string): Outcome[] {
  const { testResults } = JSON.parse(text) as JestReport
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ fullName, status, failureMessages }) => ({
      name: fullName.replace(/^resource /, ''),
      state: status === 'passed' || status === 'failed' ? status : 'skipped',
      reason: failureMessages[0]?.split('\n')[0] ?? '',
    })),
  )
}

/** Runs a script that prints `PASSED name` or `FAILED name - reason`, one test a line. */
export async function runScript(
  python: string,
  script: string,
  env: Readonly<Record<string, string>>,
): Promise<Ran> {
  const output = await run(python, [script], { cwd: path.dirname(script), env })
  const lines = output.matchAll(/^(PASSED|FAILED) (.*?)(?: - (.*))?$/gm)
  const outcomes = [...lines].map(([, state, name, reason = '']): Outcome => {
    return { name: name!, state: state === 'PASSED' ? 'passed' : 'failed', reason }
  })
  return { output, outcomes }
}

/** Whether an interpreter has the modules; else the sentence that says what is missing. */
export async function pythonLacks(python: string, modules: readonly string[]): Promise<string | null> {
  const list = JSON.stringify(modules)
  const code = `import importlib.util as u\nprint("has", *[m for m in ${list} if u.find_spec(m) is None])`
  const output = await run(python, ['-c', code], { cwd: tmpdir(), env: {} }).catch(() => null)
  if (output === null) return `there is no program ${python}`
  const missing = output.trim().split(' ').slice(1)
  return missing.length === 0 ? null : `${python} has no ${missing.join(', ')}`
}

/** Whether a checkout has the file; else the sentence that says so. */
export const checkoutLacks = (checkout: string, file: string, hint = ''): Promise<string | null> =>
  access(path.join(checkout, file)).then(
    () => null,
    () => `${checkout} has no ${file}${hint}`,
  )
