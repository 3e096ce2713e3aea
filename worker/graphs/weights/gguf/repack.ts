import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { WeightsError } from '#worker/graphs/weights/safetensors.ts'
import { levelsOf } from './blocks.ts'
import { type RepackedTensor, type RepackPlan } from './plan.ts'
import { BLOCKS } from './types.ts'
import { withTurn } from './turn.ts'

export interface RepackOptions {
  /** Called after each piece, with bytes of the quantised tensors. */
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void
}

/** A multiple of every type's block. */
const PIECE_BLOCKS = 16_384

/**
 * Writes the planned file unless it is there. Tensors are read and written in pieces of a few MB.
 * The file appears under its name when it is complete, with its SHA-256 beside it in the format of
 * sha256sum. Of two engines that need it at once, one writes it and the other waits.
 *
 * @throws WeightsError when the source ends early, Error when the directory cannot be written.
 */
export async function repack(plan: RepackPlan, { onProgress }: RepackOptions = {}): Promise<void> {
  const { file, path, tensors } = plan
  const isWritten = async (): Promise<boolean> =>
    !file || (await hasSize(path, file.header.length + file.bytes))
  if (!file || (await isWritten())) return
  await mkdir(dirname(path), { recursive: true })
  const total = tensors.reduce((bytes, { source }) => bytes + source.length, 0)
  await withTurn(`${path}.turn`, isWritten, async (stillWriting) => {
    await removePartials(path)
    const partial = `${path}.${randomUUID()}.partial`
    try {
      await writePartial(plan, file, partial, (done) => {
        stillWriting()
        onProgress?.(done, total)
      })
      await rename(partial, path)
    } catch (error) {
      await rm(partial, { force: true })
      throw error
    }
  })
}

/** Removes what processes that were killed left, which may be as large as the file. */
async function removePartials(path: string): Promise<void> {
  const names = await readdir(dirname(path))
  const left = names.filter((name) => name.startsWith(`${basename(path)}.`) && name.endsWith('.partial'))
  await Promise.all(left.map((name) => rm(join(dirname(path), name), { force: true })))
}

async function writePartial(
  { path, header, tensors }: RepackPlan,
  file: NonNullable<RepackPlan['file']>,
  partial: string,
  onDone: (doneBytes: number) => void,
): Promise<void> {
  const [input, output] = [await open(header.file), await open(partial, 'w+')]
  let done = 0
  try {
    await writeAll(output, file.header, 0)
    for (const tensor of tensors) {
      const positions = tensor.planned.map(({ name }) => file.offsets.get(name)!)
      for await (const piece of piecesOf(input, tensor, header.file)) {
        for (const [i, bytes] of packed(tensor, piece).entries()) {
          await writeAll(output, bytes, positions[i]!)
          positions[i]! += bytes.length
        }
        done += piece.length
        onDone(done)
      }
    }
    await output.sync()
    const digest = await digestOf(output, () => onDone(done))
    await writeFile(`${path}.sha256`, `${digest}  ${path.slice(dirname(path).length + 1)}\n`)
  } finally {
    await input.close()
    await output.close()
  }
}

/** The bytes of each planned tensor for a piece of the source's blocks. */
function packed({ source, bits }: RepackedTensor, piece: Uint8Array): Uint8Array[] {
  const { levels, scales, offsets } = levelsOf(source.type, piece)
  if (bits === null) {
    const perScale = levels.length / scales.length
    return [
      bytesOf(
        Float32Array.from(levels, (level, i) => {
          const group = Math.floor(i / perScale)
          return scales[group]! * level + (offsets?.[group] ?? 0)
        }),
      ),
    ]
  }
  const integers =
    bits === 8
      ? Uint8Array.from(levels, (level) => level + 128)
      : Uint8Array.from(
          { length: levels.length / 2 },
          (_, i) => (levels[2 * i]! + 8) | ((levels[2 * i + 1]! + 8) << 4),
        )
  return [integers, bytesOf(scales), ...(offsets ? [bytesOf(offsets)] : [])]
}

const bytesOf = (values: Float32Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)

async function* piecesOf(input: FileHandle, { source }: RepackedTensor, path: string) {
  const pieceBytes = PIECE_BLOCKS * BLOCKS[source.type].bytes
  for (let start = 0; start < source.length; start += pieceBytes) {
    const piece = new Uint8Array(Math.min(pieceBytes, source.length - start))
    for (let filled = 0; filled < piece.length;) {
      const { bytesRead } = await input.read(
        piece,
        filled,
        piece.length - filled,
        source.offset + start + filled,
      )
      if (bytesRead === 0) throw new WeightsError(path, source.name, 'ended while it was read')
      filled += bytesRead
    }
    yield piece
  }
}

async function writeAll(output: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.length;)
    written += (await output.write(bytes, written, bytes.length - written, position + written)).bytesWritten
}

async function digestOf(file: FileHandle, onPiece: () => void): Promise<string> {
  const hash = createHash('sha256')
  const buffer = new Uint8Array(2 ** 22)
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position)
    if (bytesRead === 0) return hash.digest('hex')
    hash.update(buffer.subarray(0, bytesRead))
    position += bytesRead
    onPiece()
  }
}

const hasSize = (path: string, bytes: number): Promise<boolean> =>
  stat(path).then(
    ({ size }) => size === bytes,
    () => false,
  )
