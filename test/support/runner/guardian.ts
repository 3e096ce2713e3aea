/**
 * Cleans up after a run of the tests, however the runner ended: `node guardian.ts <mark> <folder>`.
 *
 * Its standard input is a pipe that only the runner holds open. When the pipe closes, which the
 * kernel brings about even after a SIGKILL, the guardian kills the run's processes, waits for the
 * run's Postgres, whose watchdog stops it the same way, and removes the run's folder.
 */
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { killMarked, processesNaming, untilNone } from './leftovers.ts'

const [mark, folder] = process.argv.slice(2)
if (!mark || !folder) throw new Error('usage: node guardian.ts <mark> <folder>')

process.stdin.resume()
await once(process.stdin, 'close')
await killMarked(mark)
await untilNone(() => processesNaming(folder))
await rm(folder, { recursive: true, force: true, maxRetries: 5 })
