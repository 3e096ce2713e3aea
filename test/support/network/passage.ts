import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { readClientMessages } from './client-messages.ts'

/** One client's connection through a passage. */
interface Lane {
  readonly client: Socket
  readonly server: Socket
  /** Texts of the statements with values that the chunk runs, also of those prepared before. */
  statementsIn(chunk: Buffer): string
  /** What the client has sent since its transaction began. */
  transaction: string
  /** A statement was sent on; its answer, and those to others before it, will not come back. */
  swallowing: 'commit' | 'answer' | null
  /** Whether the client has asked for notifications. */
  listens: boolean
}

/** Where a transaction is stopped: its COMMIT has not been sent on, or has been answered. */
export type HoldPoint = 'before commit' | 'after commit'

export interface Passage {
  /** The address of the database through the passage. */
  readonly url: string
  /** How many answers to COMMIT were lost. */
  readonly lostCommits: number
  /** How many answers to other statements were lost. */
  readonly lostAnswers: number
  /**
   * From now on, the next `count` transactions whose statements or values match are committed, but
   * the connection is cut before the answer; after the last one with `thenCut`, all are.
   */
  loseCommits(of: RegExp, o?: { count?: number; thenCut?: boolean }): void
  /**
   * From now on this share of all statements is carried out, but the connection is cut before the
   * answer. 0 ends it.
   *
   * @param random gives numbers from 0 to 1
   */
  loseAnswers(share: number, random?: () => number): void
  /**
   * From now on each statement with values is carried out, but the connection is cut before the
   * answer, the first time that its text comes.
   */
  loseEachAnswerOnce(): void
  /**
   * Stops the next transaction that matches at its COMMIT and keeps its client waiting, until the
   * client is gone or the passage is mended.
   *
   * @returns a promise that resolves when the transaction stands there.
   */
  hold(of: RegExp, at: HoldPoint): Promise<void>
  /** Lets every answer of the server wait this long; 0 ends it. */
  delay(ms: number): void
  /** Closes every connection and refuses new ones. */
  cut(): Promise<void>
  /**
   * Connections stay open and are accepted, but nothing passes in either direction.
   *
   * @param o.newOnes false: connections that are made from now on work
   * @param o.listeners true: only connections that have asked for notifications
   */
  silence(o?: { newOnes?: boolean; listeners?: boolean }): void
  /** Lets new connections through after `cut`, and everything that waits after `silence`. */
  mend(): Promise<void>
  close(): Promise<void>
}

/** A chunk that ends with a Sync or a simple query: the client waits for an answer. */
const ENDS_STATEMENT = /S\0\0\0\x04$|(^|\0)Q[^]{4}[^\0]*\0$/
/** The end of an answer: ReadyForQuery with the state of the transaction. */
const IS_READY = /Z\0\0\0\x05[ITE]$/

/** Finds the texts of statements that a client runs, of prepared ones by their names. */
function statementTexts(): (chunk: Buffer) => string {
  const texts = new Map<string, string>()
  let found: string[] = []
  const read = readClientMessages((message) => {
    if (message.kind === 'parse') texts.set(message.name, message.text)
    if (message.kind === 'bind') found.push(texts.get(message.name) ?? '')
  })
  return (chunk) => {
    found = []
    read(chunk)
    return found.join('\0')
  }
}

