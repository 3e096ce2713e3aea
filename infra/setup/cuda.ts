/**
 * `npm run setup:cuda`: brings the libraries with which ONNX Runtime uses NVIDIA GPUs. See --help.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { oneLine } from '#core/errors.ts'
import { SetupError } from '#infra/dev/setup-error.ts'
import { processTerminal, type Terminal } from '#worker/tools/terminal.ts'
import { installLibrary, packageAddress, runtimeFolder } from './cuda-libraries.ts'
import { readSums } from './download.ts'
import { fetchLibraries, type FetchedLibrary } from './fetch-libraries.ts'

const HELP = `npm run setup:cuda -- [options]
  Brings libonnxruntime_providers_cuda.so and libonnxruntime_providers_shared.so for the installed
  onnxruntime-node, about 200 MB, and says which libraries of CUDA are missing. npm ci removes them;
  run this again afterwards.

  --from <place>     a folder, a .nupkg or .zip file, or the address of either;
                     default: ${packageAddress()}
  --sha256 <hex,…>   accept only files with one of these checksums: that of the archive, or those of
                     both libraries. Required for an address that begins with http:.
  --into <folder>    default: the folder of onnxruntime-node
`
const CHECK = path.resolve(import.meta.dirname, '../check-cuda-libraries.sh')

interface Options {
  readonly from: string
  /** In lower case; empty: not checked. */
  readonly sums: readonly string[]
  readonly into: string
}

function readOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      from: { type: 'string' },
      sha256: { type: 'string', default: '' },
      into: { type: 'string' },
    },
  })
  if (values.help) return null
  const sums = readSums(values.sha256)
  const from = values.from ?? packageAddress()
  if (/^http:/i.test(from) && sums.length === 0)
    throw new SetupError(
      `${from} is an address without https: give --sha256, so that what it sends is checked`,
    )
  return { from, sums, into: values.into ?? runtimeFolder() }
}

/** @throws SetupError for a library that none of the checksums vouches for */
function assertSums(libraries: readonly FetchedLibrary[], sums: readonly string[]): void {
  for (const { file, sha256 } of libraries)
    if (!sha256.some((sum) => sums.includes(sum)))
      throw new SetupError(
        `${path.basename(file)} has the checksum ${sha256[0]}, which --sha256 does not name; nothing was installed`,
      )
}

/**
 * Runs the program.
 *
 * @returns the exit code
 */
export async function setUpCuda(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await install(readOptions(args), terminal)
  } catch (error) {
    terminal.err.write(`setup:cuda: ${oneLine(error)}\n`)
    return 1
  }
}

async function install(options: Options | null, terminal: Terminal): Promise<number> {
  const say = (line: string): unknown => terminal.out.write(`${line}\n`)
  if (options === null) {
    say(HELP)
    return 0
  }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new SetupError(
      `ONNX Runtime has CUDA libraries for Linux on x64, not for ${process.platform} on ${process.arch}`,
    )
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'wan-cuda-'))
  try {
    say(`from ${options.from}`)
    const libraries = await fetchLibraries(options.from, scratch)
    if (options.sums.length > 0) assertSums(libraries, options.sums)
    for (const { file, sha256 } of libraries) {
      await installLibrary(file, options.into)
      say(`installed ${path.basename(file)}, sha256 ${sha256[0]}`)
    }
    if (options.sums.length === 0) say('not checked: no --sha256 was given; keep these for the next time')
    return await checkSystem(options.into, terminal)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Says which libraries of CUDA the system lacks. */
async function checkSystem(folder: string, { out, err }: Terminal): Promise<number> {
  try {
    const { stdout } = await promisify(execFile)('sh', [CHECK, folder])
    out.write(`${stdout}ready: start the service with ENGINES=cuda:0\n`)
    return 0
  } catch (error) {
    const { stderr } = error as { stderr?: string }
    err.write(stderr ?? '')
    return 1
  }
}

if (import.meta.main) process.exitCode = await setUpCuda(process.argv.slice(2), processTerminal())
