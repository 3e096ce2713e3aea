import { execFile } from 'node:child_process'
import { access, chmod, constants } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'

/** Absolute paths of programs that ran and support what is needed. */
export interface FfmpegTools {
  readonly ffmpegPath: string
  readonly ffprobePath: string
  /** Start of `-version`, such as "ffmpeg version 5.1.9-0+deb12u1". */
  readonly ffmpegVersion: string
  readonly ffprobeVersion: string
}

/** Where `npm run setup:ffmpeg` puts its build. */
export const SETUP_FFMPEG = path.resolve(import.meta.dirname, '../../.tools/ffmpeg')

type Program = 'ffmpeg' | 'ffprobe'
interface Found {
  readonly path: string
  readonly version: string
}

const run = promisify(execFile)
const CHECK = { timeout: 20_000, maxBuffer: 1 << 20 } as const

/**
 * Finds ffmpeg and ffprobe and runs each once: the path from the settings alone if there is one;
 * otherwise the program on PATH, then the ffmpeg of `npm run setup:ffmpeg`, then the static build
 * from npm. ffmpeg must have the libx264 encoder.
 *
 * @throws Error that names every place that was tried and its fault.
 */
export async function findFfmpeg(settings: {
  readonly ffmpegPath?: string | null | undefined
  readonly ffprobePath?: string | null | undefined
}): Promise<FfmpegTools> {
  const [ffmpeg, ffprobe] = await Promise.all([
    find('ffmpeg', settings.ffmpegPath ?? null),
    find('ffprobe', settings.ffprobePath ?? null),
  ])
  return {
    ffmpegPath: ffmpeg.path,
    ffprobePath: ffprobe.path,
    ffmpegVersion: ffmpeg.version,
    ffprobeVersion: ffprobe.version,
  }
}

async function find(program: Program, setting: string | null): Promise<Found> {
  const places: readonly (readonly [name: string, locate: () => Promise<string>])[] =
    setting === null
      ? [
          ['PATH', () => locateOnPath(program)],
          ...(program === 'ffmpeg'
            ? [['npm run setup:ffmpeg', () => Promise.resolve(SETUP_FFMPEG)] as const]
            : []),
          [npmPackage(program), () => locateInNpmPackage(program)],
        ]
      : [[`${program.toUpperCase()}_PATH=${setting}`, () => Promise.resolve(path.resolve(setting))]]
  const faults: string[] = []
  for (const [name, locate] of places)
    try {
      return await check(program, await locate())
    } catch (error) {
      faults.push(`${name}: ${reasonOf(error)}`)
    }
  throw new Error(`no usable ${program} was found (${faults.join('; ')})`)
}

async function locateOnPath(program: Program): Promise<string> {
  const { stdout } = await run('/bin/sh', ['-c', `command -v ${program}`], CHECK).catch(() => ({
    stdout: '',
  }))
  const found = stdout.trim()
  if (!path.isAbsolute(found)) throw new Error('there is none')
  return found
}

const npmPackage = (program: Program): string => `@${program}-installer/${process.platform}-${process.arch}`

/** The packages ship the program without its executable bit, which their install script sets. */
async function locateInNpmPackage(program: Program): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve(`${npmPackage(program)}/package.json`)
  const file = path.join(path.dirname(manifest), program)
  await access(file, constants.X_OK).catch(() => chmod(file, 0o755))
  return file
}

async function check(program: Program, file: string): Promise<Found> {
  const { stdout } = await run(file, ['-version'], CHECK)
  const version = new RegExp(`^${program} version \\S+`).exec(stdout)?.[0]
  if (version === undefined) throw new Error(`${file} -version does not answer like ${program}`)
  if (program === 'ffmpeg') {
    const encoders = await run(file, ['-hide_banner', '-encoders'], CHECK)
    if (!/\blibx264\b/.test(encoders.stdout)) throw new Error(`${file} has no libx264 encoder`)
  }
  return { path: file, version }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: string }
  if (code === 'ENOENT') return 'the file does not exist'
  if (code === 'EACCES' || code === 'EPERM') return 'the file is not executable'
  if (code === 'MODULE_NOT_FOUND') return 'the package is not installed'
  return (message ?? String(error)).split('\n')[0]!
}
