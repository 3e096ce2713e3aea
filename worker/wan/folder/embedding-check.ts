import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { type SafetensorsIndex, WeightsError } from '#worker/graphs/weights/safetensors.ts'

/**
 * All rows of an embedding that is smaller than this are read; of the published 2.1 GB one this
 * many rows, evenly spread.
 */
const READ_WHOLE_BYTES = 16 * 2 ** 20
const SAMPLED_ROWS = 2048
/** Padding never gets attention, so its row may be anything. */
const FIRST_ROW = 1

/**
 * Refuses a text encoder whose embedding has rows of zeros: what a save by transformers 5 leaves of
 * it when the checkpoint ties it to `shared.weight` (huggingface/transformers, pull request 43880),
 * and what a download that was never finished looks like. Prompts would be encoded without an error
 * and mean nothing.
 *
 * @throws WeightsError.
 */
export async function refuseZeroRows(weights: SafetensorsIndex): Promise<void> {
  // The graph reads the same of the two, see umt5.ts.
  const name = weights.tensors.has('shared.weight') ? 'shared.weight' : 'encoder.embed_tokens.weight'
  const tensor = weights.tensors.get(name)
  const rows = tensor?.dims[0]
  if (!tensor || rows === undefined || rows <= FIRST_ROW) return
  const rowBytes = tensor.length / rows
  const step = tensor.length <= READ_WHOLE_BYTES ? 1 : Math.ceil((rows - FIRST_ROW) / SAMPLED_ROWS)
  const path = join(weights.folder, tensor.file)
  const file = await open(path)
  try {
    // Neighbouring rows are read together; a sampled row alone.
    const rowsPerRead = step === 1 ? Math.max(1, Math.floor(READ_WHOLE_BYTES / 16 / rowBytes)) : 1
    const buffer = Buffer.alloc(rowsPerRead * rowBytes)
    for (let row = FIRST_ROW; row < rows; row += step * rowsPerRead) {
      const count = Math.min(rowsPerRead, rows - row)
      await file.read(buffer, 0, count * rowBytes, tensor.offset + row * rowBytes)
      for (let i = 0; i < count; i++) {
        if (buffer.subarray(i * rowBytes, (i + 1) * rowBytes).every((byte) => byte === 0)) {
          throw new WeightsError(path, name, `has only zeros in row ${row + i}`)
        }
      }
    }
  } finally {
    await file.close()
  }
}
