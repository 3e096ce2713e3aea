import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { spawnService, until } from '#test/support/processes/processes.ts'
import { importTypescriptSdk } from '#test/support/sdk/sdk-packages.ts'
import { copyCheckout, runInOneShell } from './checkout.ts'
import { type Block, fileNameOf } from './markdown.ts'

const START_TIMEOUT_MS = 120_000
/**
 * The port of the pages' webhook receivers, replaced by a free one: the only difference to what a
 * reader types.
 */
const RECEIVER_PORT = /\b9000\b/g

/**
 * A person with a fresh checkout and a running `npm start`, who pastes a page's blocks into one
 * shell.
 */
export interface Reader {
  readonly checkout: string
  /**
   * Runs the shell blocks in order, in one shell that stops at the first failure.
   *
   * @returns what the shell printed
   * @throws Error that names the failing block's line
   */
  paste(blocks: readonly Block[]): Promise<string>
  close(): Promise<void>
}

/** Starts the real service, API and worker included, over a database. */
export async function openReader(databaseUrl: string): Promise<Reader> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wan-docs-'))
  const checkout = path.join(folder, 'checkout')
  await copyCheckout(checkout)
  const service = spawnService('infra/dev/service/main.ts', {
    PORT: String(await freeLoopbackPort()),
    DATA_DIR: path.join(checkout, '.data'),
    DATABASE_URL: databaseUrl,
    MODELS_DIR: MODELS_DIRECTORY,
    // One of the two that a reader has: each would load every model.
    ENGINES: 'cpu',
  })
  const close = async (): Promise<void> => {
    if (service.child.exitCode === null) await service.kill('SIGTERM')
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await until(
      () => {
        if (service.child.exitCode !== null) throw new Error(`the service ended:\n${service.output()}`)
        return service.output().includes('\nready ')
      },
      START_TIMEOUT_MS,
      () => `the service did not become ready:\n${service.output()}`,
    )
    await importTypescriptSdk(path.join(folder, 'sdk'))
    await symlink(
      path.join(folder, 'sdk', 'node_modules', 'wan-video-client'),
      path.join(checkout, 'node_modules', 'wan-video-client'),
    )
  } catch (error) {
    await close()
    throw error
  }
  const receiverPort = String(await freeLoopbackPort())
  return {
    checkout,
    close,
    async paste(blocks) {
      const placed = (text: string): string => text.replaceAll(RECEIVER_PORT, receiverPort)
      for (const block of blocks) {
        const name = fileNameOf(block)
        if (name !== undefined) await writeFile(path.join(checkout, name), `${placed(block.text)}\n`)
      }
      const shell = blocks.filter(({ language }) => language === 'sh')
      return await runInOneShell(
        shell.map((block) => `echo "# line ${block.line}"\n${placed(block.text)}`),
        checkout,
      )
    },
  }
}

/** Whether a file of the checkout begins as an mp4 does. */
export const isMp4 = async (file: string): Promise<boolean> =>
  (await readFile(file)).toString('latin1', 4, 8) === 'ftyp'
