import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import {
  INPUT_IMAGE_LIMITS,
  InputImageError,
  inspectInputImage,
  prepareInputImage,
} from '#api/images/decode-image.ts'

const fixture = (name: string) => readFile(new URL(`../../fixtures/${name}`, import.meta.url))
const target = { width: 128, height: 96 }

async function pixels(image: Uint8Array) {
  const { data, info } = await sharp(image).raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, channels: info.channels, data }
}

function pixelAt(image: Awaited<ReturnType<typeof pixels>>, x: number, y: number): number[] {
  const at = (y * image.width + x) * image.channels
  return [...image.data.subarray(at, at + image.channels)]
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  assert.equal(a.length, b.length)
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** A PNG whose header announces more pixels than its data hold. */
function pngOf(width: number, height: number, options: { interlaced: boolean }): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, options.interlaced ? 1 : 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.alloc(1000))),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** A lossless WebP of 34 bytes that claims the given size. */
function webpOf(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(34)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(26, 4)
  bytes.write('WEBPVP8L', 8, 'latin1')
  bytes.writeUInt32LE(14, 16)
  bytes[20] = 0x2f
  bytes.writeUInt32LE((((height - 1) << 14) | (width - 1)) >>> 0, 21)
  return bytes
}

const refusedAs = (code: InputImageError['code'], message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof InputImageError, String(error))
  assert.equal(error.code, code)
  assert.match(error.message, message)
  return true
}

