import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { startApi, type TestApi } from '#test/support/service/service.ts'

const FIRST_SCREEN_BYTES = 150_000

describe('The console', () => {
  let api: TestApi
  before(async () => {
    api = await startApi()
  })
  after(() => api?.close())

  const page = async (): Promise<{ text: string; headers: Headers }> => {
    const response = await fetch(`${api.baseUrl}/console`)
    assert.equal(response.status, 200)
    return { text: await response.text(), headers: response.headers }
  }
  const addressesIn = (text: string): string[] => [
    ...new Set([...text.matchAll(/(?:href|src)="(console\/[^"]+)"/g)].map((match) => match[1] as string)),
  ]

  it('The policy allows one inline script: the import map, by its digest', async () => {
    const { text, headers } = await page()
    const inline = [...text.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([^<]*)<\/script>/g)].map(
      (match) => match[1],
    )
    assert.equal(inline.length, 1)
    const digest = createHash('sha256')
      .update(inline[0] as string)
      .digest('base64')
    const policy = headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'/)
    assert.ok(policy.includes(`script-src 'self' 'sha256-${digest}'`), policy)
    assert.doesNotMatch(policy, /unsafe|https?:/)
    assert.doesNotMatch(text, /\sstyle=|\son\w+=|<style/)
  })

  it('The first screen is at most 150 kB gzipped, and its files may be kept forever', async () => {
    const { text } = await page()
    let total = 0
    for (const address of addressesIn(text)) {
      const response = await api.call(`/${address}`, { headers: { 'accept-encoding': 'gzip' } })
      assert.equal(response.status, 200, address)
      assert.match(response.headers.get('cache-control') ?? '', /immutable/)
      const isPlain = response.headers.get('content-encoding') === null
      // `fetch` decompresses; a compressed file is measured as it was sent.
      const sent = isPlain
        ? (await response.arrayBuffer()).byteLength
        : await sizeAsSent(`${api.baseUrl}/${address}`)
      total += sent
    }
    assert.ok(total < FIRST_SCREEN_BYTES, `${total} bytes`)
  })

  it('A client that takes no gzip gets the same file plain', async () => {
    const { text } = await page()
    const script = addressesIn(text).find((address) => /main\.\w+\.js/.test(address)) as string
    const plain = await rawBytes(`${api.baseUrl}/${script}`, 'identity')
    const zipped = await rawBytes(`${api.baseUrl}/${script}`, 'gzip')
    assert.deepEqual(gunzipSync(zipped), plain)
    assert.doesNotMatch(plain.toString(), /: HTMLElement|import type/)
  })

  it('A file that is not part of the app is not found', async () => {
    for (const name of ['main.ts', 'main.0000000000.js', '..%2fpackage.json', 'style/1-tokens.css'])
      assert.equal((await api.call(`/console/${name}`)).status, 404, name)
  })

  it('An address with a slash at its end leads to the page', async () => {
    const response = await fetch(`${api.baseUrl}/console/`, { redirect: 'manual' })
    assert.equal(response.status, 308)
    assert.equal(
      new URL(response.headers.get('location') ?? '', `${api.baseUrl}/console/`).pathname,
      '/console',
    )
  })
})

async function rawBytes(url: string, encoding: string): Promise<Buffer> {
  const { request } = await import('node:http')
  return await new Promise((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': encoding } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks)))
    })
      .on('error', reject)
      .end()
  })
}

const sizeAsSent = async (url: string): Promise<number> => (await rawBytes(url, 'gzip')).length
