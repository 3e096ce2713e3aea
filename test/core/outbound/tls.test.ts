import assert from 'node:assert/strict'
import { createServer as createTlsServer } from 'node:https'
import { type LookupAddress } from 'node:dns'
import { describe, test, type TestContext } from 'node:test'
import { closeAfter } from '#test/support/closing.ts'
import { currentCertificate, selfSignedCertificate } from './tls-certificate.ts'
import {
  fetchOptions,
  postOptions,
  client,
  listen,
  serve,
  closeServer,
  failure,
  failsWith,
  addresses,
} from './calls.ts'

describe('TLS', () => {
  const lookup = (): Promise<LookupAddress[]> => Promise.resolve(addresses('127.0.0.1'))

  async function serveTls(t: TestContext, pair: ReturnType<typeof selfSignedCertificate>): Promise<number> {
    const server = createTlsServer({ cert: pair.certificate, key: pair.privateKey }, (_req, res) => {
      res.end('over TLS')
    })
    const port = await listen(server)
    closeAfter(t, () => closeServer(server))
    return port
  }

  test('A trusted, current certificate of the host is accepted, also with a trailing dot', async (t) => {
    const pair = currentCertificate('secure.example')
    const port = await serveTls(t, pair)
    const http = client(t, { lookup, certificateAuthorities: [pair.certificate] })
    for (const host of ['secure.example', 'secure.example.', 'SECURE.example'])
      assert.equal(
        (await http.fetchBytes(`https://${host}:${port}/`, fetchOptions)).body.toString(),
        'over TLS',
      )
  })

  test('An unknown issuer, another host name and an expired certificate are refused', async (t) => {
    const unknown = currentCertificate('secure.example')
    const otherHost = currentCertificate('other.example')
    const expired = selfSignedCertificate({
      dnsName: 'secure.example',
      notBefore: new Date('2001-01-01'),
      notAfter: new Date('2002-01-01'),
    })
    const causes: [ReturnType<typeof selfSignedCertificate>, string[] | undefined, string][] = [
      [unknown, undefined, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
      [otherHost, [otherHost.certificate], 'ERR_TLS_CERT_ALTNAME_INVALID'],
      [expired, [expired.certificate], 'CERT_HAS_EXPIRED'],
    ]
    for (const [pair, certificateAuthorities, cause] of causes) {
      const port = await serveTls(t, pair)
      const http = client(t, { lookup, ...(certificateAuthorities && { certificateAuthorities }) })
      const err = await failure(http.post(`https://secure.example:${port}/`, postOptions))
      assert.deepEqual([err.code, (err.cause as { code?: string }).code], ['tls', cause])
    }
  })

  test('A server that speaks plain HTTP on an HTTPS port is refused and sees no request', async (t) => {
    let requests = 0
    const base = await serve(t, (_req, res) => {
      requests++
      res.end('plain')
    })
    await failsWith(client(t).post(base.replace('http:', 'https:'), postOptions), 'tls')
    assert.equal(requests, 0)
  })
})
