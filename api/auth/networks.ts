import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * Whether a text is a network as `allowed_cidrs` of the contract describes it: an address in
 * canonical notation, IPv6 in hexadecimal groups alone, and the number of its leading bits.
 */
export function isNetwork(text: string): boolean {
  const [, address = '', bits = ''] = /^([^/]*)\/(\d|[1-9]\d{1,2})$/.exec(text) ?? []
  const family = isIP(address)
  if (family === 4) return Number(bits) <= 32
  return family === 6 && !/[.%]/.test(address) && Number(bits) <= 128
}

/** Whether an address lies in one of the networks. IPv4-mapped IPv6 is compared as IPv4. */
export function isWithin(address: string | undefined, cidrs: readonly string[]): boolean {
  if (address === undefined || !ipaddr.isValid(address)) return false
  const given = ipaddr.process(address)
  return cidrs.some((cidr) => {
    const [network, bits] = ipaddr.parseCIDR(cidr)
    return network.kind() === given.kind() && given.match([network, bits] as [ipaddr.IPv4, number])
  })
}
