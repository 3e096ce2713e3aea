/** An attempt to make the service call itself or its network; `resolvesTo` is the answer of DNS. */
export interface SsrfVector {
  url: string
  resolvesTo?: string[]
}

/**
 * URLs whose host is, spells or resolves to an address that customers must not reach. Most of them
 * would arrive at a server that listens on `port` of every loopback address.
 */
export function ssrfVectors(port: number): SsrfVector[] {
  return [
    ...literalHosts.map((host) => ({ url: `http://${host}:${port}/` })),
    ...names.map(([host, resolvesTo]) => ({
      url: `http://${host}:${port}/`,
      resolvesTo: resolvesTo.split(' '),
    })),
    ...wrapped(port).map((url) => ({ url })),
    { url: `https://tls.attacker.example:${port}/`, resolvesTo: ['127.0.0.1'] },
  ]
}

const words = (lines: string[]): string[] => lines.flatMap((line) => line.split(' '))

const literalHosts = words([
  // dotted, decimal, hexadecimal, octal, short and mixed spellings of 127.0.0.1 and 0.0.0.0
  '127.0.0.1 127.0.0.1. 2130706433 017700000001 0x7f000001 0x7f.0.0.1 0177.0.0.1 127.1 127.0.1 0x7f.1 0177.0.0x1',
  '127.0.0.0x1 127.255.255.254 127.0.0.2 0 0.0.0.0 0x0 000.0',
  // full-width, circled and ideographic forms, percent-encoding
  '１２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1 %31%32%37.0.0.1 127%2e0%2e0%2e1',
  // cloud metadata and host agents
  '169.254.169.254 2852039166 0xa9fea9fe 0251.0376.0251.0376 169.254.170.2 100.100.100.200 192.0.0.192 168.63.129.16',
  '[fd00:ec2::254] [fd20:ce::254]',
  // private and reserved networks
  '10.0.0.1 172.16.0.1 192.168.0.1 100.64.0.1 198.18.0.1 192.0.2.1 198.51.100.1 203.0.113.1 192.88.99.1 224.0.0.1',
  '240.0.0.1 255.255.255.255',
  // IPv6 loopback, unspecified, mapped, compatible, translated, tunnelled, link-local, site-local,
  // ULA, multicast
  '[::1] [0:0:0:0:0:0:0:1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:127.0.0.1] [::127.0.0.1]',
  '[::ffff:0:127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b:1::7f00:1] [2002:7f00:1::]',
  '[2001:0:4136:e378:8000:63bf:80ff:fffe] [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [2606:4700::5efe:127.0.0.1]',
  '[fe80::1] [fec0::1] [fc00::1] [ff02::1] [2001:db8::1] [100::1] [3fff::1] [5f00::1]',
  // what the system's own resolver answers
  'localhost LOCALHOST localhost. ｌocalhost',
])

// Names that carry the address, and names that resolve to it.
const names: [host: string, resolvesTo: string][] = [
  ['127.0.0.1.nip.example', '127.0.0.1'],
  ['127-0-0-1.sslip.example', '127.0.0.1'],
  ['7f000001.nip.example', '127.0.0.1'],
  ['rebind.attacker.example.', '127.0.0.1'],
  ['v6.attacker.example', '::1'],
  ['mapped.attacker.example', '::ffff:127.0.0.1'],
  ['scoped.attacker.example', 'fe80::1%lo'],
  ['nat64.attacker.example', '64:ff9b::7f00:1'],
  ['any.attacker.example', '0.0.0.0'],
  ['metadata.google.internal', '169.254.169.254'],
  ['instance-data.ec2.internal', '169.254.169.254'],
  ['kubernetes.default.svc', '10.96.0.1'],
  ['mixed-first.attacker.example', '127.0.0.1 8.8.8.8'],
  ['mixed-last.attacker.example', '8.8.8.8 2606:4700:4700::1111 127.0.0.1'],
  ['not-an-address.attacker.example', '0177.0.0.1'],
]

// The host ends at a backslash, `?` or `#`; blanks around and tabs inside are dropped; slashes may
// be missing.
const wrapped = (port: number): string[] => [
  `https://127.0.0.1:${port}/`,
  `http:\\\\127.0.0.1:${port}\\@8.8.8.8/`,
  `http:127.0.0.1:${port}/`,
  `  http://127.0.0.1:${port}/  `,
  `http://127.0.\t0.1:${port}/`,
  `http://127.0.0.1:${port}#@8.8.8.8/`,
  `http://127.0.0.1:${port}?@8.8.8.8/`,
]

/** URLs that are not absolute, not http or https, or have credentials in front of the host. */
export function invalidUrls(port: number): string[] {
  const texts = words([
    ' /relative //127.0.0.1/ http:// http://[::1 http://[fe80::1%25lo]/ http://256.1.1.1/ http://1.2.3.4.5/ http://./',
    'http://../ http://127.0.0.1:99999/ file:///etc/passwd ftp://127.0.0.1/ data:image/png;base64,AA==',
    `javascript:alert(1) gopher://127.0.0.1/ ws://127.0.0.1:${port}/ unix:/var/run/docker.sock`,
    `blob:http://127.0.0.1:${port}/x http://user@127.0.0.1:${port}/ http://user:password@127.0.0.1:${port}/`,
    `http://:@x@127.0.0.1:${port}/ http://8.8.8.8@127.0.0.1:${port}/ http://127.0.0.1:${port}/${'a'.repeat(2048)}`,
  ])
  return [...texts, 'not a url', 'http://a b/']
}
