import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  HttpSignatureError,
  isSigned,
  openBodyDigest,
  readSignature,
  signatureBase,
  type SignedMessage,
} from '#api/auth/http-signature.ts'

/** The `test-request` of RFC 9421, appendix B.2. */
const FIELDS: Readonly<Record<string, string>> = {
  host: 'example.com',
  date: 'Tue, 20 Apr 2021 02:07:55 GMT',
  'content-type': 'application/json',
  'content-digest':
    'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:',
  'content-length': '18',
}
const MESSAGE: SignedMessage = {
  method: 'POST',
  targetUri: 'http://example.com/foo?param=Value&Pet=dog',
  header: (name) => FIELDS[name],
}
const BODY = Buffer.from('{"hello": "world"}')
const INPUT_B25 = '("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"'
const INPUT_B26 =
  '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"'
const SECRET = {
  algorithm: 'hmac-sha256',
  material: 'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==',
} as const
const PUBLIC_KEY = {
  algorithm: 'ed25519',
  material: 'JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=',
} as const
const SIGNATURE_B25 = 'sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:'
const SIGNATURE_B26 =
  'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:'

describe('HTTP message signatures (RFC 9421)', () => {
  it('The RFC 9421 example B.2.5 (hmac-sha256) is accepted', () => {
    const signature = readSignature(`sig-b25=${INPUT_B25}`, SIGNATURE_B25)
    const base = signatureBase(signature, MESSAGE)
    assert.equal(
      base,
      [
        '"date": Tue, 20 Apr 2021 02:07:55 GMT',
        '"@authority": example.com',
        '"content-type": application/json',
        `"@signature-params": ${INPUT_B25}`,
      ].join('\n'),
    )
    assert.ok(isSigned(SECRET, base, signature.signature))
    assert.ok(!isSigned(SECRET, base.replace('Tue', 'Wed'), signature.signature))
    assert.ok(!isSigned(SECRET, base, signature.signature.subarray(1)))
  })

  it('The RFC 9421 example B.2.6 (ed25519) is accepted', () => {
    const signature = readSignature(`sig-b26=${INPUT_B26}`, SIGNATURE_B26)
    const base = signatureBase(signature, MESSAGE)
    assert.ok(isSigned(PUBLIC_KEY, base, signature.signature))
    assert.ok(!isSigned(PUBLIC_KEY, base.replace('/foo', '/bar'), signature.signature))
    assert.ok(!isSigned(PUBLIC_KEY, base, Buffer.alloc(64)))
    assert.ok(!isSigned(PUBLIC_KEY, base, Buffer.alloc(3)))
  })

  it('Derived components are signed exactly as the client wrote the address', () => {
    const base = (components: string, targetUri: string): string =>
      signatureBase(readSignature(`s=(${components})`, 's=:AA==:'), { ...MESSAGE, targetUri }).split(
        '\n',
      )[0] ?? ''
    assert.equal(base('"@path"', 'https://a.example/v1/%C3%A9?x'), '"@path": /v1/%C3%A9')
    assert.equal(base('"@query"', 'https://a.example/v1?x=%20&y'), '"@query": ?x=%20&y')
    assert.equal(base('"@query"', 'https://a.example/v1'), '"@query": ?')
    assert.equal(base('"@authority"', 'https://A.example:443/'), '"@authority": a.example')
    assert.equal(base('"@scheme"', 'https://a.example/'), '"@scheme": https')
    assert.equal(base('"@target-uri"', 'https://a.example/x?y'), '"@target-uri": https://a.example/x?y')
  })

  it('A signature that is unreadable or covers a component missing from the request is refused', () => {
    for (const [input, signature] of [
      [undefined, SIGNATURE_B25],
      [`sig-b25=${INPUT_B25}`, undefined],
      ['', ''],
      ['sig=(', SIGNATURE_B25],
      ['sig-b25=1', SIGNATURE_B25],
      [`sig-b25=${INPUT_B25}`, 'sig-b25="text"'],
      [`sig-b25=${INPUT_B25}`, SIGNATURE_B26],
      [`sig-b25=${INPUT_B25}, other=${INPUT_B25}`, SIGNATURE_B25],
      [`sig-b25=${INPUT_B25}`, `${SIGNATURE_B25}, ${SIGNATURE_B26}`],
      ['sig-b25=("@method";req)', SIGNATURE_B25],
      ['sig-b25=("content-digest";key="sha-256")', SIGNATURE_B25],
      ['sig-b25=("Date")', SIGNATURE_B25],
      ['sig-b25=("date" "date")', SIGNATURE_B25],
      ['sig-b25=(date)', SIGNATURE_B25],
    ])
      assert.throws(() => readSignature(input, signature), HttpSignatureError, `${input} ${signature}`)
    for (const name of ['x-absent', '@status', '@query-param', '@nonsense'])
      assert.throws(
        () => signatureBase(readSignature(`s=("${name}")`, 's=:AA==:'), MESSAGE),
        HttpSignatureError,
      )
  })
})

describe('Content-Digest headers', () => {
  const matches = (header: string, ...chunks: Buffer[]): boolean => {
    const digest = openBodyDigest(header)
    for (const chunk of chunks) digest.update(chunk)
    return digest.matches()
  }

  it('A Content-Digest must match the body by every supported algorithm that it names', () => {
    const sha512 = FIELDS['content-digest'] as string
    const sha256 = 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:'
    assert.ok(matches(sha512, BODY))
    assert.ok(matches(sha256, BODY.subarray(0, 5), BODY.subarray(5)))
    assert.ok(matches(`${sha256}, ${sha512}, unixsum=:AA==:`, BODY))
    assert.ok(!matches(sha256, BODY, BODY))
    assert.ok(!matches(sha256))
    assert.ok(!matches(`${sha256}, sha-512=:AAAA:`, BODY))
    for (const header of ['', 'md5=:AAAA:', 'sha-256="x"', 'sha-256', '%'])
      assert.throws(() => openBodyDigest(header), HttpSignatureError, header)
  })
})
