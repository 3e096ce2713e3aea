import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { SetupError } from '#infra/dev/setup-error.ts'

/** The dump of the database, in pg_dump's custom format. */
export const DUMP_FILE = 'database.dump'
const MANIFEST_FILE = 'manifest.json'
const FORMAT = 1

/** What a backup holds, and what the storage held when it was taken. */
export interface BackupManifest {
  readonly format: number
  /** ISO 8601, by the clock of the database. */
  readonly takenAt: string
  readonly postgresVersion: number
  /** Rows of each table in the dump. */
  readonly rows: Readonly<Record<string, number>>
  readonly dumpSha256: string
  /** Every object of the storage: key and bytes. They are not in the backup. */
  readonly objects: readonly (readonly [key: string, sizeBytes: number])[]
}

export const writeManifest = (folder: string, manifest: Omit<BackupManifest, 'format'>): Promise<void> =>
  writeFile(
    path.join(folder, MANIFEST_FILE),
    `${JSON.stringify({ format: FORMAT, ...manifest }, undefined, 1)}\n`,
    { mode: 0o600, flush: true },
  )

/** @throws SetupError when the folder is no backup, or its dump is not the one that was taken. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(path.join(folder, MANIFEST_FILE), 'utf8').catch(() => {
    throw new SetupError(`${folder} is no backup: it has no ${MANIFEST_FILE}`)
  })
  const manifest = JSON.parse(text) as BackupManifest
  if (manifest.format !== FORMAT)
    throw new SetupError(`${folder} has format ${manifest.format}, and this version reads ${FORMAT}`)
  if ((await sha256Of(path.join(folder, DUMP_FILE))) !== manifest.dumpSha256)
    throw new SetupError(`${path.join(folder, DUMP_FILE)} is damaged: its SHA-256 is not the manifest's`)
  return manifest
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
