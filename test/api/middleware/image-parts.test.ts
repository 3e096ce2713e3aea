import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { nameImageParts } from '#api/middleware/wire/image-parts.ts'

const BYTES = Buffer.from('\xff\xd8\r\n\r\n--nearly\r\n--b\x00\x80', 'latin1')

const form = (headers: string, boundary = 'b0undary'): Buffer =>
  Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="prompt"\r\n\r\n\r\n--${boundary}\r\n`,
    ),
    Buffer.from(`${headers}\r\n\r\n`),
    BYTES,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])

async function through(body: Buffer, type: string, chunkBytes = body.length): Promise<Buffer> {
  const chunks: Buffer[] = []
  for (let at = 0; at < body.length; at += chunkBytes) chunks.push(body.subarray(at, at + chunkBytes))
  return await buffer(Readable.from(chunks).pipe(nameImageParts(type)))
}

describe('Parts of a form that are images', () => {
  const disposition = 'Content-Disposition: form-data; name="input_reference"'

  it('An image or a video without a file name gets one, however the bytes arrive', async () => {
    for (const headers of [
      `${disposition}\r\nContent-Type: image/jpeg`,
      `content-type:IMAGE/png\r\n${disposition.toLowerCase()}`,
      `${disposition}\r\nContent-Type: video/mp4`,
    ]) {
      const wanted = form(headers.replace(/(input_reference")/, '$1; filename="upload"'))
      for (const chunkBytes of [1, 2, 3, 7, 16, 50, 1000])
        assert.deepEqual(
          await through(form(headers), 'multipart/form-data; boundary=b0undary', chunkBytes),
          wanted,
          `${headers} in chunks of ${chunkBytes}`,
        )
    }
  })

  it('Everything else passes unchanged', async () => {
    const type = 'multipart/form-data; boundary="b0undary"'
    for (const body of [
      form(disposition),
      form(`${disposition}\r\nContent-Type: text/plain`),
      form(`${disposition}; filename="a.jpg"\r\nContent-Type: image/jpeg`),
      form(`${disposition}; filename*=UTF-8''a.jpg\r\nContent-Type: image/jpeg`),
      form('Content-Type: image/jpeg'),
      form(`X: ${'x'.repeat(20_000)}\r\n${disposition}\r\nContent-Type: image/jpeg`),
      form(`${disposition}\r\nContent-Type: image/jpeg`, 'another'),
      Buffer.from('no form at all'),
      Buffer.alloc(0),
    ])
      for (const chunkBytes of [1, 5, 64, 1e6]) assert.deepEqual(await through(body, type, chunkBytes), body)
    const image = form(`${disposition}\r\nContent-Type: image/jpeg`)
    assert.deepEqual(await through(image, 'multipart/form-data'), image)
  })
})
