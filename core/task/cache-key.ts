import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { Manifest } from './manifest.ts'
import type { TaskParameters } from './parameters.ts'

/**
 * The part of a model that decides its videos: the bytes it reads and the graphs built from them.
 * Its sampler is a parameter of each task.
 */
export type ModelFacts = Pick<Manifest, 'files' | 'loras' | 'graphBuilder'>

/** Digest of a model's current files; the manifest of a run that read them has the same digest. */
export const modelRevision = ({ files, loras, graphBuilder }: ModelFacts): string =>
  digest({ files, loras, graphBuilder })

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