describe('Usable images', () => {
  for (const name of ['photo.jpg', 'photo.webp', 'photo-alpha.png'])
    test(`${name} becomes an 8-bit RGB PNG of the target size without metadata`, async () => {
      const prepared = await prepareInputImage(await fixture(name), target)
      const metadata = await sharp(prepared).metadata()
      assert.equal(metadata.format, 'png')
      assert.deepEqual([metadata.width, metadata.height], [128, 96])
      assert.deepEqual([metadata.channels, metadata.depth, metadata.space], [3, 'uchar', 'srgb'])
      assert.equal(
        metadata.exif ?? metadata.icc ?? metadata.xmp ?? metadata.iptc ?? metadata.comments,
        undefined,
      )
    })

  test('Inspecting a photo reports its format, size in pixels and size in bytes', async () => {
    const bytes = await fixture('photo.jpg')
    assert.deepEqual(await inspectInputImage(bytes), {
      format: 'jpeg',
      width: 768,
      height: 512,
      sizeBytes: bytes.length,
    })
  })

  test('EXIF orientation is applied before the size is read and before the image is cropped', async () => {
    const [upright, rotated] = await Promise.all([fixture('photo.jpg'), fixture('photo-exif-rotated.jpg')])
    const { width, height } = await inspectInputImage(rotated)
    assert.deepEqual([width, height], [768, 512])
    const [a, b] = await Promise.all(
      [upright, rotated].map(async (x) => pixels(await prepareInputImage(x, target))),
    )
    assert.ok(meanDifference(a!.data, b!.data) < 3, 'both are the same picture but for JPEG noise')
  })

  test('An image keeps its aspect ratio, and its longer side is cropped about the centre', async () => {
    const band = (left: number, background: string) => ({
      input: { create: { width: 200, height: 200, channels: 3 as const, background } },
      left,
      top: 0,
    })
    const threeSquares = await sharp({
      create: { width: 600, height: 200, channels: 3, background: 'black' },
    })
      .composite([band(0, '#ff0000'), band(200, '#00ff00'), band(400, '#0000ff')])
      .png()
      .toBuffer()
    const prepared = await pixels(await prepareInputImage(threeSquares, { width: 96, height: 96 }))
    for (const x of [4, 48, 91]) assert.deepEqual(pixelAt(prepared, x, 48), [0, 255, 0])
  })

  test('Transparent pixels become white', async () => {
    const clear = { r: 10, g: 200, b: 30, alpha: 0 }
    const image = await sharp({ create: { width: 80, height: 80, channels: 4, background: clear } })
      .webp({ lossless: true, exact: true })
      .toBuffer()
    assert.deepEqual(pixelAt(await pixels(await prepareInputImage(image, target)), 64, 48), [255, 255, 255])
  })

  test('16-bit, greyscale and palette PNGs become 8-bit RGB with the same colours', async () => {
    const grey = { create: { width: 80, height: 80, channels: 3 as const, background: '#808080' } }
    const images = {
      'rgb 16': await sharp(grey).toColourspace('rgb16').png().toBuffer(),
      grey: await sharp(grey).toColourspace('b-w').png().toBuffer(),
      'grey 16': await sharp(grey).toColourspace('grey16').png().toBuffer(),
      palette: await sharp(grey).png({ palette: true }).toBuffer(),
    }
    assert.equal((await sharp(images['rgb 16']).metadata()).bitsPerSample, 16)
    for (const [name, image] of Object.entries(images))
      assert.deepEqual(
        pixelAt(await pixels(await prepareInputImage(image, target)), 64, 48),
        [128, 128, 128],
        name,
      )
  })

  test('A CMYK JPEG is converted to RGB', async () => {
    const red = await sharp({ create: { width: 80, height: 80, channels: 3, background: '#c02020' } })
      .toColourspace('cmyk')
      .jpeg({ quality: 95 })
      .toBuffer()
    assert.equal((await sharp(red).metadata()).channels, 4)
    const [r, g, b] = pixelAt(await pixels(await prepareInputImage(red, target)), 64, 48)
    assert.ok(r! > 150 && g! < 80 && b! < 80, `red stays red: ${r} ${g} ${b}`)
  })

  test('Only the first frame of an animated WebP is read', async () => {
    const frame = (background: string) =>
      sharp({ create: { width: 80, height: 80, channels: 3, background } })
        .png()
        .toBuffer()
    const animated = await sharp([await frame('#ff0000'), await frame('#0000ff')], {
      join: { animated: true },
    })
      .webp({ lossless: true })
      .toBuffer()
    assert.equal((await sharp(animated).metadata()).pages, 2)
    assert.equal((await inspectInputImage(animated)).height, 80)
    assert.deepEqual(pixelAt(await pixels(await prepareInputImage(animated, target)), 64, 48), [255, 0, 0])
  })

  test('AVIF and GIF are read, of an animated GIF its first frame', async () => {
    const square = (background: string) =>
      sharp({ create: { width: 80, height: 80, channels: 3, background } })
    const frames = await Promise.all(['#ff0000', '#0000ff'].map((colour) => square(colour).png().toBuffer()))
    const images = {
      avif: await square('#ff0000').avif({ quality: 90, effort: 0 }).toBuffer(),
      gif: await sharp(frames, { join: { animated: true } })
        .gif()
        .toBuffer(),
    }
    assert.equal((await sharp(images.gif).metadata()).pages, 2)
    for (const [format, image] of Object.entries(images)) {
      const { format: found, width, height } = await inspectInputImage(image)
      assert.deepEqual([found, width, height], [format, 80, 80])
      const [red = 0, green = 0, blue = 0] = pixelAt(
        await pixels(await prepareInputImage(image, target)),
        64,
        48,
      )
      assert.ok(red > 250 && green < 5 && blue < 5, `${format}: ${red} ${green} ${blue}`)
    }
  })

  test('Of an animated AVIF the first frame is read, under each of its names', async () => {
    const animated = Buffer.from(await fixture('animated.avif'))
    for (const brand of ['avis', 'avif', 'mif1', 'msf1']) {
      animated.write(brand, 8, 'latin1')
      const { format, width, height } = await inspectInputImage(animated)
      assert.deepEqual([format, width, height], ['avif', 96, 80], brand)
      const [red = 0, green = 0, blue = 0] = pixelAt(
        await pixels(await prepareInputImage(animated, target)),
        64,
        48,
      )
      assert.ok(red > 250 && green < 5 && blue < 5, `${brand}: ${red} ${green} ${blue}`)
    }
    animated.write('free', animated.indexOf('meta'), 'latin1')
    await assert.rejects(
      prepareInputImage(animated, target),
      refusedAs('input_reference_invalid', /an animation without a still picture.* Send its first frame/),
    )
  })

  test('A JPEG that decoders only warn about is accepted', async () => {
    const photo = Buffer.from(await fixture('photo.jpg'))
    const startOfScan = photo.indexOf(Buffer.from([0xff, 0xda]))
    photo[startOfScan + photo.readUInt16BE(startOfScan + 2)] = 0 // end of spectral selection: 0 instead of 63
    await assert.rejects(sharp(photo, { failOn: 'warning' }).raw().toBuffer(), /Invalid SOS parameters/)
    await prepareInputImage(photo, target)
  })
})

describe('Images that are too large', () => {
  const bombs = {
    'a 34-byte WebP of 100 megapixels': webpOf(10_000, 10_000),
    'an interlaced PNG of 100 megapixels': pngOf(10_000, 10_000, { interlaced: true }),
    'a PNG one row over the limit': pngOf(10_000, 5006, { interlaced: false }),
  }
  for (const [name, bytes] of Object.entries(bombs))
    test(`An image that is too large is refused by its header: ${name}`, async () => {
      await assert.rejects(
        prepareInputImage(bytes, target),
        refusedAs(
          'input_reference_too_large',
          /has (100\.0|50\.1) megapixels \(\d+x\d+\); at most (50\.0|25\.0)/,
        ),
      )
    })

  test('16 bits halve the most pixels, and interlacing halves them again', async () => {
    const image = (side: number, sixteen: boolean, progressive: boolean): Promise<Buffer> =>
      sharp({ create: { width: side, height: side, channels: 4, background: '#4466887f' } })
        .toColourspace(sixteen ? 'rgb16' : 'srgb')
        .png({ progressive, compressionLevel: 9 })
        .toBuffer()
    for (const [sixteen, progressive, largest, message] of [
      [true, false, 1000, /at most 1\.0 are accepted of a 16-bit image/],
      [false, true, 1000, /at most 1\.0 are accepted of an interlaced image/],
      [true, true, 707, /at most 0\.5 are accepted of a 16-bit, interlaced image/],
    ] as const) {
      const limit = { maxPixels: 2_000_000 }
      const fits = await image(largest, sixteen, progressive)
      assert.equal((await inspectInputImage(fits, limit)).width, largest)
      const large = await image(largest + 1, sixteen, progressive)
      await assert.rejects(inspectInputImage(large, limit), refusedAs('input_reference_too_large', message))
    }
  })

  test('A PNG with sides beyond any decoder is refused', async () => {
    const bytes = pngOf(2 ** 31 - 1, 2 ** 31 - 1, { interlaced: false })
    await assert.rejects(inspectInputImage(bytes), refusedAs('input_reference_invalid', /cannot be decoded/))
  })

  test('An image of exactly 10 MB is accepted, and one byte more is refused', async () => {
    const photo = await fixture('photo.jpg')
    const padded = Buffer.concat([photo, Buffer.alloc(INPUT_IMAGE_LIMITS.maxBytes - photo.length)])
    assert.equal((await inspectInputImage(padded)).sizeBytes, 10_000_000)
    await assert.rejects(
      inspectInputImage(Buffer.concat([padded, Buffer.alloc(1)])),
      refusedAs('input_reference_too_large', /has 10000001 bytes; at most 10000000/),
    )
  })
})

