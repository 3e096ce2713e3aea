import type { S3Peer } from '#test/core/storage/s3-conformance.ts'
import { createOracle } from '#test/faults/oracle/oracle.ts'
import { openScene } from '#test/faults/scene/scene.ts'
import type { Stage } from './run-fault.ts'

/** One scene at a time, which faults of one kind share. */
export interface Stages {
  /** Opens the scene when it is not open, and closes one of the other kind. */
  open(o: { readonly pooled: boolean }): Promise<Stage>
  /** The next fault gets a new scene. */
  close(): Promise<void>
}

/** @param store what all scenes keep their files in, each in a bucket of its own */
export function createStages(store: S3Peer): Stages {
  let current: { readonly pooled: boolean; readonly stage: Promise<Stage> } | null = null
  const close = async (): Promise<void> => {
    const closing = current
    current = null
    // A scene that did not open has closed itself.
    await (await closing?.stage.catch(() => null))?.scene.close()
  }
  return {
    async open({ pooled }) {
      if (current !== null && current.pooled !== pooled) await close()
      current ??= {
        pooled,
        stage: openScene({ store, pooled }).then((scene) => ({ scene, oracle: createOracle(scene) })),
      }
      return await current.stage
    },
    close,
  }
}
