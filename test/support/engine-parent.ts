import { writeSync } from 'node:fs'
import { LONG, newRequest, startTestEngine } from '#test/support/engine.ts'

/**
 * A worker that is killed by a test: starts an engine and a run of many large steps in the folder given as argument,
 * and prints `<engine pid> <phase> <step>` for each progress report.
 */
const engine = await startTestEngine()
const request = await newRequest(process.argv[2]!, LONG)
await engine.generate(request, {
  onProgress: ({ phase, step }) => void writeSync(1, `${engine.pid} ${phase} ${step}\n`),
  signal: new AbortController().signal,
  deadlineAt: Date.now() + 600_000,
})
