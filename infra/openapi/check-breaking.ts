import { copyFile, readFile } from 'node:fs/promises'
import { load } from 'js-yaml'
import { changesForClients, mayBreak, type Change } from './breaking-changes.ts'

/**
 * `npm run check:breaking` compares openapi.yaml with released.yaml, the contract of the last
 * release. The exit code is 1 when a client of that release may fail with this one and the version
 * does not announce it. `-- --release` makes openapi.yaml the released one.
 */
const current = new URL('../../openapi.yaml', import.meta.url)
const released = new URL('released.yaml', import.meta.url)

type Document = Record<string, unknown> & { info: { version: string } }
const read = async (file: URL): Promise<Document> => load(await readFile(file, 'utf8')) as Document

if (process.argv.includes('--release')) await copyFile(current, released)
else {
  const [before, after] = await Promise.all([read(released), read(current)])
  const changes = changesForClients(before, after)
  const breaking = changes.filter(({ kind }) => kind === 'breaking')
  for (const line of linesOf(changes)) console.log(line)
  const versions = [before.info.version, after.info.version] as const
  if (breaking.length > 0 && !mayBreak(...versions)) {
    console.error(
      `${breaking.length} breaking changes since ${versions[0]} need a newer version than ${versions[1]}.`,
    )
    process.exitCode = 1
  }
}

/** One line per change; a change of a shared schema is one line, however often it is used. */
function linesOf(changes: readonly Change[]): string[] {
  const lines = new Map<string, { first: Change; more: number }>()
  for (const change of changes) {
    const name = change.place.split(' › ').slice(-3).join(' › ')
    const key = `${change.kind} ${name} ${change.what}`
    const line = lines.get(key)
    lines.set(key, line === undefined ? { first: change, more: 0 } : { ...line, more: line.more + 1 })
  }
  return [...lines.values()].map(
    ({ first: { kind, place, what }, more }) =>
      `${kind}: ${place}: ${what}${more === 0 ? '' : ` (and in ${more} other places)`}`,
  )
}
