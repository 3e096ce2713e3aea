import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { readGgufHeader } from '#worker/graphs/weights/gguf/header.ts'
import { planRepack, type RepackPlan } from '#worker/graphs/weights/gguf/plan.ts'
import { readSafetensorsIndex, type SafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'

/** Where quantised tensors of GGUF files are repacked to, and who hears of it. */
export interface RepackInto {
  readonly directory: string
  /** With bytes of the file's quantised tensors. */
  readonly onProgress?: (file: string, doneBytes: number, totalBytes: number) => void
}

/** A file of weights under its own names; of GGUF also how it is repacked. */
export interface StoredWeights {
  readonly index: SafetensorsIndex
  readonly repack: RepackPlan | undefined
}

/**
 * Reads the header of a file: safetensors, an index of shards, or GGUF. Nothing is repacked yet;
 * with `into` null nothing can be, and the graphs that are built on it cannot run.
 *
 * @throws WeightsError for a damaged file or a form that is not read.
 */
export async function readStoredWeights(path: string, into: RepackInto | null): Promise<StoredWeights> {
  if (!path.endsWith('.gguf')) return { index: await readSafetensorsIndex(path), repack: undefined }
  const header = await readGgufHeader(path)
  const { size, mtimeMs } = await stat(header.file)
  const repack = planRepack(header, into?.directory ?? dirname(header.file), `${size} ${mtimeMs}`)
  return { index: repack.index, repack }
}