/** A TCP proxy to the database that can be cut, silenced, and made to lose answers to COMMIT. */
export async function openPassage(databaseUrl: string): Promise<Passage> {
  const { hostname, port: targetPort } = new URL(databaseUrl)
  const lanes = new Set<Lane>()
  let losing = { of: /$^/, left: 0, thenCut: false }
  let lostCommits = 0
  let losingShare = 0
  let random: () => number = Math.random
  /** Texts whose answer was lost; null: each keeps its answer. */
  let seen: Set<string> | null = null
  let lostAnswers = 0
  let holding: { of: RegExp; at: HoldPoint; reached: () => void } | null = null
  const held = new Set<Lane>()
  let delayMs = 0
  let silent = false

  const drop = (lane: Lane): void => {
    lanes.delete(lane)
    held.delete(lane)
    lane.client.destroy()
    lane.server.destroy()
  }
  const losesAnswer = (statements: string): boolean => {
    if (seen === null || statements === '' || seen.has(statements))
      return losingShare > 0 && random() < losingShare
    seen.add(statements)
    return true
  }
  const toServer = (lane: Lane, chunk: Buffer): void => {
    const text = chunk.toString('latin1')
    if (/Q....begin( read only)?\0/is.test(text)) lane.transaction = ''
    const statements = lane.statementsIn(chunk)
    lane.transaction += text + statements
    lane.listens ||= /listen /i.test(text)
    const commits = /Q....commit\0/is.test(text)
    if (commits && holding?.of.test(lane.transaction) === true) return hold(lane, chunk, holding)
    if (commits && losing.left > 0 && losing.of.test(lane.transaction)) {
      losing.left -= 1
      lane.swallowing = 'commit'
    } else if (ENDS_STATEMENT.test(text) && losesAnswer(statements)) {
      lane.swallowing ??= 'answer'
    }
    lane.server.write(chunk)
  }
  /** A chunk that is kept, or sent with its answer lost, leaves the client without an answer. */
  const hold = (lane: Lane, chunk: Buffer, { at, reached }: NonNullable<typeof holding>): void => {
    holding = null
    held.add(lane)
    if (at === 'before commit') return reached()
    // Answers to statements before COMMIT may still come.
    lane.server.removeAllListeners('data').on('data', (answer: Buffer) => {
      if (answer.includes('COMMIT\0')) reached()
    })
    lane.server.write(chunk)
  }
  const toClient = (lane: Lane, chunk: Buffer): void => {
    const text = chunk.toString('latin1')
    if (lane.swallowing === null) pass(lane, chunk)
    else if (lane.swallowing === 'commit' && text.includes('COMMIT\0')) {
      lostCommits += 1
      drop(lane)
      if (losing.left === 0 && losing.thenCut) void cut()
    } else if (lane.swallowing === 'answer' ? IS_READY.test(text) : text.includes('ROLLBACK\0')) {
      lostAnswers += 1
      drop(lane)
    }
  }
  const pass = (lane: Lane, chunk: Buffer): void => {
    if (delayMs === 0) lane.client.write(chunk)
    else setTimeout(() => lane.client.write(chunk), delayMs)
  }

  const listener = createServer((client) => {
    const server = connect(Number(targetPort), hostname)
    const lane: Lane = {
      client,
      server,
      statementsIn: statementTexts(),
      transaction: '',
      swallowing: null,
      listens: false,
    }
    lanes.add(lane)
    client.on('data', (chunk) => toServer(lane, chunk))
    server.on('data', (chunk) => toClient(lane, chunk))
    for (const socket of [client, server]) {
      if (silent) socket.pause()
      socket.on('error', () => undefined).on('close', () => drop(lane))
    }
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${port}`

  const cut = async (): Promise<void> => {
    if (!listener.listening) return
    const closed = once(listener, 'close')
    listener.close()
    for (const lane of lanes) drop(lane)
    await closed
  }
  return {
    url: url.href,
    get lostCommits() {
      return lostCommits
    },
    loseCommits(of, { count = 1, thenCut = false } = {}) {
      losing = { of, left: count, thenCut }
    },
    get lostAnswers() {
      return lostAnswers
    },
    loseAnswers(share, source = Math.random) {
      losingShare = share
      random = source
    },
    loseEachAnswerOnce() {
      seen ??= new Set()
    },
    hold(of, at) {
      const { promise, resolve } = Promise.withResolvers<void>()
      holding = { of, at, reached: resolve }
      return promise
    },
    delay(ms) {
      delayMs = ms
    },
    cut,
    silence({ newOnes = true, listeners = false } = {}) {
      silent = newOnes && !listeners
      for (const { client, server, listens } of lanes) {
        if (listeners && !listens) continue
        client.pause()
        server.pause()
      }
    },
    async mend() {
      silent = false
      losing = { of: /$^/, left: 0, thenCut: false }
      losingShare = 0
      seen = null
      holding = null
      delayMs = 0
      for (const lane of held) drop(lane)
      for (const { client, server } of lanes) {
        client.resume()
        server.resume()
      }
      if (listener.listening) return
      listener.listen(port, '127.0.0.1')
      await once(listener, 'listening')
    },
    close: cut,
  }
}
