/** What the index of an mp4 says of its video track. */
export interface Mp4Facts {
  readonly codec: 'h264' | 'hevc' | 'vp9'
  /** Pixels as they are shown, after the rotation that phones note. */
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly durationSeconds: number
}

/** Why a file is no video that can be continued: a sentence for the client. */
export class Mp4Error extends Error {}

/** A box of ISO/IEC 14496-12: its type and the range of its content. */
interface Box {
  readonly type: string
  readonly start: number
  readonly end: number
}

const CODECS: Readonly<Record<string, Mp4Facts['codec']>> = {
  avc1: 'h264',
  avc3: 'h264',
  hvc1: 'hevc',
  hev1: 'hevc',
  vp09: 'vp9',
}
/** A file has a handful at each level; more would only take time. */
const MOST_BOXES = 1000
const UNREADABLE = 'it is not an mp4 file that can be read'

/**
 * Reads the index (moov) of an mp4 and decodes nothing. Every offset is checked against the file.
 *
 * @throws Mp4Error for another format, no video track or several, another codec, and for an index
 *   without samples (a fragmented file).
 */
export function readMp4Facts(bytes: Buffer): Mp4Facts {
  if (bytes.toString('latin1', 4, 8) !== 'ftyp') throw new Mp4Error('it is not an mp4 file')
  const top = boxesOf(bytes, { type: 'file', start: 0, end: bytes.length })
  const moov = find(top, 'moov')
  const tracks = boxesOf(bytes, moov).filter(({ type }) => type === 'trak')
  const videos = tracks.flatMap((trak) => videoOf(bytes, trak) ?? [])
  if (videos.length !== 1)
    throw new Mp4Error(videos.length === 0 ? 'it has no video track' : 'it has several video tracks')
  return videos[0]!
}

function videoOf(bytes: Buffer, trak: Box): Mp4Facts | null {
  const mdia = boxesOf(bytes, find(boxesOf(bytes, trak), 'mdia'))
  const hdlr = find(mdia, 'hdlr')
  if (textAt(bytes, hdlr, 8) !== 'vide') return null
  const mdhd = find(mdia, 'mdhd')
  const isLong = numberAt(bytes, mdhd, 0, 1) === 1
  const timescale = numberAt(bytes, mdhd, isLong ? 20 : 12, 4)
  const stbl = boxesOf(bytes, find(boxesOf(bytes, find(mdia, 'minf')), 'stbl'))
  const stsd = find(stbl, 'stsd')
  // One description: version, flags and count, then the size and the type of the first entry.
  if (numberAt(bytes, stsd, 4, 4) !== 1) throw new Mp4Error('its video changes its format midway')
  const codec = CODECS[textAt(bytes, stsd, 12)]
  if (codec === undefined)
    throw new Mp4Error(`its codec is ${shown(textAt(bytes, stsd, 12))}, not H.264, H.265 or VP9`)
  const { frames, ticks } = samplesOf(bytes, find(stbl, 'stts'))
  if (frames === 0 || ticks === 0 || timescale === 0)
    throw new Mp4Error('its index lists no frames (fragmented files must be remuxed)')
  // VisualSampleEntry: 6 reserved bytes, a reference, 16 bytes, then both sides.
  const across = numberAt(bytes, stsd, 8 + 8 + 24, 2)
  const down = numberAt(bytes, stsd, 8 + 8 + 26, 2)
  const turned = isTurned(bytes, find(boxesOf(bytes, trak), 'tkhd'))
  return {
    codec,
    width: turned ? down : across,
    height: turned ? across : down,
    frames,
    durationSeconds: ticks / timescale,
  }
}

/** Whether the matrix of the track swaps the sides: its diagonal is zero. */
function isTurned(bytes: Buffer, tkhd: Box): boolean {
  const matrix = numberAt(bytes, tkhd, 0, 1) === 1 ? 52 : 40
  return numberAt(bytes, tkhd, matrix, 4) === 0 && numberAt(bytes, tkhd, matrix + 16, 4) === 0
}

/** Sums the runs of samples with one duration. */
function samplesOf(bytes: Buffer, stts: Box): { frames: number; ticks: number } {
  const entries = numberAt(bytes, stts, 4, 4)
  if (entries * 8 > stts.end - stts.start - 8) throw new Mp4Error(UNREADABLE)
  let frames = 0
  let ticks = 0
  for (let i = 0; i < entries; i++) {
    const count = numberAt(bytes, stts, 8 + 8 * i, 4)
    frames += count
    ticks += count * numberAt(bytes, stts, 12 + 8 * i, 4)
  }
  return { frames, ticks }
}

function boxesOf(bytes: Buffer, parent: Box): Box[] {
  const boxes: Box[] = []
  for (let at = parent.start; at + 8 <= parent.end && boxes.length < MOST_BOXES;) {
    const short = bytes.readUInt32BE(at)
    const isLong = short === 1
    if (isLong && at + 16 > parent.end) throw new Mp4Error(UNREADABLE)
    // 0: the box reaches to the end.
    const size = short === 0 ? parent.end - at : isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short
    const start = at + (isLong ? 16 : 8)
    if (size < start - at || at + size > parent.end) throw new Mp4Error('it is cut off or damaged')
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), start, end: at + size })
    at += size
  }
  return boxes
}

function find(boxes: readonly Box[], type: string): Box {
  const box = boxes.find((each) => each.type === type)
  if (box === undefined) throw new Mp4Error(type === 'moov' ? 'its index is missing' : UNREADABLE)
  return box
}

function numberAt(bytes: Buffer, { start, end }: Box, offset: number, length: 1 | 2 | 4): number {
  if (start + offset + length > end) throw new Mp4Error(UNREADABLE)
  return bytes.readUIntBE(start + offset, length)
}

function textAt(bytes: Buffer, { start, end }: Box, offset: number): string {
  if (start + offset + 4 > end) throw new Mp4Error(UNREADABLE)
  return bytes.toString('latin1', start + offset, start + offset + 4)
}

const shown = (type: string): string => type.replaceAll(/[^\w ]/g, '?')
