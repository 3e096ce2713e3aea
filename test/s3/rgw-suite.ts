import { s3Conformance } from '#test/core/storage/s3-conformance.ts'
import { startRadosGateway } from './rados-gateway.ts'

// Not named *.test.ts: it needs Debian packages, so it runs by `npm run test:s3` alone.
s3Conformance('Ceph RADOS gateway', {
  capabilities: {
    checksSignatures: true,
    checksExpiry: true,
    honoursDownloadName: true,
    checksCredentials: true,
    checksUploads: true,
    listsUploads: true,
  },
  start: () => startRadosGateway((line) => process.stderr.write(`${line}\n`)),
})
