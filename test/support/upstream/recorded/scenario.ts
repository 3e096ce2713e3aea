import path from 'node:path'
import { protocolOf } from '#worker/engine/remote/open.ts'
import { serverEntries } from '#worker/engine/remote/server/entries.ts'
import { followJob } from '#worker/engine/remote/run/follow.ts'
import type { FoundServer, JobState, UpstreamModel } from '#worker/engine/remote/server/protocol.ts'
import type { EngineProgress, EngineRequest } from '#worker/engine/run.ts'
import { findFfmpeg } from '#worker/media/ffmpeg.ts'
import { probeVideo, type VideoProbe } from '#worker/media/probe.ts'
import { until } from '#test/support/processes/processes.ts'

/** What a worker heard of a server. */
export interface Heard {
  readonly found: FoundServer
  readonly faults: readonly string[]
  readonly progress: readonly EngineProgress[]
  readonly hasPreview: boolean
  readonly video: VideoProbe
  /** What the server says of a job that was stopped in mid-run. */
  readonly stopped: JobState
}

export interface Plan {
  /** Of ENGINES, without the address. */
  readonly interface: 'videos' | 'comfyui'
  readonly model: UpstreamModel
  readonly request: EngineRequest
  /** Differs from the request, so that a server has to work on it for a while. */
  readonly stoppedRequest: EngineRequest
  /** An existing folder for files. */
  readonly folder: string
}

const LONGEST_MS = 600_000

/**
 * Makes one video on a server and stops another one, through the same functions as a worker: of a
 * real server for a recording, of the recording in the tests.
 */
export async function converse(origin: string, o: Plan): Promise<Heard> {
  const [entry] = serverEntries({ engines: [`${o.interface}+${origin}`], enginesFile: null }, {})
  const protocol = protocolOf({ ...entry!, pollMs: 50 })
  const { signal } = new AbortController()
  try {
    const found = await protocol.probe(signal)
    const faults = o.model.workflow === null ? [] : await protocol.faultsOf(o.model.workflow)
    const { body } = await protocol.prepare(o.request, o.model)
    const id = await protocol.create(body, 'a-video')
    const progress: EngineProgress[] = []
    await followJob(id, {
      protocol,
      steps: o.request.steps,
      pollMs: 50,
      stallMs: LONGEST_MS,
      unreachableMs: 5000,
      signal,
      onProgress: (each) => void progress.push(each),
      onStep: async () => undefined,
    })
    let hasPreview = false
    if (o.interface === 'comfyui')
      await until(
        async () => (hasPreview = await protocol.preview(id, path.join(o.folder, 'preview.webp'), signal)),
        20_000,
        () => 'no preview came',
      )
    const file = path.join(o.folder, 'video.mp4')
    if (!(await protocol.download(id, file, signal))) throw new Error('the server has no video')
    const { ffprobePath } = await findFfmpeg({})
    const video = await probeVideo(file, { ffprobePath, signal })
    await protocol.remove(id)
    protocol.release(id)

    const longer = await protocol.prepare(o.stoppedRequest, o.model)
    const other = await protocol.create(longer.body, 'a-stopped-video')
    await until(
      async () => (await protocol.look(other, signal)).status === 'running',
      LONGEST_MS,
      () => 'the job to stop never ran',
    )
    await protocol.remove(other)
    let stopped: JobState = { status: 'queued' }
    await until(
      async () => {
        stopped = await protocol.look(other, signal)
        return stopped.status === 'unknown' || stopped.status === 'failed'
      },
      LONGEST_MS,
      () => `the job was not stopped: ${JSON.stringify(stopped)}`,
    )
    return { found, faults, progress, hasPreview, video, stopped }
  } finally {
    await protocol.close()
  }
}
