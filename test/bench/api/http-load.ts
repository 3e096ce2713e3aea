import { median } from '#test/bench/median.ts'
import { Agent, request } from 'node:http'

export interface HttpCall {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Load {
  readonly perSecond: number
  readonly p50Ms: number
}

/**
 * Calls a server on this machine over so many connections, each with the next call as soon as the
 * last is answered.
 *
 * @throws Error for an answer with another status.
 */
export async function load(o: {
  readonly port: number
  readonly connections: number
  readonly seconds: number
  readonly status: number
  call(): HttpCall
}): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: o.connections })
  const times: number[] = []
  const startedAt = performance.now()
  const endAt = startedAt + o.seconds * 1000
  const one = async (): Promise<void> => {
    while (performance.now() < endAt) {
      const sentAt = performance.now()
      const status = await send(agent, o.port, o.call())
      if (status !== o.status) throw new Error(`answered ${status}, not ${o.status}`)
      times.push(performance.now() - sentAt)
    }
  }
  try {
    await Promise.all(Array.from({ length: o.connections }, one))
  } finally {
    agent.destroy()
  }
  const seconds = (performance.now() - startedAt) / 1000
  return { perSecond: times.length / seconds, p50Ms: median(times) }
}

const send = (agent: Agent, port: number, { method, path, headers, body }: HttpCall): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', port, method, path, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.on('error', reject)
    sent.end(body)
  })
