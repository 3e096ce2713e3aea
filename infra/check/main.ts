/**
 * `npm run check:infra`: runs every validator of what is deployed that this machine has or can
 * install, and names the others.
 */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { loadConfig, processEnvironment } from '#core/config/config.ts'
import { messageOf } from '#core/errors.ts'
import { CHECKS, type Check } from './checks.ts'
import { composeManifests } from './compose-manifests.ts'
import { openToolbox, type Toolbox } from './tools.ts'

type Result =
  { readonly outcome: 'passed' } | { readonly outcome: 'failed' | 'not run'; readonly why: string }

async function outcomeOf(check: Check, tools: Toolbox, folder: string): Promise<Result> {
  let program: string
  let args = [...check.args]
  try {
    program = await tools.find(check.program, check.source)
    if (check.overlay !== undefined) {
      const kubectl = await tools.find('kubectl', { system: 'the package kubernetes-client or kubectl' })
      const file = await composeManifests(kubectl, check.overlay, folder)
      args = args.map((arg) => (arg === '{}' ? file : arg))
    }
  } catch (error) {
    return { outcome: 'not run', why: messageOf(error) }
  }
  const { code, said } = await runProgram(program, args, check.cwd)
  const isFault = check.refuses === undefined ? code !== 0 : check.refuses.test(said)
  return isFault ? { outcome: 'failed', why: said.trim() } : { outcome: 'passed' }
}

const runProgram = (
  program: string,
  args: readonly string[],
  cwd = '.',
): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    execFile(program, args, { cwd, maxBuffer: 2 ** 24 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : 1, said: stderr + stdout }),
    )
  })

const environment = processEnvironment()
const folder = path.resolve(loadConfig(environment).dataDir, 'check-infra')
const tools = openToolbox(folder, environment['PATH'] ?? '')
let failures = 0
for (const check of CHECKS) {
  const result = await outcomeOf(check, tools, folder)
  if (result.outcome === 'failed') failures += 1
  const why = result.outcome === 'passed' ? '' : `: ${result.why}`
  console.log(`${result.outcome.padEnd(8)} ${check.name} (${check.program})${why}`)
}
console.log(`${CHECKS.length} checks, ${failures} failed`)
process.exitCode = failures > 0 ? 1 : 0
