import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type S3Peer } from '#test/core/storage/s3-conformance.ts'

const run = promisify(execFile)
const startTimeoutMs = 90_000

/**
 * A Ceph cluster of one monitor, one OSD that keeps objects in memory, and one RADOS gateway, all
 * of them children of this process, on free loopback ports, with their files in a new folder under
 * the system's temporary one. It checks signatures, dates, credentials, Content-MD5 and signed
 * checksums as AWS does; it ignores CRC32 checksums.
 *
 * Needs `ceph-mon`, `ceph-osd`, `radosgw`, `ceph-authtool`, `monmaptool` and `ceph` on the PATH, in
 * a version around 16; no privileges. Ready after about 15 s.
 */
export async function startRadosGateway(log: (line: string) => void): Promise<S3Peer> {
  const folder = await mkdtemp(join(tmpdir(), 'rgw-'))
  const daemons: ChildProcess[] = []
  const stop = async (): Promise<void> => {
    // gateway first: it would wait for an OSD that has gone
    for (const daemon of daemons.toReversed()) await kill(daemon)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    return { ...(await startCluster(folder, daemons, log)), stop }
  } catch (err) {
    await stop()
    throw err
  }
}

async function startCluster(
  folder: string,
  daemons: ChildProcess[],
  log: (line: string) => void,
): Promise<Omit<S3Peer, 'stop'>> {
  const [v2Port, v1Port, gatewayPort] = await freePorts(3)
  const monitor = `[v2:127.0.0.1:${v2Port},v1:127.0.0.1:${v1Port}]`
  const cluster = { id: randomUUID(), monitor, gatewayPort: gatewayPort as number }
  const conf = join(folder, 'ceph.conf')
  const keyring = join(folder, 'keyring')
  for (const name of ['mon', 'osd', 'rgw', 'log', 'sock']) await mkdir(join(folder, name))
  await writeFile(conf, configuration(folder, cluster))
  const start = (name: string, args: string[]): void =>
    void daemons.push(startDaemon(folder, name, ['-c', conf, '-f', ...args]))
  const ceph = (command: string, ...args: string[]): Promise<{ stdout: string }> =>
    run(command, ['-c', conf, ...args], { timeout: startTimeoutMs })

  log('making keys and the monitor')
  for (const args of keyringEntries(keyring)) await run('ceph-authtool', args)
  const monmap = join(folder, 'monmap')
  await run('monmaptool', ['--create', '--fsid', cluster.id, '--addv', 'a', monitor, monmap])
  await ceph('ceph-mon', '--mkfs', '-i', 'a', '--monmap', monmap, '--keyring', keyring)
  start('ceph-mon', ['-i', 'a'])

  log('starting the OSD')
  const osdId = randomUUID()
  await ceph('ceph', 'osd', 'create', osdId, '0')
  await ceph('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', osdId)
  start('ceph-osd', ['-i', '0'])

  log('making a user and starting the gateway')
  const [accessKeyId, secretAccessKey] = ['test-access-key', randomUUID()]
  const user = [
    '--uid=test',
    '--display-name=test',
    `--access-key=${accessKeyId}`,
    `--secret=${secretAccessKey}`,
  ]
  await ceph('radosgw-admin', 'user', 'create', ...user)
  start('radosgw', ['-n', 'client.rgw.a'])
  const endpoint = `http://127.0.0.1:${gatewayPort}`
  await answers(endpoint, daemons, folder)
  return { endpoint, accessKeyId, secretAccessKey }
}

function configuration(folder: string, o: { id: string; monitor: string; gatewayPort: number }): string {
  // cephx stays on: with authentication off the gateway of this version waits for it for ever
  return `[global]
fsid = ${o.id}
mon host = ${o.monitor}
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
auth allow insecure global id reclaim = false
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
mon warn on pool no redundancy = false
osd objectstore = memstore
memstore device bytes = 1073741824
osd class load list = *
ms bind port min = 20000
ms bind port max = 30000
admin socket = ${folder}/sock/$cluster-$name.asok
run dir = ${folder}/sock
log file = ${folder}/log/$name.log
mon data = ${folder}/mon
osd data = ${folder}/osd
rgw data = ${folder}/rgw
keyring = ${folder}/keyring
[client.rgw.a]
rgw frontends = beast endpoint=127.0.0.1:${o.gatewayPort}
rgw zone = default
rgw enable usage log = false
`
}

function keyringEntries(keyring: string): string[][] {
  const entry = (name: string, ...caps: string[]): string[] => [
    ...[keyring, '--gen-key', '-n', name],
    ...caps.flatMap((cap) => ['--cap', ...(cap.split('=') as [string, string])]),
  ]
  const [first, ...others] = [
    entry('mon.', 'mon=allow *'),
    entry('client.admin', 'mon=allow *', 'osd=allow *', 'mgr=allow *', 'mds=allow *'),
    entry('osd.0', 'mon=allow profile osd', 'osd=allow *'),
    entry('client.rgw.a', 'mon=allow rw', 'osd=allow rwx'),
  ]
  return [['--create-keyring', ...first], ...others]
}

// Runs a program and ends it when standard input closes, so that no daemon outlives this process,
// however it ends.
const untilInputCloses = `exec 3<&0
"$@" & daemon=$!
(read -r _ <&3; kill -9 $daemon) & watcher=$!
wait $daemon; status=$?
kill $watcher 2>/dev/null
exit $status`

function startDaemon(folder: string, command: string, args: string[]): ChildProcess {
  const output = createWriteStream(join(folder, 'log', `${command}.out`))
  const daemon = spawn('sh', ['-c', untilInputCloses, command, command, ...args], { stdio: 'pipe' })
  daemon.stdout.pipe(output)
  daemon.stderr.pipe(output)
  return daemon
}

async function kill(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return
  const exited = once(daemon, 'exit')
  // memstore and a folder that is removed next: nothing to save
  daemon.stdin?.end()
  await exited
}

async function answers(endpoint: string, daemons: ChildProcess[], folder: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs
  while (Date.now() < deadline) {
    const dead = daemons.find((daemon) => daemon.exitCode !== null)?.spawnargs[3]
    if (dead) throw new Error(`${dead} ended:\n${await lastLines(folder, dead)}`)
    const answer = await fetch(endpoint).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.ok) return
    await sleep(200)
  }
  throw new Error(`the gateway does not answer:\n${await lastLines(folder, 'radosgw')}`)
}

async function lastLines(folder: string, command: string): Promise<string> {
  const text = await readFile(join(folder, 'log', `${command}.out`), 'utf8').catch(() => '')
  return text.split('\n').slice(-20).join('\n')
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => promisify(server.close.bind(server))()))
  return ports
}
