import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { until } from '#test/support/processes/processes.ts'
import { CPU_FILE_VARIABLE } from '#test/support/runner/cpu-time.ts'
import { untilNone } from '#test/support/runner/leftovers.ts'
import { closeAfter } from '#test/support/closing.ts'

const ROOT = path.resolve(import.meta.dirname, '..', '..')
const FIXTURES = 'test/runner/fixtures'
const START_TIMEOUT_MS = 30_000

/** A run within this run, with temporary files of its own. */
async function startRun(t: TestContext, args: readonly string[], env: Record<string, string> = {}) {
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'runner-'))
  closeAfter(t, () => rm(temporary, { recursive: true, force: true }))
  const ready = path.join(temporary, 'ready')
  const command = [process.execPath, 'test/run.ts', ...args]
  // The shell stands for npm, which starts the runner as its child.
  const shell = spawn('/bin/sh', ['-c', '"$@"; exit $?', 'sh', ...command], {
    cwd: ROOT,
    env: { ...withoutRunnerContext(), TMPDIR: temporary, FIXTURE_READY: ready, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  closeAfter(t, () => shell.kill('SIGKILL'))
  let output = ''
  for (const stream of [shell.stdout, shell.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  return {
    shell,
    output: () => output,
    untilReady: () =>
      until(
        () => existsSync(ready),
        START_TIMEOUT_MS,
        () => `the fixture did not get ready:\n${output}`,
      ),
    runFolders: () => readdirSync(temporary).filter((name) => name.startsWith('wan-video-test-')),
  }
}

/** Node refuses to run tests within a test file, which it knows by a variable. */
function withoutRunnerContext(): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _, npm_lifecycle_event: __, [CPU_FILE_VARIABLE]: ___, ...env } = process.env
  return env
}

/** A file of a process; empty when the process has ended. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1')
  } catch {
    return ''
  }
}
const stat = (pid: number): string[] => {
  const text = readProc(pid, 'stat')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}
const isAlive = (pid: number): boolean => !['Z', 'X', ''].includes(stat(pid)[0] as string)
const commandOf = (pid: number): string => readProc(pid, 'cmdline').replaceAll('\0', ' ')

function descendantsOf(pid: number): number[] {
  const all = readdirSync('/proc').map(Number).filter(Number.isInteger)
  const children = all.filter((child) => Number(stat(child)[1]) === pid)
  return children.flatMap((child) => [child, ...descendantsOf(child)])
}

async function assertNothingLeft(pids: readonly number[], run: Awaited<ReturnType<typeof startRun>>) {
  await untilNone(() => pids.filter(isAlive))
  assert.deepEqual(pids.filter(isAlive).map(commandOf), [])
  await until(
    () => run.runFolders().length === 0,
    START_TIMEOUT_MS,
    () => `the folder of the run is left: ${run.runFolders().join(', ')}`,
  )
}

const exitOf = async (child: ChildProcess): Promise<unknown> => (await once(child, 'exit'))[0]

describe('A run of the tests', () => {
  it('A test run killed while a service runs leaves no process and no folder behind', async (t) => {
    const run = await startRun(t, [`${FIXTURES}/starts-processes.ts`], { FIXTURE_SERVICE: '1' })
    await run.untilReady()
    const pids = descendantsOf(run.shell.pid as number)
    const commands = pids.map(commandOf).join('\n')
    for (const part of ['api/main.ts', 'worker/main.ts', 'child/main.ts', 'postgres', 'sleep 1000'])
      assert.ok(commands.includes(part), `${part} does not run:\n${commands}`)
    process.kill(pids.find((pid) => commandOf(pid).includes('test/run.ts')) as number, 'SIGKILL')
    await assertNothingLeft(pids, run)
  })

  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    it(`A test run leaves nothing behind after ${signal} and names the files that did not run`, async (t) => {
      const files = ['starts-processes', 'passes'].map((name) => `${FIXTURES}/${name}.ts`)
      const run = await startRun(t, ['--concurrency', '1', ...files.toReversed()])
      await run.untilReady()
      const pids = descendantsOf(run.shell.pid as number)
      const exited = exitOf(run.shell)
      process.kill(pids.find((pid) => commandOf(pid).includes('test/run.ts')) as number, signal)
      assert.equal(await exited, 130)
      await assertNothingLeft(pids, run)
      assert.match(run.output(), /^# pass 1$/m)
      assert.match(run.output(), /^# cancelled 0$/m)
      assert.match(run.output(), /^# not run 1: test\/runner\/fixtures\/starts-processes\.ts$/m)
    })

  it('A test run ends when the npm that started it is killed', async (t) => {
    const run = await startRun(t, [`${FIXTURES}/starts-processes.ts`], { npm_lifecycle_event: 'test' })
    await run.untilReady()
    const pids = descendantsOf(run.shell.pid as number)
    run.shell.kill('SIGKILL')
    await assertNothingLeft(pids, run)
  })

  it('A hanging test file is killed and reported alone, and the other files run', async (t) => {
    const files = ['hangs', 'passes'].map((name) => `${FIXTURES}/${name}.ts`)
    const run = await startRun(t, ['--concurrency', '1', '--timeout', '5', ...files])
    assert.equal(await exitOf(run.shell), 1)
    assert.match(run.output(), /hangs\.ts hung and was killed: silent for 6 s/)
    assert.match(run.output(), /^# pass 1$/m)
    assert.doesNotMatch(run.output(), /not run/)
  })

  it('A process that goes on after its tests is killed long before a test could have hung', async (t) => {
    const files = ['stays-open', 'passes'].map((name) => `${FIXTURES}/${name}.ts`)
    const run = await startRun(t, ['--concurrency', '1', '--timeout', '60', ...files])
    assert.equal(await exitOf(run.shell), 1)
    assert.match(run.output(), /stays-open\.ts hung and was killed: silent for 6 s; after all its tests/)
    assert.match(run.output(), /^# pass 2$/m)
  })

  it('A test run has no time limit by default; a given limit lists in one line what it left out', async (t) => {
    const files = ['hangs', 'passes'].map((name) => `${FIXTURES}/${name}.ts`)
    const run = await startRun(t, ['--concurrency', '1', '--limit', '2', ...files])
    assert.equal(await exitOf(run.shell), 1)
    assert.match(run.output(), /^# cancelled 0$/m)
    assert.match(
      run.output(),
      /^# not run 2: test\/runner\/fixtures\/hangs\.ts, test\/runner\/fixtures\/passes\.ts$/m,
    )
  })

  it('A test run prints the CPU time of each file when asked, that of its processes apart', async (t) => {
    const files = ['passes', 'burns'].map((name) => `${FIXTURES}/${name}.ts`)
    const run = await startRun(t, ['--cpu', ...files])
    assert.equal(await exitOf(run.shell), 0)
    const rows = run
      .output()
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
    const at = rows.findIndex((row) => row.at(-1) === `${FIXTURES}/burns.ts`)
    const [all, own, processes] = (rows[at] ?? []).map(Number) as [number, number, number]
    assert.ok(own >= 0.5 && processes >= 0.5 && all >= own + processes - 0.2, run.output())
    assert.equal(rows[at + 1]?.at(-1), `${FIXTURES}/passes.ts`)
    assert.equal(rows[at + 2]?.slice(4).join(' '), 'in all')
  })
})
