import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { findFfmpeg } from '#worker/media/ffmpeg.ts'

let folder: string
before(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), 'ffmpeg-test-'))))
after(() => rm(folder, { recursive: true, force: true }))

async function script(name: string, body: string, mode = 0o755): Promise<string> {
  const file = path.join(folder, name)
  await writeFile(file, `#!/bin/sh\n${body}\n`)
  await chmod(file, mode)
  return file
}

test('Without settings, a working ffmpeg and ffprobe are found on any machine', async () => {
  const tools = await findFfmpeg({})
  assert.ok(path.isAbsolute(tools.ffmpegPath) && path.isAbsolute(tools.ffprobePath))
  assert.match(tools.ffmpegVersion, /^ffmpeg version \S+$/)
  assert.match(tools.ffprobeVersion, /^ffprobe version \S+$/)
})

test('An ffmpeg path from the settings is used', async () => {
  const { ffmpegPath, ffprobePath } = await findFfmpeg({})
  const mine = await script('my-ffmpeg', `exec "${ffmpegPath}" "$@"`)
  assert.equal((await findFfmpeg({ ffmpegPath: mine, ffprobePath })).ffmpegPath, mine)
})

test('An ffmpeg path from the settings that does not work is an error that names the setting, and no other is searched', async () => {
  const faulty: [path: string, reason: RegExp][] = [
    [path.join(folder, 'missing'), /FFMPEG_PATH=.*missing: the file does not exist/],
    [await script('plain', 'exit 0', 0o644), /FFMPEG_PATH=.*plain: the file is not executable/],
    [await script('other', 'echo other version 1'), /other -version does not answer like ffmpeg/],
    [await script('lean', 'echo ffmpeg version 9'), /lean has no libx264 encoder/],
    [await script('broken', 'exit 3'), /FFMPEG_PATH=.*broken: Command failed/],
  ]
  for (const [ffmpegPath, reason] of faulty) await assert.rejects(findFfmpeg({ ffmpegPath }), reason)
  await assert.rejects(
    findFfmpeg({ ffprobePath: path.join(folder, 'missing') }),
    /no usable ffprobe .*FFPROBE_PATH/,
  )
})
