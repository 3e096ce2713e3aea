import type { EngineFacts } from '#core/metrics/of-runs.ts'
import { usedDeviceMemory } from '#worker/engine/child/nvidia-smi.ts'
import type { Engine } from '#worker/engine/engine.ts'

const BYTES_PER_MIB = 2 ** 20

/** What metrics say of the engines of this worker. */
export const engineFacts = (engines: readonly Engine[], busy: ReadonlySet<Engine>): EngineFacts[] =>
  engines.map((engine) => ({
    engine: engine.name,
    deviceClass: engine.deviceClass,
    state: engine.fault !== null ? 'broken' : busy.has(engine) ? 'busy' : 'idle',
    async memoryUsedBytes() {
      const [, id] = /^cuda:(\d+)$/.exec(engine.device) ?? []
      return id === undefined ? null : (await usedDeviceMemory(id)) * BYTES_PER_MIB
    },
  }))
