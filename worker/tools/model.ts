/** `npm run model`: lists, downloads, checks and quantises model folders. See --help. */
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readUpstreamFolders } from '#worker/engine/remote/models/upstream-folders.ts'
import { isModelsDirectory, readModelFolders } from '#worker/wan/folder/model-folders.ts'
import { type Precision, precisionOf } from '#worker/wan/folder/precision.ts'
import { createFileHashes } from '#worker/wan/folder/file-hashes.ts'
import { isUpstreamFolder } from '#worker/wan/folder/upstream-folder.ts'
import { loadConfig } from '#core/config/config.ts'
import { checkModel } from './check-model.ts'
import { cardOf, checkOptions, parse, UsageError } from './command-line.ts'
import { explainWeightsFile, isWeightsFile } from './check-file.ts'
import { checkAsJson } from './check-as-json.ts'
import { listModels } from './list-models.ts'
import { gibibytes, printCheck } from './print-check.ts'
import { quantiseModel } from './quantise-model.ts'
import { processTerminal, type Terminal } from './terminal.ts'

const HELP = `npm run model -- check <folder or file> [options]
  Builds every graph of a model folder, with or without weights, and prints the memory that a run needs on a device.
  Files with a known SHA-256 (SHA256SUMS, or the notes of a download) are compared with it. Of a directory of model
  folders it lists which are served, and why the others are not. A folder that other servers
  run is read, and its workflow compared with the nodes and files of the servers that ENGINES names. Of a single file of
  weights (.safetensors, .gguf) it says what it is and where to put it.

  --size <width>x<height>  size of the video in pixels; default: the model's
  --frames <n>             number of frames, 4n + 1; default: the model's
  --dtype <type>           float type of the transformer: bf16 (default), fp16 or fp32
  --int8                   checks a folder without weights as if it were quantised
  --card <n>GB             memory of the card, such as 24GB; default: no limit
  --loras <folder>         which LoRAs of this folder fit, as those of LORAS_DIR, and why others do not
  --json                   prints the report as JSON

npm run model -- quantize <folder> --out <folder>
  Writes a copy of the folder whose transformers are in int8: half the memory, 0.5 % error of the weights. All other
  files are hard links, or copies on another file system. Large models need no more memory than small ones.

npm run model -- pull <Hugging Face id> [--name <folder>] [--revision <branch, tag or commit>]
  Downloads what the service reads of a published model into MODELS_DIR, such as Wan-AI/Wan2.2-TI2V-5B-Diffusers. After
  a cut it goes on where it stopped. Files are compared with the hub's checksums, and the model is served only when it
  is whole. HF_ENDPOINT, HF_TOKEN and HTTPS_PROXY are read.

npm run model -- list [--card <n>GB]
  Lists the models in MODELS_DIR and the published ones, with what fits a card; default: the machine's first GPU.

Exit code: 0 on success, even if a model does not fit the card; 1 when the folder cannot be used; 2 when the command
line is invalid.
`

/**
 * Runs the command in `args` and returns the text to print.
 *
 * @throws UsageError for an invalid command line, ModelFolderError or WeightsError for a folder
 *   that cannot be used, Error when the target of `quantize` exists.
 */
