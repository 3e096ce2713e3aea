import { writeSync } from 'node:fs'
import type { EngineRequest } from '#worker/engine/run.ts'
import { newRequest, startTestEngine } from './engine.ts'

/**
 * A worker that is killed by a test: starts an engine and one run in the folder given as first
 * argument with the request given as second, and prints `<engine pid> <phase> <step>` for each
 * progress report.
 */
const [folder, patch] = process.argv.slice(2)
const engine = await startTestEngine()
const request = await newRequest(folder!, JSON.parse(patch!) as Partial<EngineRequest>)
await engine.generate(request, {
  onProgress: ({ phase, step }) => void writeSync(1, `${engine.pid} ${phase} ${step}\n`),
  signal: new AbortController().signal,
  timeLimitMs: 600_000,
})
