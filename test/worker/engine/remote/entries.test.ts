import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ConfigError, loadConfig } from '#core/config/config.ts'
import { serverEntries } from '#worker/engine/remote/server/entries.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'engines-file-'))
})
after(() => rm(folder, { recursive: true }))

/** What ENGINES makes of a file with these contents. */
async function entriesOf(engines: string, file: unknown, environment: Record<string, string> = {}) {
  const enginesFile = path.join(folder, 'engines.json')
  await writeFile(enginesFile, typeof file === 'string' ? file : JSON.stringify(file))
  return serverEntries(loadConfig({ ENGINES: engines, ENGINES_FILE: enginesFile }), environment)
}
const server = (more: object): object => ({ servers: [{ name: 'gpu-1', url: 'videos+http://h:1', ...more }] })

describe('ENGINES and ENGINES_FILE', () => {
  it('An address alone is a server with one slot, and devices are none', () => {
    const config = loadConfig({ ENGINES: 'cpu,videos+http://10.0.0.1:8000/,cuda:0' })
    const [entry, ...others] = serverEntries(config, {})
    assert.deepEqual(others, [])
    // Its name, which customers read, is not its address.
    assert.match(entry?.name ?? '', /^videos-[0-9a-f]{8}$/)
    assert.equal(entry?.origin, 'http://10.0.0.1:8000')
    assert.deepEqual([entry?.slots, entry?.credential], [1, null])
  })

  it('ENGINES chooses by name; a credential is read from the variable that the file names', async () => {
    const file = {
      servers: [
        {
          name: 'gpu-1',
          url: 'videos+https://a.example.com',
          slots: 3,
          credential: 'GPU_KEY',
          poll_seconds: 0.5,
        },
        { name: 'gpu-2', url: 'videos+http://b.example.com:81' },
      ],
    }
    const [entry, ...others] = await entriesOf('cpu,gpu-1', file, { GPU_KEY: 'secret' })
    assert.deepEqual(others, [])
    assert.deepEqual(
      [entry?.origin, entry?.slots, entry?.credential, entry?.pollMs],
      ['https://a.example.com', 3, 'secret', 500],
    )
  })

  const refused: readonly (readonly [string, string, unknown, RegExp])[] = [
    ['A name that the file does not have', 'gpu-9', server({}), /entry "gpu-9"; ENGINES_FILE names gpu-1/],
    ['A misspelt field', 'gpu-1', server({ slot: 2 }), /servers\[0\]\.slot is not a known field/],
    ['A field of the wrong type', 'gpu-1', server({ slots: 0 }), /servers\[0\]\.slots is 0, expected/],
    ['An address with a password', 'gpu-1', server({ url: 'videos+http://u:p@h' }), /servers\[0\]\.url is/],
    ['A variable that is not set', 'gpu-1', server({ credential: 'NO_KEY' }), /credential is "NO_KEY"/],
    ['A kind that is none', 'gpu-1', server({ kind: 'vllm' }), /kind is "vllm", expected .*vllm-omni/],
    ['A device as a name', 'cpu', server({ name: 'cpu' }), /name is "cpu"/],
    ['A key without a certificate', 'gpu-1', server({ tls: { key_file: import.meta.filename } }), /key_file/],
    ['A certificate that is not there', 'gpu-1', server({ tls: { ca_file: '/no/ca.pem' } }), /no\/ca\.pem/],
    ['Text that is no JSON', 'gpu-1', '{', /JSON/],
    [
      'A name twice',
      'gpu-1',
      { servers: [1, 2].map((port) => ({ name: 'gpu-1', url: `videos+http://h:${port}` })) },
      /two servers have the name "gpu-1"/,
    ],
  ]
  for (const [title, engines, file, message] of refused)
    it(`${title} is refused with the place and the way out`, async () => {
      await assert.rejects(entriesOf(engines, file), (error: unknown) => {
        assert.ok(error instanceof ConfigError)
        assert.match(error.message, message)
        return true
      })
    })

  it('Without a file, names are refused when the settings are read', () => {
    assert.throws(() => loadConfig({ ENGINES: 'gpu-1' }), /ENGINES has the entry "gpu-1"/)
  })
})
