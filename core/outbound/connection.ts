import { type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction, type Socket } from 'node:net'
import { buildConnector } from 'undici'
import { type AddressPolicy } from './addresses.ts'
import { OutboundError } from './error.ts'

/** All addresses of a host name, as `dns.promises.lookup(name, { all: true })` returns them. */
export type HostLookup = (hostname: string) => Promise<LookupAddress[]>

/** One connection to one host, opened by undici through `connector`. */
export interface GuardedConnection {
  readonly connector: buildConnector.connector
  /** How far it got: distinguishes an unreachable host, a TLS failure and a broken answer. */
  reached(): 'nothing' | 'tcp' | 'http'
  /** Closes the socket in any state, and keeps it from being opened later. */
  destroy(): void
}

/**
 * Resolves a host and checks every address against the policy. One forbidden address refuses the
 * host: a name that mixes public and private ones is a mistake or an attempt at DNS rebinding.
 *
 * A name with a forbidden address gives the error of a name without any, so that nobody learns the
 * names of a private network by asking. An IP literal and `localhost` say themselves what they are.
 *
 * @param hostname a name, or an IP literal without brackets
 * @throws {OutboundError} `forbidden_address`; `unreachable` as above, with the reason as its cause
 */
export async function resolveHost(
  hostname: string,
  permits: AddressPolicy,
  lookup: HostLookup,
): Promise<LookupAddress[]> {
  const family = isIP(hostname)
  const addresses = family === 0 ? await lookupOrThrow(hostname, lookup) : [{ address: hostname, family }]
  if (addresses.every(({ address }) => permits(address))) return addresses
  if (family !== 0 || LOCALHOST.test(hostname)) throw new OutboundError('forbidden_address')
  throw new OutboundError('unreachable', { cause: new Error('the name has an address that is not allowed') })
}

/** Names that RFC 6761 gives to every machine for itself. */
const LOCALHOST = /(^|\.)localhost\.?$/i

async function lookupOrThrow(hostname: string, lookup: HostLookup): Promise<LookupAddress[]> {
  const addresses = await lookup(hostname).catch((cause: unknown) => {
    throw new OutboundError('unreachable', { cause })
  })
  if (addresses.length === 0) throw new OutboundError('unreachable')
  return addresses
}

/**
 * A connection that dials checked addresses only. The check sits in the socket's own lookup, so the
 * checked address is the dialled one, and no second resolution can give another answer. A socket
 * makes no lookup for an IP literal, so literals are checked beforehand.
 *
 * @param o.connectTimeoutMs limit for name resolution, TCP and TLS together; undici's timer may
 *   fire half a second late
 */
export function guardedConnection(o: {
  permits: AddressPolicy
  lookup: HostLookup
  connectTimeoutMs: number
  certificateAuthorities?: readonly string[]
}): GuardedConnection {
  const checkedLookup: LookupFunction = (hostname, { all }, callback) => {
    resolveHost(hostname, o.permits, o.lookup).then(
      (addresses) => {
        const first = addresses[0] as LookupAddress
        if (all) callback(null, addresses)
        else callback(null, first.address, first.family)
      },
      (err: Error) => callback(err, ''),
    )
  }
  const dial = buildConnector({
    allowH2: false,
    autoSelectFamily: true,
    lookup: checkedLookup,
    timeout: o.connectTimeoutMs,
    // Explicit, because NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment would otherwise turn it
    // off.
    rejectUnauthorized: true,
    ...(o.certificateAuthorities && { ca: [...o.certificateAuthorities] }),
  }) as (options: buildConnector.Options, callback: buildConnector.Callback) => Socket
  let socket: Socket | undefined
  let reached: ReturnType<GuardedConnection['reached']> = 'nothing'
  let destroyed = false
  return {
    connector(options, callback) {
      if (destroyed) return callback(new Error('connection given up'), null)
      // A kept connection that its host has closed is opened again.
      reached = 'nothing'
      const host = options.hostname.replace(/^\[|\]$/g, '')
      if (isIP(host) !== 0 && !o.permits(host)) return callback(new OutboundError('forbidden_address'), null)
      socket = dial(options, (...result) => {
        if (result[0] === null) reached = 'http'
        callback(...result)
      })
      socket.once('connect', () => {
        if (reached === 'nothing') reached = 'tcp'
      })
    },
    reached: () => reached,
    destroy() {
      destroyed = true
      // With an error: undici waits for the connector's callback, and a bare destroy never calls
      // it.
      socket?.destroy(new Error('connection given up'))
    },
  }
}
