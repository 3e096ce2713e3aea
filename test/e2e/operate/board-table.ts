/** `npm run board`: what the board of infra/grafana shows of a short run, into `.data/board.md`. */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { it } from 'node:test'
import { ROOT } from '#test/architecture/sources.ts'
import { installedProgram } from '#test/support/programs/installed.ts'
import { askBoard } from './board.ts'

const FILE = path.join(ROOT, '.data', 'board.md')

it('Everything on the board as a table', async (t) => {
  const program = installedProgram('prometheus')
  if (program === null) return t.skip('Prometheus is not installed (apt-get install prometheus)')
  const rows = (await askBoard(t, program)).map(
    ({ title, points, latest }) => `| ${title} | ${points} | ${latest.join('<br>') || 'nothing'} |`,
  )
  await mkdir(path.dirname(FILE), { recursive: true })
  await writeFile(FILE, ['| panel | points | latest values |', '| --- | --- | --- |', ...rows, ''].join('\n'))
  t.diagnostic(FILE)
})
