import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'

const ARCHIVE = /\.(zip|7z|rar|tar|tgz|tbz2?|txz|gz|xz|bz2|zst|zstd|lz4)$/i
/** As `split`, download managers and shells of people name the parts of a large file. */
const SPLIT_PART = /\.(part-?[\da-z]{1,4}|z?\d{2,3}|[a-z]{2}|split\d*|chunk-?\d+)$/i
const SPLIT_WEIGHTS = /\.(safetensors|gguf|bin|pt|pth|ckpt|sft|zip|7z|tar|gz)\./i
const UNFINISHED = /\.(incomplete|crdownload|part|partial|aria2|download|tmp|!ut|filepart)$/i
const SHARD = /^(.+)-\d{5}-of-\d{5}\.safetensors$/
/** Files that people lay beside models, and those of Hugging Face's cache, to which models link. */
const BESIDE =
  /^((readme|licen[cs]e|notice|changelog|sha256sums|md5sums)\b.*|.*\.(md|txt|json|ya?ml|html?|sha256|gitignore)|[\da-f]{40}|[\da-f]{64})$/i

/**
 * Why a file that is neither weights nor beside them is not served; null for documents and the
 * like.
 */
export function explainStrayFile(path: string): string | null {
  const name = basename(path)
  return (
    explainUnreadyFile(name) ??
    (BESIDE.test(name) ? null : `${name} is no model: a model is a folder with its files`)
  )
}

/** What must be done before a file can be read; null for one that is ready, or nothing that is. */
function explainUnreadyFile(name: string): string | null {
  if (ARCHIVE.test(name)) return `${name} is an archive: unpack it into a folder of its own, and delete it`
  const whole = name.replace(SPLIT_PART, '')
  if (SPLIT_WEIGHTS.test(name) && SPLIT_PART.test(name))
    return `${name} is a part of a file that was split: join the parts, as \`cat ${whole}.* > ${whole}\` does`
  if (UNFINISHED.test(name))
    return `${name} is an unfinished download: finish it, or fetch the model with \`npm run model -- pull\``
  return null
}

/** Why a shard is not read on its own; null for a file that is none. */
export function explainShard(name: string): string | null {
  const [, stem] = SHARD.exec(basename(name)) ?? []
  if (stem === undefined) return null
  return `${name} is a shard without ${basename(stem)}.safetensors.index.json, which says what lies in which shard: download that file too`
}

/**
 * What is wrong with the files of a component of a model folder: shards without their index, or
 * parts and archives instead of weights; null when neither explains anything.
 */
export function explainComponent(component: string, files: readonly string[]): string | null {
  const weights = files.filter((file) => /\.(safetensors|gguf)$/.test(file))
  const shards = weights.filter((file) => SHARD.test(basename(file)))
  if (
    shards.length > 0 &&
    shards.length === weights.length &&
    !files.some((file) => file.endsWith('.index.json'))
  )
    return explainShard(shards[0] as string)
  if (weights.length > 0) return null
  const stray = files.map(explainUnreadyFile).find((why) => why !== null)
  return stray === undefined ? null : `${component} has no weights, and ${stray}`
}

/** Why a folder without any weights is not served. */
export async function explainWithoutWeights(folder: string): Promise<string> {
  const names = await readdir(folder).catch((): string[] => [])
  if (names.includes('snapshots'))
    return "a folder of Hugging Face's cache: link to the folder of a commit in its snapshots/ instead"
  if (names.length === 0) return 'an empty folder: delete it, or put a model into it'
  for (const name of names.toSorted()) {
    const isFile = (await stat(join(folder, name)).catch(() => null))?.isFile() ?? false
    const reason = isFile ? explainUnreadyFile(name) : null
    if (reason !== null) return reason
  }
  return 'a folder without weights, model_index.json and service.json'
}
