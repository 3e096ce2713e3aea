import assert from 'node:assert/strict'
import { it } from 'node:test'
import { installedProgram } from '#test/support/programs/installed.ts'
import { askBoard } from './board.ts'

/** Panels whose subject does not occur in this test: a GPU, a model without a worker, a sweep. */
const WITHOUT_DATA = ['GPU memory in use', 'Videos that nobody serves', 'Clocks and sweeps']

it("The board's queries return data from a Prometheus that has scraped an API and a worker", async (t) => {
  const program = installedProgram('prometheus')
  if (program === null) return t.skip('Prometheus is not installed (apt-get install prometheus)')
  const answers = await askBoard(t, program)
  t.diagnostic(answers.map(({ title, points }) => `${title}: ${points} points`).join('; '))
  const empty = answers.filter(({ points }) => points === 0).map(({ title }) => title)
  assert.deepEqual(
    empty.filter((title) => !WITHOUT_DATA.includes(title)),
    [],
  )
})
