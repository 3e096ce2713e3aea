import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  ConfigError,
  describeConfig,
  loadConfig,
  publicBaseUrl,
  requireSettings,
  storageDriver,
} from '#core/config/config.ts'

describe('loadConfig', () => {
  it('An empty environment gives every setting its default', () => {
    const config = loadConfig({})
    assert.equal(config.port, 8088)
    assert.deepEqual(config.engines, ['cpu', 'cpu'])
    assert.equal(config.databaseUrl, null)
    assert.equal(publicBaseUrl(config), 'http://localhost:8088')
    assert.equal(storageDriver(config), 'filesystem')
    assert.ok(Object.isFrozen(config))
  })

  it('An empty variable counts as not set', () => {
    assert.equal(loadConfig({ PORT: '' }).port, 8088)
  })

  it('A ConfigError names every fault at once and never shows a secret', () => {
    const env = {
      PORT: 'eighty',
      RESULT_TTL_SECONDS: '0',
      OUTBOUND_ALLOW_PRIVATE: 'perhaps',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'hunter2',
    }
    assert.throws(
      () => loadConfig(env),
      (error: unknown) => {
        assert.ok(error instanceof ConfigError)
        assert.equal(error.faults.length, 5)
        for (const name of Object.keys(env)) assert.ok(error.message.includes(name), name)
        assert.ok(!error.message.includes('hunter2'))
        return true
      },
    )
  })

  it('Short secrets, unknown engines and queues, half a key pair and a bad schedule are refused', () => {
    for (const env of [
      { JWT_SECRET: 'short' },
      { LINK_SECRET: 'short' },
      { ENGINES: 'tpu' },
      { QUEUES: 'generate,dance' },
      { S3_ACCESS_KEY_ID: 'alone' },
      { WEBHOOK_SCHEDULE_SECONDS: '0,soon' },
    ])
      assert.throws(() => loadConfig(env), ConfigError, JSON.stringify(env))
  })

  it('The error for a missing setting names it and what it is for', () => {
    assert.throws(
      () => requireSettings(loadConfig({}), ['databaseUrl']),
      /DATABASE_URL must be set: Connection string of Postgres/,
    )
  })

  it('The described settings show secrets only as set or not set', () => {
    const shown = describeConfig(loadConfig({ JWT_SECRET: 'x'.repeat(40) }))
    assert.equal(shown['JWT_SECRET'], 'set')
    assert.equal(shown['METRICS_TOKEN'], 'not set')
  })

  it('An S3 endpoint or bucket selects the s3 driver', () => {
    assert.equal(storageDriver(loadConfig({ S3_BUCKET: 'videos' })), 's3')
    assert.equal(storageDriver(loadConfig({ S3_ENDPOINT: 'http://127.0.0.1:9000' })), 's3')
  })
})
