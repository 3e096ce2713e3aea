/**
 * A network of its own with a name server, a public host and two hosts that nobody may reach; runs
 * alone in a network namespace (`rebinding.test.ts`). Calls the service's client against a name
 * whose address changes with every question, and prints what was dialled.
 */
import { once } from 'node:events'
import { createSocket } from 'node:dgram'
import { createServer } from 'node:http'
import { decode, encode } from 'dns-packet'
import { createOutboundHttp } from '#core/outbound/http.ts'
import { fetchOptions, postOptions } from './calls.ts'

/** What `rebinding.test.ts` reads. */
export interface Report {
  /** Connections by host. */
  readonly dialled: Readonly<Record<string, number>>
  /** Outcomes of calls: `ok`, or the code of an error. */
  readonly outcomes: Readonly<Record<string, number>>
  /** Questions for IPv4 addresses that the name server got. */
  readonly questions: number
  readonly calls: number
}

const PUBLIC = '93.184.216.34'
const HOSTS = [PUBLIC, '127.0.0.1', '169.254.169.254'] as const
const ROUNDS = 60

async function main(): Promise<Report> {
  let questions = 0
  const names = createSocket('udp4')
  names.on('message', (message, from) => {
    const { id, questions: asked = [] } = decode(message)
    const [question] = asked
    if (question === undefined) return
    const hosts = HOSTS[question.type === 'A' ? questions++ % HOSTS.length : 0]
    const answers =
      question.type === 'A'
        ? [{ type: 'A' as const, name: question.name, ttl: 0, data: hosts ?? PUBLIC }]
        : []
    const answer = encode({ type: 'response', id: id ?? 0, flags: 0x0400, questions: asked, answers })
    names.send(answer, from.port, from.address)
  })
  names.bind(53, '127.0.0.1')
  await once(names, 'listening')

  const dialled: Record<string, number> = {}
  const servers = HOSTS.map((host) => {
    dialled[host] = 0
    return createServer((req, res) => {
      if (req.url === '/away') res.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' })
      res.end(host)
    })
      .on('connection', () => (dialled[host] = (dialled[host] ?? 0) + 1))
      .listen(80, host)
  })
  await Promise.all(servers.map((server) => once(server, 'listening')))

  const http = createOutboundHttp({ allowPrivate: false, allowedPrivateCidrs: [], userAgent: 'wan-test/1' })
  const outcomes: Record<string, number> = {}
  const calls = Array.from({ length: ROUNDS }, () => [
    () => http.fetchBytes('http://rebind.example/', fetchOptions),
    () => http.post('http://rebind.example/', postOptions),
    () => http.post(`http://${PUBLIC}/away`, postOptions),
    () => http.fetchBytes(`http://${PUBLIC}/away`, fetchOptions),
  ]).flat()
  for (const call of calls) {
    const outcome = await call().then(
      () => 'ok',
      (error: Error) => ('code' in error ? String(error.code) : error.message),
    )
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  }
  await http.close()
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
  names.close()
  return { dialled, outcomes, questions, calls: calls.length }
}

if (import.meta.main) console.log(JSON.stringify(await main()))
