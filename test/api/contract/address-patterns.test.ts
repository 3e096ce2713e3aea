import assert from 'node:assert/strict'
import { isIP } from 'node:net'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { isNetwork, isWithin } from '#api/auth/networks.ts'
import { loadContract, resolveSchema, type Schema } from '#api/contract/contract.ts'
import { createOutboundHttp } from '#core/outbound/http.ts'
import { OutboundError } from '#core/outbound/error.ts'

const contract = loadContract()
const patternOf = (name: string, member?: 'items'): RegExp => {
  const schema = resolveSchema(contract, { $ref: `#/components/schemas/${name}` }) as Schema & {
    items?: Schema
  }
  return new RegExp((member === undefined ? schema : schema.items)?.pattern ?? 'no pattern', 'u')
}

/** Addresses and URLs that are nearly right: some have a part replaced, doubled or removed. */
function nearly(texts: readonly string[], parts: readonly string[]): fc.Arbitrary<string> {
  return fc
    .record({
      text: fc.constantFrom(...texts),
      at: fc.nat(60),
      removed: fc.nat(3),
      part: fc.oneof(fc.constantFrom(...parts), fc.string({ unit: 'binary', maxLength: 2 })),
    })
    .map(({ text, at, removed, part }) => {
      const place = at % (text.length + 1)
      return text.slice(0, place) + part + text.slice(place + removed)
    })
}

describe('The pattern of allowed_cidrs', () => {
  const pattern = patternOf('Cidrs', 'items')
  const networks = [
    ...['203.0.113.0/24', '0.0.0.0/0', '255.255.255.255/32', '10.1.2.3/8'],
    ...['2001:db8::/32', '::/0', '::1/128', '1:2:3:4:5:6:7:8/64', '1::8/100', 'FE80::/10', '::ffff:0:0/96'],
  ]
  const mutated = nearly(networks, [
    '',
    ':',
    '::',
    '.',
    '/',
    '0',
    '25',
    '256',
    '1.2.3.4',
    '%lo',
    ' ',
    'g',
    '129',
  ])

  it('permits exactly the networks that the code takes', () => {
    for (const network of networks) assert.ok(pattern.test(network), network)
    fc.assert(
      fc.property(fc.oneof(mutated, fc.stringMatching(pattern)), (text) => {
        assert.equal(pattern.test(text), isNetwork(text), JSON.stringify(text))
      }),
      { numRuns: 20_000 },
    )
  })

  it('permits only networks in which an address can lie', () => {
    fc.assert(
      fc.property(fc.stringMatching(pattern), (text) => {
        const [address = ''] = text.split('/')
        assert.ok(isIP(address) !== 0 && ipaddr.isValidCIDR(text), text)
        if (!ipaddr.parse(address).toString().startsWith('::ffff:'))
          assert.ok(isWithin(address, [text]), text)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('The pattern of the address of a webhook', () => {
  const pattern = patternOf('WebhookUrl')
  const outbound = createOutboundHttp({
    allowPrivate: true,
    userAgent: 'test',
    allowedPrivateCidrs: ['0.0.0.0/0', '::/0'],
    lookup: () => Promise.resolve([{ address: '8.8.8.8', family: 4 }]),
  })
  const isTaken = async (url: string): Promise<boolean> => {
    try {
      await outbound.checkUrl(url, { timeoutMs: 60_000 })
      return true
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      return error.code !== 'invalid_url'
    }
  }
  const urls = [
    ...['https://app.example.com/hooks/videos', 'http://127.0.0.1:9/hook?x=1#y', 'HTTP://receiver:8080'],
    ...['https://[2001:db8::1]:443/a', 'http://a_b.example.', 'https://1st.example/?q=ü', 'http://x/%zz|{}'],
    ...['https://xn--bcher-kva.example:65535/'],
  ]
  const mutated = nearly(urls, [
    ...[
      '',
      ':',
      '::',
      '.',
      '..',
      '/',
      '\\',
      '@',
      '?',
      '#',
      '%',
      '%41',
      '[',
      ']',
      ' ',
      '\t',
      '\0',
      '|',
      '^',
      '<',
    ],
    ...['99999', '0x7f', '1.2.3.4.5', '256', '-', '_', 'ü', 'xn--', 'u:p@', '。', 'javascript:', '\u00ad'],
  ])
  // A name that says it is encoded must be so, which no pattern can hold.
  const isEncoded = (url: string): boolean => /^[a-z]+:\/\/([^/]*\.)?xn--/i.test(url)

  it('permits only addresses that the code takes', async () => {
    for (const url of urls) assert.ok(pattern.test(url), url)
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated, fc.stringMatching(pattern)), async (text) => {
        if (text.length > 2048 || !pattern.test(text) || isEncoded(text)) return
        assert.ok(await isTaken(text), JSON.stringify(text))
      }),
      { numRuns: 5000 },
    )
  })

  it('permits addresses in the plain spelling of the URL standard', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (text) => {
        assert.match(new URL(text).href, pattern)
      }),
      { numRuns: 2000 },
    )
  })

  it('forbids what no delivery could reach', () => {
    for (const url of [
      ...[
        'http:example.com',
        'http:///x',
        'http://',
        ' http://x',
        'http://x:99999/',
        'http://x:0/',
        'http://x:/',
      ],
      ...['http://[::1', 'http://[::g]/', 'http://1.2.3.4.5/', 'http://256.1.1.1/', 'http://0x7f000001/'],
      ...[
        'http://a b/',
        'http://a|b/',
        'http://a%20b/',
        'http://u@x/',
        'http://x\\y',
        'http://x/\n',
        'ftp://x/',
      ],
    ])
      assert.doesNotMatch(url, pattern)
  })
})
