import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { CATALOGUE } from '#test/faults/catalogue/catalogue.ts'
import { createOracle } from '#test/faults/oracle/oracle.ts'
import { runFault, type Stage } from './run-fault.ts'
import { openScene } from '#test/faults/scene/scene.ts'
import { openStore, type Store } from '#test/faults/scene/store.ts'

/** The quick ones of `npm run test:faults`, over an emulator of S3. */
describe('a fault in a whole service', () => {
  let store: Store | undefined
  let stage: Stage | undefined
  before(async () => {
    store = await openStore('emulator')
    const scene = await openScene({ store: store.peer })
    stage = { scene, oracle: createOracle(scene) }
  })
  after(async () => {
    await stage?.scene.close()
    await store?.close()
  })

  for (const fault of CATALOGUE.filter(({ fast }) => fast === true))
    it(`${fault.title}: nothing is lost, doubled or left over`, async (t) => {
      const row = await runFault(fault, async () => stage as Stage)
      t.diagnostic(`${row.id}: ${row.outcome} (${row.seconds?.toFixed(1)} s)`)
      assert.equal(row.verdict, 'ok', row.outcome)
    })
})
