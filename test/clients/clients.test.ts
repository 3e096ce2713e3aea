import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { openPlaceholderProxy } from './placeholder-proxy.ts'
import { reportSuite } from './report.ts'
import { jestOutcomes, pytestOutcomes, pythonLacks } from './suites.ts'

describe("The report on others' tests", () => {
  const outcomes = [
    { name: 'videos create', state: 'passed', reason: '' },
    { name: 'videos edit', state: 'failed', reason: '404' },
    { name: 'files list', state: 'failed', reason: '400' },
  ] as const
  const edits = { name: /edit/, reason: 'edits are not offered' }

  it('A failure that is listed is told with its reason, and any other is a failure', () => {
    const { lines, fine } = reportSuite('x', outcomes, [edits])
    assert.equal(fine, false)
    assert.deepEqual(lines, [
      'x: 1 passed, 1 fail by design, 1 failed',
      '  by design, 1: edits are not offered',
      '    videos edit',
      '  FAILED files list: 400',
    ])
    assert.equal(reportSuite('x', outcomes, [edits, { name: /list/, reason: 'y' }]).fine, true)
  })

  it('A listed failure that passes is a failure of the list, and no test at all is none that passed', () => {
    const { lines, fine } = reportSuite('x', outcomes, [edits, { name: /./, reason: 'y' }])
    assert.equal(fine, false)
    assert.match(lines.join('\n'), /PASSED although it is listed as failing by design: videos create/)
    assert.equal(reportSuite('x', [], []).fine, false)
  })

  it('The outcomes are read from what pytest and jest print', () => {
    const output = `PASSED tests/api_resources/test_videos.py::TestVideos::test_method_create[loose]
FAILED tests/api_resources/test_files.py::TestFiles::test_method_list[strict] - openai.NotFoundError: 404
ERROR tests/api_resources/test_models.py::TestModels::test_method_list - boom
`
    assert.deepEqual(pytestOutcomes(output), [
      { name: 'videos TestVideos test_method_create[loose]', state: 'passed', reason: '' },
      {
        name: 'files TestFiles test_method_list[strict]',
        state: 'failed',
        reason: 'openai.NotFoundError: 404',
      },
      { name: 'models TestModels test_method_list', state: 'failed', reason: 'boom' },
    ])
    const one = (status: string, failureMessages: string[]) => ({
      fullName: 'resource videos list',
      status,
      failureMessages,
    })
    const report = {
      testResults: [
        { assertionResults: [one('passed', []), one('failed', ['Error: 404\n at x']), one('pending', [])] },
      ],
    }
    assert.deepEqual(jestOutcomes(JSON.stringify(report)), [
      { name: 'videos list', state: 'passed', reason: '' },
      { name: 'videos list', state: 'failed', reason: 'Error: 404' },
      { name: 'videos list', state: 'skipped', reason: '' },
    ])
  })

  it('A program that is not there and a module that it lacks are named', async () => {
    assert.equal(await pythonLacks('/nowhere/python', ['x']), 'there is no program /nowhere/python')
  })
})

it('The proxy puts the real key, ids and picture where tests have placeholders', async () => {
  const seen: { url: string; headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString('latin1')))
    request.on('end', () => {
      seen.push({ url: request.url!, headers: request.headers, body })
      response.writeHead(201, { 'x-answer': 'yes' }).end('made')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  let videos = 0
  const proxy = await openPlaceholderProxy({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey: 'real-key',
    model: 'real-model',
    image: Buffer.from('PICTURE'),
    clip: Buffer.from('CLIP'),
    video: async () => `video_${++videos}`,
    file: async () => 'file-1',
  })
  const authorization = 'Bearer My API Key'
  const send = (path: string, init: RequestInit = {}) =>
    fetch(proxy.url + path, { headers: { authorization }, ...init })
  const answer = await send('/videos/video_123/content?variant=video')
  assert.deepEqual([answer.status, answer.headers.get('x-answer'), await answer.text()], [201, 'yes', 'made'])
  await send('/files/file_id')
  await send('/models/gpt-4o-mini')
  await send('/videos', { method: 'POST', body: 'a=Example data&b=video_123' })
  await send('/videos/edits', { method: 'POST', body: 'form-data; name="video"\r\n\r\nExample data' })
  assert.deepEqual(
    seen.map(({ url, body }) => [url, body]),
    [
      ['/v1/videos/video_1/content?variant=video', ''],
      ['/v1/files/file-1', ''],
      ['/v1/models/real-model', ''],
      ['/v1/videos', 'a=PICTURE&b=video_2'],
      ['/v1/videos/edits', 'form-data; name="video"\r\n\r\nCLIP'],
    ],
  )
  assert.ok(seen.every(({ headers }) => headers.authorization === 'Bearer real-key'))
  proxy.close()
  server.close()
  server.closeAllConnections()
})
