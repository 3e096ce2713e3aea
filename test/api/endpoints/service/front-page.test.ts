import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pageForPeople } from '#api/endpoints/service/front-page.ts'
import { startApi, type TestApi } from '#test/support/service/service.ts'

const CHROME =
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8'

let api: TestApi
before(async () => {
  api = await startApi()
})
after(() => api?.close())

describe('The address /', () => {
  const ask = (accept: string | null): Promise<Response> =>
    api.call('/', { headers: accept === null ? {} : { accept } })

  it('A browser is led to the page for people', async () => {
    for (const accept of [CHROME, 'text/html']) {
      const response = await ask(accept)
      assert.equal(response.status, 302, accept)
      const location = response.headers.get('location') ?? ''
      assert.match(location, /^\/(console|docs)$/)
      const page = await api.call(location, { headers: { accept } })
      assert.match(page.headers.get('content-type') ?? '', /^text\/html/)
    }
  })

  it('Everybody else gets the description of the older service', async () => {
    for (const accept of ['*/*', 'application/json', 'application/json, text/html', null]) {
      const response = await ask(accept)
      assert.equal(response.status, 200, String(accept))
      assert.equal(((await response.json()) as { version: string }).version, '1.0.0')
      assert.equal(response.headers.get('vary'), 'Accept')
    }
  })

  it('The page is the console where there is one', () => {
    const operation = { path: '/console' } as Parameters<typeof pageForPeople>[0]['operations'][number]
    assert.equal(pageForPeople({ operations: [operation] }), '/console')
    assert.equal(pageForPeople({ operations: [] }), '/docs')
  })
})
