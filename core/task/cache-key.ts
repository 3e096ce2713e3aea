import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { Manifest } from './manifest.ts'
import type { TaskParameters } from './parameters.ts'

/** The part of a model that decides its videos: the bytes it reads and the graphs built from them. */
export type ModelFacts = Pick<Manifest, 'files' | 'loras' | 'graphBuilder' | 'scheduler' | 'schedule'>

/** Digest of a model's current files; the manifest of a run that read them has the same digest. */
export const modelRevision = ({ files, loras, graphBuilder, scheduler, schedule }: ModelFacts): string =>
  digest({ files, loras, graphBuilder, scheduler, schedule })

/**
 * Under what a result is found again: everything that decides the frames but the device. What one request sets to null
 * and another leaves out is the same.
 *
 * @param o.inputs SHA-256 of what the video is made from, as the worker gets it, by its role
 */
export function cacheKey(o: {
  readonly model: string
  readonly revision: string
  readonly parameters: TaskParameters
  readonly inputs: Readonly<Record<string, string | null>>
}): string {
  const { model, revision, parameters, inputs } = o
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
