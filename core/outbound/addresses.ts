import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Cidr = [Address, number]

/** Whether a socket may be opened to an IP address, in text form as from URL parsing or DNS. */
export type AddressPolicy = (address: string) => boolean

// The only part of IPv6 that IANA has allocated for hosts on the Internet. The rest is local,
// multicast or discard (100::/64), or carries an IPv4 address: ::/96 (IPv4-compatible),
// 64:ff9b::/96 and 64:ff9b:1::/48 (NAT64).
const globalUnicastV6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number]

// Public in the registry, but answered by the host of a virtual machine: Azure's agent and DHCP
// service.
const hostServicesV4 = [ipaddr.parseCIDR('168.63.129.16/32') as [ipaddr.IPv4, number]]

const privateRanges = new Set(['loopback', 'private', 'uniqueLocal'])

/**
 * The policy for addresses that the service calls on behalf of a customer.
 *
 * Without options only globally routed unicast passes. Refused for IPv4: 0/8, 10/8, 100.64/10,
 * 127/8, 169.254/16, 172.16/12, 192.0.0/24, 192.168/16, 192.88.99/24, the three TEST-NETs,
 * 198.18/15, AS112 and AMT relays, multicast, 240/4 and broadcast; for IPv6: everything outside
 * 2000::/3 and, inside it, Teredo, 6to4, ORCHID, benchmarking, 2001:db8::/32, 3fff::/20 and ISATAP,
 * since each of these can lead to an IPv4 address of the sender's choice. `::ffff:a.b.c.d` is
 * judged as a.b.c.d, because the kernel dials that address.
 *
 * @param o.allowPrivate lets loopback, RFC 1918 and fc00::/7 pass, for a single-user machine.
 *   Link-local stays refused, since it holds cloud metadata
 * @param o.allowedPrivateCidrs networks that always pass, such as `10.1.0.0/16` or `fd12::/48`
 * @throws {TypeError} naming an entry of `allowedPrivateCidrs` that is not CIDR notation
 */
export function createAddressPolicy(o: {
  allowPrivate: boolean
  allowedPrivateCidrs: readonly string[]
}): AddressPolicy {
  const listed = o.allowedPrivateCidrs.map(parseCidr)
  return (text) => {
    const address = parseAddress(text)
    if (!address) return false
    if (listed.some((cidr) => contains(cidr, address))) return true
    if (o.allowPrivate && privateRanges.has(address.range())) return true
    return isGlobalUnicast(address)
  }
}

function isGlobalUnicast(address: Address): boolean {
  if (address.range() !== 'unicast') return false
  if (isV4(address)) return !hostServicesV4.some((cidr) => contains(cidr, address))
  return address.match(globalUnicastV6) && !isIsatap(address)
}

/**
 * ISATAP (RFC 5214): the interface identifier 0000:5efe or 0200:5efe is followed by an IPv4
 * address.
 */
function isIsatap(address: ipaddr.IPv6): boolean {
  const [high, low] = address.parts.slice(4, 6)
  return low === 0x5efe && (high === 0 || high === 0x200)
}

function parseAddress(text: string): Address | null {
  const withoutZone = text.replace(/%.*$/, '')
  // ipaddr.js reads more notations than the kernel does: octal, short forms, and `::a.b.c.d` as
  // `::ffff:a.b.c.d`. Only canonical text passes, and IPv6 takes the hexadecimal form of URL
  // parsing.
  const family = isIP(withoutZone)
  if (family === 0) return null
  return ipaddr.process(family === 4 ? withoutZone : new URL(`http://[${withoutZone}]`).hostname.slice(1, -1))
}

function parseCidr(text: string): Cidr {
  if (!ipaddr.isValidCIDR(text)) throw new TypeError(`not a network in CIDR notation: ${text}`)
  return ipaddr.parseCIDR(text)
}

function contains([network, bits]: Cidr, address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, bits)
}

function isV4(address: Address): address is ipaddr.IPv4 {
  return address.kind() === 'ipv4'
}
