import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Fault, Row } from './fault.ts'
import type { Oracle } from '#test/faults/oracle/oracle.ts'
import type { Scene } from '#test/faults/scene/scene.ts'

const ROOT = path.resolve(import.meta.dirname, '..', '..')

/** A scene, with the oracle that knows what it has seen there. */
export interface Stage {
  readonly scene: Scene
  readonly oracle: Oracle
}

/** Makes one fault happen and judges what came of it. Never throws for a finding. */
export async function runFault(fault: Fault, stage: () => Promise<Stage>): Promise<Row> {
  const { id, title, how } = fault
  const row = { id, title, outcome: '', seconds: null, inv: null }
  if ('notRun' in how) return { ...row, verdict: `not run: ${how.notRun}` }
  if ('file' in how) return { ...row, ...(await runFile(how)) }
  let startedAt = performance.now()
  const seconds = (): number => (performance.now() - startedAt) / 1000
  try {
    const { scene, oracle } = await stage()
    startedAt = performance.now()
    const outcome = await how.inject(scene)
    const tookSeconds = seconds()
    await scene.mend()
    const findings = await oracle()
    return {
      ...row,
      outcome: [outcome, ...findings].join('; '),
      seconds: tookSeconds,
      inv: findings.length === 0,
      verdict: findings.length === 0 ? 'ok' : 'failed',
    }
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    return { ...row, outcome: words, seconds: seconds(), inv: null, verdict: 'failed' }
  }
}

/** Runs the tests of single parts that hold the fault. */
async function runFile(o: {
  readonly file: string
  readonly name?: string
}): Promise<Pick<Row, 'outcome' | 'seconds' | 'verdict'>> {
  const startedAt = performance.now()
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const args = [path.join(ROOT, 'test/run.ts'), o.file, ...(o.name === undefined ? [] : ['--name', o.name])]
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  const [code] = (await once(child, 'close')) as [number | null]
  const passed = Number(/^# pass(?:ed)? (\d+)/m.exec(output)?.[1] ?? 0)
  const isOk = code === 0 && passed > 0
  return {
    outcome: isOk ? `${passed} tests of \`${o.file}\` pass` : lastLines(output),
    seconds: (performance.now() - startedAt) / 1000,
    verdict: isOk ? 'ok' : 'failed',
  }
}

const lastLines = (text: string): string => text.trim().split('\n').slice(-12).join(' ').slice(0, 800)