export async function runModelCommand(
  args: readonly string[],
  terminal: Terminal = processTerminal(),
): Promise<string> {
  const { environment } = terminal
  const { values, positionals } = parse(args)
  const [command, folder, ...others] = positionals
  if (values.help || command === undefined) return HELP
  if (command === 'list') {
    if (folder !== undefined) throw new UsageError('list takes no folder: it reads MODELS_DIR')
    return listModels(loadConfig(environment).modelsDir, cardOf(values.card))
  }
  if (command === 'pull') {
    if (folder === undefined || others.length > 0) throw new UsageError('pull takes exactly one id')
    // Its client of the hub is large, and no other command needs it.
    const { pull } = await import('#worker/tools/pull/pull-command.ts')
    return pull(folder, values, terminal)
  }
  if (command !== 'check' && command !== 'quantize') throw new UsageError(`unknown command ${command}`)
  if (folder === undefined || others.length > 0) throw new UsageError(`${command} takes exactly one folder`)
  if (command === 'quantize') return quantize(folder, values.out, terminal)
  if ((await stat(folder).catch(() => null)) === null)
    throw new Error(`${folder}: there is no such file or folder`)
  if (await isUpstreamFolder(folder)) return await upstream(folder, environment)
  if (await isWeightsFile(folder)) return explainWeightsFile(folder)
  const options = checkOptions(values)
  const { modelsDir } = loadConfig(environment)
  if (resolve(folder) === resolve(modelsDir) || (await isModelsDirectory(folder)))
    return checkDirectory(folder, precisionOf(options.dtype))
  const report = await checkModel(folder, options)
  return values.json ? `${JSON.stringify(checkAsJson(report), null, 2)}\n` : `${printCheck(report)}\n`
}

/** What other servers make of a folder. @throws Error with what they lack. */
async function upstream(folder: string, environment: Terminal['environment']): Promise<string> {
  // Clients of other servers, which a folder with weights does not need.
  const { checkUpstreamFolder } = await import('#worker/tools/servers/check-upstream.ts')
  const { text, isFine } = await checkUpstreamFolder(folder, environment)
  if (!isFine) throw new Error(`${folder} cannot be run as it is:\n${text}`)
  return text
}

/** What a models directory serves and what it does not, with the reasons. */
async function checkDirectory(directory: string, precision: Precision): Promise<string> {
  const hashes = createFileHashes(null)
  const { folders, faults } = await readModelFolders(directory, { precision, hashes, comparesAll: true })
  const remote = await readUpstreamFolders(directory)
  const unserved = [...faults, ...remote.faults]
  return [
    `${directory}:`,
    ...(folders.length + remote.folders.length === 0 ? ['  nothing is served'] : []),
    ...folders.map(({ definition: { id, title } }) => `  ${id}: ${title}`),
    ...(remote.folders.length > 0 ? ['run by other servers:'] : []),
    ...remote.folders.map(({ definition: { id, title } }) => `  ${id}: ${title}`),
    ...(unserved.length > 0 ? ['not served:'] : []),
    ...unserved.map(({ folder, reason }) => `  ${folder}: ${reason}`),
    '',
  ].join('\n')
}

async function quantize(folder: string, out: string | undefined, { err }: Terminal): Promise<string> {
  if (out === undefined) throw new UsageError('quantize needs --out <folder>')
  let reportedAt = performance.now()
  const results = await quantiseModel(folder, out, {
    onProgress(part, done, total) {
      if (performance.now() - reportedAt < PROGRESS_MS && done < total) return
      reportedAt = performance.now()
      err.write(`${part}: ${done} of ${total} tensors\n`)
    },
  })
  const lines = [...results].map(
    ([part, { quantisedTensors, copiedTensors, sourceBytes, bytes, relativeError }]) =>
      `${part}: ${quantisedTensors} tensors in int8, ${copiedTensors} unchanged; ${gibibytes(sourceBytes)} → ` +
      `${gibibytes(bytes)}; error of the weights ${(100 * relativeError).toFixed(2)} %`,
  )
  return `${lines.join('\n')}\n`
}

const PROGRESS_MS = 2000

/**
 * Runs the command and writes what it says.
 *
 * @returns the exit code
 */
export async function runModelProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    terminal.out.write(await runModelCommand(args, terminal))
    return 0
  } catch (error) {
    const usage = error instanceof UsageError
    if (!(error instanceof Error)) throw error
    terminal.err.write(`model: ${error.message}\n${usage ? `\n${HELP}` : ''}`)
    return usage ? 2 : 1
  }
}

if (import.meta.main) process.exitCode = await runModelProgram(process.argv.slice(2), processTerminal())