describe('Files of other kinds', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="9" height="9"/></svg>'
  const square = sharp({ create: { width: 80, height: 80, channels: 3, background: '#123456' } })
  const iso = (brand: string): Buffer => Buffer.from(`\0\0\0\x18ftyp${brand}\0\0\0\0mif1heic`, 'latin1')
  const others: Record<string, readonly [RegExp, () => Promise<Uint8Array> | Uint8Array]> = {
    SVG: [/an SVG drawing/, () => Buffer.from(svg)],
    'SVG that names a local file': [
      /an SVG drawing/,
      () =>
        Buffer.from(
          `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg.replace('<rect', '<text>&x;</text><rect')}`,
        ),
    ],
    TIFF: [/a TIFF image/, () => square.clone().tiff().toBuffer()],
    HEIC: [/a HEIC image, .* Send JPEG, PNG, WebP, AVIF or GIF\. iPhones save JPEG/, () => iso('heic')],
    MP4: [/a video/, () => iso('isom')],
    PDF: [/a PDF document/, () => Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')],
    HTML: [/an HTML page/, () => Buffer.from('<!doctype html><img src="x">')],
    JSON: [/a JSON document/, () => Buffer.from('{"error": "not found"}')],
    'one byte': [/no image that is read here\. Send JPEG/, () => Buffer.from([0xff])],
  }
  for (const [name, [noun, make]] of Object.entries(others))
    test(`A file of another kind is refused by what it is: ${name}`, async () => {
      await assert.rejects(inspectInputImage(await make()), refusedAs('input_reference_invalid', noun))
    })

  test('An empty image is refused', async () => {
    await assert.rejects(
      inspectInputImage(new Uint8Array()),
      refusedAs('input_reference_invalid', /is empty/),
    )
  })

  test('A file that only starts like an image is refused', async () => {
    for (const start of [
      '\xff\xd8\xff\xe0',
      '\x89PNG\r\n\x1a\n',
      'RIFF\x10\x00\x00\x00WEBP',
      'GIF89a',
      '\0\0\0\x1cftypavif\0\0\0\0',
    ])
      await assert.rejects(
        inspectInputImage(Buffer.concat([Buffer.from(start, 'latin1'), Buffer.from(svg)])),
        refusedAs('input_reference_invalid', /starts like a (JPEG|PNG|WEBP|GIF|AVIF) but cannot be decoded/),
      )
  })

  test('After the first image, sharp loads no other format in this process', async () => {
    const tiff = await square.clone().tiff().toBuffer()
    await inspectInputImage(await fixture('photo.jpg'))
    for (const bytes of [Buffer.from(svg), tiff])
      await assert.rejects(sharp(bytes).metadata(), /unsupported image format/)
  })
})

describe('Damaged images', () => {
  for (const name of ['photo.jpg', 'photo.webp', 'photo-alpha.png'])
    test(`The truncated image ${name} is refused when it is decoded`, async () => {
      const bytes = await fixture(name)
      await assert.rejects(
        prepareInputImage(bytes.subarray(0, bytes.length >> 1), target),
        refusedAs('input_reference_invalid', /cannot be decoded/),
      )
    })

  test('A PNG with a flipped bit is refused when it is decoded', async () => {
    const bytes = Buffer.from(await fixture('photo-alpha.png'))
    bytes[bytes.length >> 1]! ^= 1
    await assert.rejects(
      prepareInputImage(bytes, target),
      refusedAs('input_reference_invalid', /cannot be decoded: vipspng/),
    )
  })

  test('An image with a side under 64 pixels is refused', async () => {
    const narrow = await sharp({ create: { width: 63, height: 400, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    await assert.rejects(
      inspectInputImage(narrow),
      refusedAs('input_reference_invalid', /is 63x400; each side must have at least 64/),
    )
  })
})
