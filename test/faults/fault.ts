import type { Scene } from '#test/faults/scene/scene.ts'
import type { Tool } from './machine.ts'

/** One fault of the catalogue. */
export interface Fault {
  /** As reliability targets name it: F01 … F94; N1 … for faults that are on no list. */
  readonly id: string
  readonly title: string
  /** What the machine must have; absent: nothing beside Node. */
  readonly needs?: readonly Tool[]
  /** Whether it is one of those that `npm test` runs. */
  readonly fast?: boolean
  /** Whether it happens where the processes reach Postgres through a pooler. */
  readonly pooled?: boolean
  readonly how: Injection
}

export type Injection =
  /**
   * Does it to the scene and returns what came of it, in one sentence.
   *
   * @throws Error when that is not as it must be.
   */
  | { readonly inject: (scene: Scene) => Promise<string> }
  /** A test file holds it, over parts that need no scene; a regular expression picks its tests. */
  | { readonly file: string; readonly name?: string }
  /** Nothing here can make it. */
  | { readonly notRun: string }

/** What became of a fault. */
export interface Row {
  readonly id: string
  readonly title: string
  readonly outcome: string
  readonly seconds: number | null
  /** What the oracle said; null when it was not asked. */
  readonly inv: boolean | null
  /** `ok`, `not run: …`, or `failed`. */
  readonly verdict: string
}
