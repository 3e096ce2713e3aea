import sharp from 'sharp'

/** A PNG of one colour. */
export const png = async (width: number, height: number): Promise<Buffer> =>
  await sharp({ create: { width, height, channels: 3, background: '#336699' } })
    .png()
    .toBuffer()

export const dataUrl = (bytes: Buffer, type = 'image/png'): string =>
  `data:${type};base64,${bytes.toString('base64')}`
