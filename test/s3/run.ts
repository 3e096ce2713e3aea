import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { ensureCephPackages } from './ceph-packages.ts'

// `npm run test:s3`: the storage suite, every assertion of it, against a Ceph RADOS gateway on
// loopback.
const obstacle = await ensureCephPackages()
if (obstacle === null) {
  const suite = new URL('./rgw-suite.ts', import.meta.url).pathname
  const tests = spawn(process.execPath, ['--test', suite], { stdio: 'inherit' })
  // the suite stops its cluster when it receives a signal; this process only waits for it
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => tests.kill(signal))
  const [exitCode] = (await once(tests, 'exit')) as [number | null]
  process.exitCode = exitCode ?? 1
} else {
  process.stderr.write(`${obstacle}\n`)
  process.exitCode = 1
}
