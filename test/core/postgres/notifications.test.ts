import assert from 'node:assert/strict'
import { it } from 'node:test'
import { pino } from 'pino'
import { openNotifications } from '#core/postgres/notifications.ts'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { closeAfter } from '#test/support/closing.ts'

it('The first failure of a LISTEN connection is no warning, and the second one is', async (t) => {
  const levels: number[] = []
  const warned = Promise.withResolvers<void>()
  const log = pino(
    { level: 'info' },
    {
      write(line: string) {
        const { level } = JSON.parse(line) as { level: number }
        levels.push(level)
        if (level === pino.levels.values['warn']) warned.resolve()
      },
    },
  )
  const port = await freeLoopbackPort()
  const notifications = openNotifications({
    databaseUrl: `postgres://nobody@127.0.0.1:${port}/none`,
    applicationName: 'test',
    log,
  })
  closeAfter(t, () => notifications.close())
  notifications.on('test_channel', () => undefined)
  await warned.promise
  assert.deepEqual(levels, [pino.levels.values['info'], pino.levels.values['warn']])
})
