import assert from 'node:assert/strict'
import type { Fault } from '#test/faults/fault.ts'
import { assertCompleted, countRuns } from '#test/faults/scene/expectations.ts'
import { openMemoryGroup } from '#test/faults/scene/memory-group.ts'
import type { Scene } from '#test/faults/scene/scene.ts'
import { until } from '#test/support/processes/processes.ts'

const GROUP_MEGABYTES = 200

async function killedForMemory(scene: Scene): Promise<string> {
  const [first, second] = scene.workers
  assert.ok(first && second)
  const group = await openMemoryGroup(GROUP_MEGABYTES)
  try {
    // So that the one with little memory gets the video.
    await second.kill('SIGTERM')
    first.mayEnd()
    await group.add(first.pid)
    const id = await scene.client.submit('eats 600 MB')
    await until(
      () => !first.isAlive(),
      30_000,
      () => 'the kernel killed nobody',
    )
    assert.equal(await group.kills(), 1)
    await second.start()
    assertCompleted(await scene.ended(id), 2)
    assert.equal(countRuns(scene, id), 2)
    return `killed at ${GROUP_MEGABYTES} MB; the other worker completed it in attempt 2`
  } finally {
    await group.remove()
  }
}

export const MEMORY_FAULTS: readonly Fault[] = [
  {
    id: 'F12',
    title: 'The kernel kills a worker for its memory',
    needs: ['memory-group'],
    how: { inject: killedForMemory },
  },
]
