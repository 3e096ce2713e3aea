import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { taskIdOfVideo } from '#core/ids.ts'
import { ended, until, type Video } from '#test/support/processes/processes.ts'
import type { Harm } from '#test/support/upstream/http-passage.ts'
import { FRONT_MODEL, startTwoServices, type TwoServices } from '#test/support/upstream/service-upstream.ts'

const SHORT = { model: FRONT_MODEL, num_inference_steps: '2', num_frames: '5', size: '64x64' }
/** Long enough to be hit in the middle. */
const LONG = { model: FRONT_MODEL, num_inference_steps: '200', num_frames: '25', size: '160x96' }
const LOCAL = 'wan2.1-i2v-tiny'
const STALL_SECONDS = 15

let two: TwoServices
before(async () => {
  two = await startTwoServices({
    entry: { stall_timeout_seconds: STALL_SECONDS, unreachable_seconds: 2 },
    engines: 'behind,cpu',
    localModel: LOCAL,
  })
})
afterEach(() => {
  two.passage.harm = () => null
})
after(() => two.stop())

const isCreate = (line: string): boolean => line === 'POST /v1/videos'
const isLook = (line: string): boolean => /^GET \/v1\/videos\/video_\w+$/.test(line)
const once = (holds: (line: string) => boolean, harm: Harm): ((line: string) => Harm) => {
  let left = 1
  return (line) => (holds(line) && left-- > 0 ? harm : null)
}

const running = (video: Video): boolean => video.phase === 'denoise' && video.step > 0

/** Submits, waits for the end, and gives the video, its events and how many were made behind. */
async function made(fields: Record<string, string>, midway?: (id: string) => Promise<void>) {
  const before = await two.countBehind()
  const { id } = await two.front.submit(fields)
  await midway?.(id)
  const video = await two.front.videoWhen(id, ended, 120_000)
  const events = await two.front.db
    .selectFrom('events')
    .select('type')
    .where('task_id', '=', taskIdOfVideo(id) as string)
    .orderBy('seq')
    .execute()
  return {
    video,
    events: events.map(({ type }) => type.replace('video.', '')),
    behind: (await two.countBehind()) - before,
  }
}

const untilReady = (): Promise<void> =>
  until(
    async () => (await two.front.call('/v1/models')).ok && (await isServed(FRONT_MODEL)),
    30_000,
    () => 'the server was not taken back',
  )

const isServed = async (model: string): Promise<boolean> => {
  const rows = await two.front.db.selectFrom('workers').select('models').execute()
  return rows.some(({ models }) => models.includes(model))
}

