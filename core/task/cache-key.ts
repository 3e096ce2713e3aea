import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { Manifest } from './manifest.ts'
import type { ModelLora } from './model-definition.ts'
import type { TaskParameters } from './parameters.ts'

/**
 * The part of a model that decides its videos: the bytes it reads and the graphs built from them.
 * Its sampler is a parameter of each task.
 */
export type ModelFacts = Pick<Manifest, 'files' | 'loras' | 'graphBuilder'>

/** Digest of a model's current files; the manifest of a run that read them has the same digest. */
export function modelRevision({ files, loras, graphBuilder }: ModelFacts): string {
  const requested = Map.groupBy(loras, ({ name }) => name)
  const own = requested.get(undefined) ?? []
  requested.delete(undefined)
  const added = new Set([...requested.values()].flat().map(({ file }) => file))
  const ownFiles = Object.fromEntries(Object.entries(files).filter(([file]) => !added.has(file)))
  const revisions = [...requested].map(([name, parts]) => [
    name as string,
    loraRevision(parts.map(({ file, expert }) => ({ expert, sha256: files[file] ?? '' }))),
  ])
  const revision = digest({ files: ownFiles, loras: own, graphBuilder })
  return withLoras(revision, Object.fromEntries(revisions) as Record<string, string>)
}

/** Digest of the current files of a LoRA that requests may add. */
export const loraRevision = (
  parts: readonly { readonly expert: ModelLora['expert']; readonly sha256: string }[],
): string => digest(parts.map(({ expert, sha256 }) => `${expert} ${sha256}`).toSorted())

/** Digest of a model's files together with those of LoRAs that a request adds, by name. */
export const withLoras = (revision: string, loras: Readonly<Record<string, string>>): string =>
  Object.keys(loras).length === 0 ? revision : digest({ revision, loras })

/**
 * The key under which a result is cached: a digest of everything that decides the frames except the
 * device. A field set to null and an absent one give the same key.
 *
 * @param o.inputs SHA-256 of each input by its role, as the worker gets it
 */
export function cacheKey(o: {
  readonly model: string
  readonly revision: string
  readonly parameters: TaskParameters
  readonly inputs: Readonly<Record<string, string | null>>
}): string {
  const { model, revision, inputs } = o
  const { nominalSeconds: _, ...parameters } = o.parameters
  return digest({
    version: 1,
    model,
    revision,
    parameters: withoutNulls(parameters),
    inputs: withoutNulls(inputs),
  })
}

const withoutNulls = (values: object): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined))

const digest = (value: object): string => createHash('sha256').update(canonicalJson(value)).digest('hex')
