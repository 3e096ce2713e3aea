import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '#core/deps.ts'
import { AppError, messageOf } from '#core/errors.ts'
import type { TaskProgress } from '#core/task/event.ts'
import { findTaskEventSeq, taskEventsAfter } from '#core/store/events.ts'
import { findTask } from '#core/store/tasks.ts'
import { isTerminal } from '#core/task/task.ts'
import type { EventFormat } from '#api/dialects/dialect.ts'
import { stateOf } from '#api/http/request-state.ts'
import type { TaskWatch } from './task-watch.ts'

/** Below the 60 s after which common load balancers drop a silent connection. */
const HEARTBEAT_MS = 15_000
/** A stream ends after this long, so that its client reconnects and sends its credentials again. */
const MAX_STREAM_MS = 900_000
const RECONNECT_MS = 1000
const DEFAULT_MAX_STREAMS = 4000
/** A client with more unread bytes than this is disconnected. */
const MAX_UNREAD_BYTES = 65_536

/** The event streams of this process. */
export interface EventStreams {
  /**
   * Answers with the events of a task as they happen, as server-sent events.
   *
   * @throws AppError service_unavailable when too many streams are open, video_not_found,
   *   invalid_credentials.
   */
  open(format: EventFormat, taskIdOf: (req: Request) => string): RequestHandler
}

interface Stream {
  readonly res: Response
  readonly tenantId: string
  readonly taskId: string
  readonly format: EventFormat
  readonly endsAtMs: number
  sentSeq: number
  progressAtMs: number
  sending: boolean
  latest: TaskProgress | null | undefined
  unsubscribe: () => void
}

/**
 * Server-sent events (WHATWG HTML §9.2). Transitions are read from the events table and carry their
 * ids, so a client that sends `Last-Event-ID` to any process misses none; progress is read from the
 * task's row, at most once a second, without an id. The stream ends with the task. A client that
 * reconnects after that gets 204, which makes it stop.
 */
export function createEventStreams(
  deps: Pick<Deps, 'db' | 'log'>,
  watch: TaskWatch,
  maxStreams = DEFAULT_MAX_STREAMS,
): EventStreams {
  const streams = new Set<Stream>()
  let heartbeat: NodeJS.Timeout | undefined

  function end(stream: Stream): void {
    if (!streams.delete(stream)) return
    stream.unsubscribe()
    stream.res.end()
    if (streams.size > 0) return
    clearInterval(heartbeat)
    heartbeat = undefined
  }

  function write(stream: Stream, text: string): void {
    stream.res.write(text)
    if (stream.res.writableLength > MAX_UNREAD_BYTES) stream.res.destroy()
  }

  function beat(): void {
    const nowMs = performance.now()
    for (const stream of [...streams])
      if (nowMs >= stream.endsAtMs) end(stream)
      else write(stream, ':\n\n')
  }

  async function sendEvents(stream: Stream): Promise<void> {
    const { tenantId, taskId, format } = stream
    for (const event of await taskEventsAfter(deps.db, tenantId, taskId, stream.sentSeq)) {
      write(stream, `id: ${event.id}\nevent: ${event.type}\ndata: ${format.event(event)}\n\n`)
      stream.sentSeq = event.seq
    }
  }

  /** Sends what is new in the row, and ends the stream when the task has ended. */
  async function send(stream: Stream, progress: TaskProgress | null): Promise<void> {
    if (progress === null) return end(stream)
    if (progress.lastSeq > stream.sentSeq) await sendEvents(stream)
    const changedAtMs = progress.updatedAt.getTime()
    if (isTerminal(progress.status)) end(stream)
    else if (progress.status === 'running' && changedAtMs > stream.progressAtMs) {
      stream.progressAtMs = changedAtMs
      write(stream, `event: video.progress\ndata: ${stream.format.progress(progress)}\n\n`)
    }
  }

  /** Sends states one by one. Of the states that arrive during a send, only the last is sent. */
  async function seen(stream: Stream, progress: TaskProgress | null): Promise<void> {
    stream.latest = progress
    if (stream.sending) return
    stream.sending = true
    try {
      while (stream.latest !== undefined && streams.has(stream)) {
        const { latest } = stream
        stream.latest = undefined
        await send(stream, latest)
      }
    } catch (error) {
      deps.log.warn({ task: stream.taskId, error: messageOf(error) }, 'events could not be read')
    } finally {
      stream.sending = false
    }
  }

  return {
    open: (format, taskIdOf) => async (req, res) => {
      if (streams.size >= maxStreams)
        throw new AppError('service_unavailable', 'Too many event streams are open here.', {
          retryAfterSeconds: 5,
        })
      const { tenantId } = stateOf(res).principal ?? {}
      if (tenantId === undefined) throw new AppError('invalid_credentials')
      const taskId = taskIdOf(req)
      const task = await findTask(deps.db, tenantId, taskId)
      if (task === undefined) throw new AppError('video_not_found')
      const lastId = req.headers['last-event-id']
      const sentSeq =
        typeof lastId === 'string' ? await findTaskEventSeq(deps.db, tenantId, taskId, lastId) : 0
      const ended = isTerminal(task.status)
      if (ended && (await taskEventsAfter(deps.db, tenantId, taskId, sentSeq)).length === 0) {
        res.status(204).set('Cache-Control', 'no-store').end()
        return
      }
      res.status(200).set({
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'private, no-cache, no-transform',
        // Without it, nginx and similar proxies would buffer the stream.
        'X-Accel-Buffering': 'no',
      })
      const stream: Stream = {
        res,
        tenantId,
        taskId,
        format,
        endsAtMs: performance.now() + MAX_STREAM_MS,
        sentSeq,
        progressAtMs: 0,
        sending: false,
        latest: undefined,
        unsubscribe: () => undefined,
      }
      streams.add(stream)
      heartbeat ??= setInterval(beat, HEARTBEAT_MS).unref()
      res.once('close', () => end(stream))
      write(stream, `retry: ${RECONNECT_MS}\n\n`)
      stream.unsubscribe = watch.subscribe(taskId, {
        seen: (progress) => void seen(stream, progress),
        stop: () => end(stream),
      })
      if (!streams.has(stream)) stream.unsubscribe()
    },
  }
}
