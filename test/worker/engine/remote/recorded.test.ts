import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { converseWith, fixtureOf, SERVERS } from '#test/support/upstream/recorded/cases.ts'
import type { Conversation } from '#test/support/upstream/recorded/conversation.ts'
import { startReplay } from '#test/support/upstream/recorded/replay.ts'
import { closeAfter } from '#test/support/closing.ts'

describe('Conversations with real servers, replayed', () => {
  for (const server of SERVERS.filter((each) => existsSync(fixtureOf(each))))
    it(`${server} is asked for the same as when it was recorded, and understood`, async (t) => {
      const conversation = JSON.parse(await readFile(fixtureOf(server), 'utf8')) as Conversation
      const replay = await startReplay(conversation)
      closeAfter(t, () => replay.close())
      const heard = await converseWith(server, replay.origin)
      assert.deepEqual(replay.differences, [])
      assert.equal(heard.found.kind, server)
      assert.ok(heard.found.version !== null && /^\d+\.\d+/.test(heard.found.version))
      assert.deepEqual(heard.faults, [])
      const { width, height, frames } = heard.video
      assert.deepEqual([width, height, frames], [64, 64, 5])
      assert.ok(heard.progress.length > 0)
      if (server !== 'comfyui') return
      assert.ok(heard.progress.some(({ step }) => step > 0))
      assert.ok(heard.hasPreview)
      assert.equal(heard.stopped.status, 'failed')
    })
})
