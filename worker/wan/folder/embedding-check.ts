import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { type SafetensorsIndex, WeightsError } from '#worker/graphs/weights/safetensors.ts'

/**
 * Embeddings smaller than this are read whole; of the published 2.1 GB one, this many rows, evenly
 * spread.
 */
const READ_WHOLE_BYTES = 16 * 2 ** 20
const SAMPLED_ROWS = 2048
/** Padding never receives attention, so its row may hold any values. */
const FIRST_ROW = 1

/**
 * Refuses a text encoder whose embedding has rows of zeros: transformers 5 saves such rows when a
 * model ties them to `shared.weight` (huggingface/transformers, pull request 43880), and an
 * unfinished download looks the same. Prompts would be encoded without an error and mean nothing.
 *
 * @throws WeightsError that names the row.
 */
export async function refuseZeroRows(weights: SafetensorsIndex): Promise<void> {
  // umt5.ts reads the same one of the two.
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
