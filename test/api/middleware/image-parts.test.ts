import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { nameImageParts } from '#api/middleware/wire/image-parts.ts'

const BYTES = Buffer.from('\xff\xd8\r\n\r\n--nearly\r\n--b\x00\x80', 'latin1')

const TEXT = Buffer.from('\r\n\r\n--nearly\r\n--b café')

const form = (headers: string, boundary = 'b0undary', bytes = BYTES): Buffer =>
  Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="prompt"\r\n\r\n\r\n--${boundary}\r\n`,
    ),
    Buffer.from(`${headers}\r\n\r\n`),
    bytes,
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

  it('Bytes without a type and a file name that is empty get one, too', async () => {
    const wanted = (type: string) => form(`${disposition}; filename="upload"\r\nContent-Type: ${type}`)
    const type = 'multipart/form-data; boundary=b0undary'
    for (const media of ['application/octet-stream', 'binary/octet-stream', 'image/jpeg', 'audio/mpeg'])
      for (const given of [disposition, `${disposition}; filename=""`, `${disposition}; filename=`])
        assert.deepEqual(
          await through(form(`${given}\r\nContent-Type: ${media}`), type, 7),
          wanted(media),
          `${given} ${media}`,
        )
  })

  it('Text that is not UTF-8 is an error that names its field, however the bytes arrive', async () => {
    const type = 'multipart/form-data; boundary=b0undary'
    const part = (headers: string, text: Buffer) =>
      Buffer.concat([
        Buffer.from(`--b0undary\r\n${headers}\r\n\r\n`),
        text,
        Buffer.from('\r\n--b0undary--\r\n'),
      ])
    const prompt = 'Content-Disposition: form-data; name="prompt"'
    for (const bytes of ['636166e9', 'e9', 'c3', 'eda080', '61c328'].map((hex) => Buffer.from(hex, 'hex')))
      for (const chunkBytes of [1, 2, 7, 1000])
        await assert.rejects(through(part(prompt, bytes), type, chunkBytes), /`prompt` is not valid UTF-8/)
    const { message } = await through(part(`${prompt}; filename=""`, Buffer.from('e9', 'hex')), type).then(
      () => new Error('was read'),
      (error: unknown) => error as Error,
    )
    assert.match(message, /UTF-8/)
    for (const body of [
      part(prompt, Buffer.from('café 🎻')),
      part(`${prompt}; filename="a.txt"`, Buffer.from('e9', 'hex')),
      part(`${prompt}\r\nContent-Type: text/plain; charset=iso-8859-1`, Buffer.from('e9', 'hex')),
    ])
      for (const chunkBytes of [1, 3, 1000]) assert.deepEqual(await through(body, type, chunkBytes), body)
  })

  it('Everything else passes unchanged', async () => {
    const type = 'multipart/form-data; boundary="b0undary"'
    for (const body of [
      form(disposition, 'b0undary', TEXT),
      form(`${disposition}\r\nContent-Type: text/plain`, 'b0undary', TEXT),
      form(`${disposition}; filename="a.jpg"\r\nContent-Type: image/jpeg`),
      form(`${disposition}; filename*=UTF-8''a.jpg\r\nContent-Type: image/jpeg`),
      form('Content-Type: image/jpeg', 'b0undary', TEXT),
      form(`X: ${'x'.repeat(20_000)}\r\n${disposition}\r\nContent-Type: image/jpeg`, 'b0undary', TEXT),
      form(`${disposition}\r\nContent-Type: image/jpeg`, 'another'),
      Buffer.from('no form at all'),
      Buffer.alloc(0),
    ])
      for (const chunkBytes of [1, 5, 64, 1e6]) assert.deepEqual(await through(body, type, chunkBytes), body)
    const image = form(`${disposition}\r\nContent-Type: image/jpeg`)
    assert.deepEqual(await through(image, 'multipart/form-data'), image)
  })
})
