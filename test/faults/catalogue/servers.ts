import type { Fault } from '#test/faults/fault.ts'

const FAILING = 'test/e2e/servers/faults.test.ts'
const INSTANCE = 'test/e2e/servers/another-instance.test.ts'
const COMFYUI = 'test/e2e/servers/comfyui.test.ts'

const held = (id: string, title: string, file: string, name: string): Fault => ({
  id,
  title,
  how: { file, name },
})

/**
 * Faults of servers that make videos for a worker. Each needs a second service or a ComfyUI behind
 * the first one, so they have processes of their own.
 */
export const SERVER_FAULTS: readonly Fault[] = [
  held('N20', 'A server is full', FAILING, 'full server'),
  held('N21', 'A server has forgotten a job', FAILING, 'forgotten'),
  held('N22', 'A server hangs in mid-run', FAILING, 'without progress'),
  held('N23', 'A server is gone and comes back', FAILING, 'While a server is gone'),
  held('N24', 'A server is killed in mid-run and started again', INSTANCE, 'kill -9 of the server'),
  held('N25', 'A worker is killed while a server works for it', INSTANCE, 'kill -9 of the worker'),
  held('N26', 'A worker is killed while a ComfyUI works for it', COMFYUI, 'kill -9 of the worker'),
  held('N27', 'A ComfyUI restarts in mid-run', COMFYUI, 'restart of ComfyUI'),
]
