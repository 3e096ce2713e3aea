/** `npm run setup:ffmpeg`: brings a current ffmpeg where the system has none. See --help. */
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { oneLine } from '#core/errors.ts'
import { SetupError } from '#infra/dev/setup-error.ts'
import { findFfmpeg, SETUP_FFMPEG } from '#worker/media/ffmpeg.ts'
import { processTerminal, type Terminal } from '#worker/tools/terminal.ts'
import { openZip } from './archive.ts'
import { download, readSums, sha256Of } from './download.ts'

/**
 * Wheels of imageio-ffmpeg 0.8.1 (BSD-2-Clause), a package of PyPI that is nothing but a static
 * build of ffmpeg 9.0.2 (GPL) and a few lines around it. npm has no build newer than 2018 that is
 * not downloaded from elsewhere.
 */
const BUILDS: Readonly<Record<string, { readonly address: string; readonly sha256: string }>> = {
  'linux-x64': {
    address:
      'https://files.pythonhosted.org/packages/de/0f/49292fbef69ee10ebcf97bb741602521caafcc6966d5fa1a2b868cc15655/imageio_ffmpeg-0.8.1-py3-none-manylinux_2_28_x86_64.whl',
    sha256: '050d6850601c3b3890bd2b28306f3b842b3daea390a561101174375a1c460bda',
  },
  'linux-arm64': {
    address:
      'https://files.pythonhosted.org/packages/53/02/e139e53a71f33f728cb2ce6c1124edc29e4c008427923f01a4d37f9a1867/imageio_ffmpeg-0.8.1-py3-none-manylinux_2_28_aarch64.whl',
    sha256: 'fad3176f859b25869e60a8ed79957d4e3ed74a97a95e5f0cdcb91455f6c6d00e',
  },
}

const HELP = `npm run setup:ffmpeg -- [options]
  Brings a static build of ffmpeg 9, 65 MB, into ${path.relative(process.cwd(), SETUP_FFMPEG)}. Needed only where the system has
  no ffmpeg: the one that npm installs is of 2018, encodes videos and decodes no uploaded ones.

  --from <place>   a .whl or .zip file or its address, with a file ffmpeg* in it; default:
                   imageio-ffmpeg of PyPI, whose checksum is known
  --sha256 <hex>   the checksum of that file; required for an address without a known one
  --into <file>    default: ${SETUP_FFMPEG}
`

interface Source {
  readonly from: string
  /** Empty for a file of this machine: not checked. */
  readonly sums: readonly string[]
}

/** @throws SetupError */
function sourceOf(from: string | undefined, sums: readonly string[]): Source {
  const build = BUILDS[`${process.platform}-${process.arch}`]
  if (from !== undefined) {
    if (/^https?:/i.test(from) && sums.length === 0)
      throw new SetupError(`${from} is an address whose checksum is not known: give --sha256`)
    return { from, sums }
  }
  if (build === undefined)
    throw new SetupError(
      `no build is known for ${process.platform} on ${process.arch}: give one with --from, or install ffmpeg by the system's package manager`,
    )
  return { from: build.address, sums: sums.length > 0 ? sums : [build.sha256] }
}

async function install({ from, sums }: Source, target: string): Promise<string> {
  await mkdir(path.dirname(target), { recursive: true })
  const scratch = await mkdtemp(`${target}-`)
  try {
    const isAddress = /^https?:/i.test(from)
    const archive = isAddress ? await download(from, path.join(scratch, 'package.zip')) : from
    const sum = await sha256Of(archive)
    if (sums.length > 0 && !sums.includes(sum))
      throw new SetupError(`${from} has the checksum ${sum}, not ${sums.join(' or ')}; nothing was installed`)
    const zip = openZip(archive)
    const entry = zip.getEntries().find(({ entryName }) => /(^|\/)ffmpeg[^/]*$/.test(entryName))
    if (entry === undefined) throw new SetupError(`${from} has no file ffmpeg`)
    zip.extractEntryTo(entry, scratch, false, true)
    const unpacked = path.join(scratch, path.posix.basename(entry.entryName))
    await chmod(unpacked, 0o755)
    const { ffmpegVersion } = await findFfmpeg({ ffmpegPath: unpacked }).catch((error: Error) => {
      throw new SetupError(`the ffmpeg of ${from} cannot be used: ${error.message}`)
    })
    await rename(unpacked, target)
    return ffmpegVersion
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/**
 * Runs the program.
 *
 * @returns the exit code
 */
export async function setUpFfmpeg(args: readonly string[], { out, err }: Terminal): Promise<number> {
  try {
    await run(args, (line) => out.write(`${line}\n`))
    return 0
  } catch (error) {
    err.write(`setup:ffmpeg: ${oneLine(error)}\n`)
    return 1
  }
}

async function run(args: readonly string[], say: (line: string) => unknown): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      from: { type: 'string' },
      sha256: { type: 'string', default: '' },
      into: { type: 'string', default: SETUP_FFMPEG },
    },
  })
  if (values.help) return void say(HELP)
  const source = sourceOf(values.from, readSums(values.sha256))
  say(`from ${source.from}`)
  say(`${await install(source, path.resolve(values.into))} is installed at ${values.into}`)
}

if (import.meta.main) process.exitCode = await setUpFfmpeg(process.argv.slice(2), processTerminal())
