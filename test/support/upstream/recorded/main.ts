/**
 * Records the conversation with a real server as a fixture:
 *
 *     node test/support/upstream/recorded/main.ts comfyui http://127.0.0.1:8188 'ComfyUI 0.3.64'
 *
 * test/reference/servers says how such servers are run without a GPU.
 */
import { writeFile } from 'node:fs/promises'
import { converseWith, fixtureOf, SERVERS, type RecordedServer } from './cases.ts'
import { startRecorder } from './record.ts'

const [server, origin, description] = process.argv.slice(2)
if (!(SERVERS as readonly unknown[]).includes(server) || origin === undefined || description === undefined)
  throw new Error(`give one of ${SERVERS.join(', ')}, its address and what it is`)
const recorder = await startRecorder(origin)
try {
  const { progress, ...heard } = await converseWith(server as RecordedServer, recorder.origin)
  console.log(heard, progress.length)
  const file = fixtureOf(server as RecordedServer)
  await writeFile(file, `${JSON.stringify(recorder.conversation(description), null, 1)}\n`)
  console.log(file)
} finally {
  await recorder.close()
}