describe('A server that fails, and the videos that it was to make', () => {
  it('A full server is left alone as long as it asks, and the attempt is not charged', async () => {
    two.passage.harm = once(isCreate, { status: 429, headers: { 'retry-after': '1' } })
    const { video, events, behind } = await made(SHORT)
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    assert.equal(video.attempts, 1)
    assert.deepEqual(events, ['queued', 'started', 'released', 'started', 'completed'])
    assert.equal(behind, 1)
  })

  it('A poll that a load balancer sends elsewhere loses nothing', async () => {
    let left = 2
    two.passage.harm = (line) => (isLook(line) && left-- > 0 ? { status: 404 } : null)
    const { video, events, behind } = await made(SHORT)
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    assert.deepEqual([events, behind], [['queued', 'started', 'completed'], 1])
  })

  it('A job that a restarted server has forgotten is asked for again, uncharged', async () => {
    const { video, events, behind } = await made(LONG, async (id) => {
      await two.front.videoWhen(id, running)
      const gone = two.passage.requests.findLast(isLook)
      two.passage.harm = (line) =>
        line === gone ? { status: 404, body: { detail: 'Video not found' } } : null
    })
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    assert.equal(video.attempts, 1)
    assert.deepEqual(events, ['queued', 'started', 'released', 'started', 'completed'])
    assert.equal(behind, 2)
  })

  it('A job without progress is stopped, and the task is tried again', async () => {
    let frozen: string | undefined
    const { video, events } = await made(LONG, async (id) => {
      await two.front.videoWhen(id, running)
      frozen = two.passage.requests.findLast(isLook)
      const state = { id: frozen?.split('/').at(-1), status: 'in_progress', progress: 3 }
      two.passage.harm = (line) => (line === frozen ? { status: 200, body: state } : null)
    })
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    assert.equal(video.attempts, 2)
    assert.deepEqual(events, ['queued', 'started', 'retrying', 'started', 'completed'])
    assert.ok(two.passage.requests.includes(frozen?.replace('GET', 'DELETE') as string), 'it was not stopped')
  })

  it('While a server is gone others go on; once it is back the same job ends in one video', async () => {
    const { video, events, behind } = await made(LONG, async (id) => {
      await two.front.videoWhen(id, running)
      two.passage.harm = () => 'cut'
      await two.behind.workers.pop()?.kill('SIGKILL')
      await two.front.videoWhen(id, (latest) => latest.status === 'queued')
      await until(
        async () => !(await isServed(FRONT_MODEL)),
        20_000,
        () => 'the server is still asked for videos',
      )
      const local = await two.front.submit({
        model: LOCAL,
        num_inference_steps: '1',
        num_frames: '5',
        size: '64x64',
      })
      assert.equal((await two.front.videoWhen(local.id, ended)).status, 'completed')
      assert.equal((await two.front.video(id)).status, 'queued')
      await two.behind.startWorker()
      two.passage.harm = () => null
    })
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    assert.equal(video.attempts, 1)
    assert.deepEqual(events, ['queued', 'started', 'released', 'started', 'completed'])
    assert.equal(behind, 1)
  })

  it('A create whose answer was lost is repeated under its key: one video is made', async () => {
    await untilReady()
    two.passage.harm = once(isCreate, 'lose answer')
    const { video, behind } = await made(SHORT)
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    assert.equal(behind, 1)
  })

  it('What the server blames on the request is not tried again, and its words name no path', async () => {
    await untilReady()
    const message = 'bad frames in /srv/models/wan, see http://10.0.0.1/help'
    two.passage.harm = once(isCreate, { status: 400, body: { detail: message } })
    const { video, events } = await made(SHORT)
    assert.deepEqual(video.error, {
      code: 'invalid_input',
      message: 'The server refuses the video: bad frames in …, see …',
    })
    assert.deepEqual(events, ['queued', 'started', 'failed'])
  })

  it('A run that fails on the server is tried again with its reason', async () => {
    const failed = { status: 'failed', error: { code: 'internal_error', message: 'it broke' } }
    two.passage.harm = (line) =>
      isLook(line) ? { status: 200, body: { id: line.split('/').at(-1), ...failed } } : null
    const { video, events } = await made(SHORT)
    assert.deepEqual(video.error, {
      code: 'upstream_failed',
      message: 'The server could not make the video: it broke',
    })
    assert.deepEqual(
      events.filter((type) => type !== 'started'),
      ['queued', 'retrying', 'retrying', 'failed'],
    )
  })

  it('A refused credential stops the server, not the videos', async () => {
    two.passage.harm = () => ({ status: 401, body: { error: { message: 'no such key' } } })
    const { video } = await made(SHORT, async (id) => {
      await until(
        async () => !(await isServed(FRONT_MODEL)),
        30_000,
        () => 'the server is still asked for videos',
      )
      assert.equal((await two.front.video(id)).status, 'queued')
      two.passage.harm = () => null
    })
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
  })

  it('What an ended task left on a server that was gone is removed when it is back', async () => {
    await untilReady()
    const { id } = await two.front.submit(LONG)
    await two.front.videoWhen(id, running)
    two.passage.harm = () => 'cut'
    await two.front.videoWhen(id, (latest) => latest.status === 'queued')
    await two.front.call(`/v1/videos/${id}`, { method: 'DELETE' })
    two.passage.harm = () => null
    await until(
      async () => {
        const left = await two.front.db.selectFrom('upstream_jobs').selectAll().execute()
        const runs = await two.behind.db
          .selectFrom('tasks')
          .select('id')
          .where('status', '=', 'running')
          .execute()
        return left.length === 0 && runs.length === 0
      },
      40_000,
      () => 'the orphan goes on',
    )
  })
})
