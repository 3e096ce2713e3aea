import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import sharp, { type Sharp } from 'sharp'

/** Collects the thumbnail, the spritesheet and the last frame from the passing frames. */
export interface Poster {
  /** Takes frames in order, rgb24. Copies what it needs before it resolves. */
  observe(frame: Uint8Array): Promise<void>
  /**
   * Writes thumbnail.webp, spritesheet.jpg and last-frame.png; all frames must have been observed.
   */
  write(directory: string): Promise<{
    readonly thumbnailPath: string
    readonly spritesheetPath: string
    readonly lastFramePath: string
  }>
}

const THUMBNAIL_MAX_SIDE = 512
const SPRITE_MAX_SIDE = 256
const MAX_SPRITES = 25

/**
 * A poster for a video of this size. The thumbnail is the middle frame (the first one is the
 * customer's own image), its longest side at most 512 pixels. The spritesheet holds up to 25
 * frames, evenly spread from first to last, in a grid as near to square as possible, their longest
 * side at most 256 pixels. The last frame keeps its size and its pixels. In memory: one thumbnail,
 * 25 sprites and one PNG, about 4 MB at 832x480.
 */
export function createPoster(video: {
  readonly width: number
  readonly height: number
  readonly frameCount: number
}): Poster {
  const { width, height, frameCount } = video
  const scale = Math.min(1, SPRITE_MAX_SIDE / Math.max(width, height))
  const sprite = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
  const picked = new Set(pickSprites(frameCount))
  const sprites: Buffer[] = []
  let thumbnail: Buffer | null = null
  let lastFrame: Buffer | null = null
  let index = 0

  return {
    async observe(frame) {
      const at = index++
      const image = (): Sharp => sharp(frame, { raw: { width, height, channels: 3 } })
      if (picked.has(at))
        sprites.push(
          await image()
            .resize({ ...sprite, fit: 'fill' })
            .raw()
            .toBuffer(),
        )
      if (at === frameCount >> 1)
        thumbnail = await image()
          .resize(THUMBNAIL_MAX_SIDE, THUMBNAIL_MAX_SIDE, { fit: 'inside', withoutEnlargement: true })
          .webp({ quality: 85 })
          .toBuffer()
      if (at === frameCount - 1) lastFrame = await image().png().toBuffer()
    },
    async write(directory) {
      if (thumbnail === null || lastFrame === null || sprites.length !== picked.size)
        throw new Error(`the poster saw ${index} of ${frameCount} frames`)
      const thumbnailPath = path.join(directory, 'thumbnail.webp')
      const spritesheetPath = path.join(directory, 'spritesheet.jpg')
      const lastFramePath = path.join(directory, 'last-frame.png')
      await writeFile(thumbnailPath, thumbnail)
      await writeFile(lastFramePath, lastFrame)
      await layOut(sprites, sprite).toFile(spritesheetPath)
      return { thumbnailPath, spritesheetPath, lastFramePath }
    },
  }
}

function pickSprites(frameCount: number): number[] {
  const count = Math.min(MAX_SPRITES, frameCount)
  return Array.from({ length: count }, (_, i) => Math.round((i * (frameCount - 1)) / Math.max(1, count - 1)))
}

function layOut(sprites: readonly Buffer[], { width, height }: { width: number; height: number }): Sharp {
  const columns = Math.ceil(Math.sqrt(sprites.length))
  const rows = Math.ceil(sprites.length / columns)
  const background = { r: 0, g: 0, b: 0 }
  return sharp({ create: { width: columns * width, height: rows * height, channels: 3, background } })
    .composite(
      sprites.map((input, i) => ({
        input,
        raw: { width, height, channels: 3 as const },
        left: (i % columns) * width,
        top: Math.floor(i / columns) * height,
      })),
    )
    .jpeg({ quality: 85 })
}
