import type { RequestHandler, Response } from 'express'
import type { Deps } from '#core/deps.ts'
import { AppError, messageOf } from '#core/errors.ts'
import { feedEnd, feedPage } from '#core/store/events.ts'
import { runningProgress } from '#core/store/task-progress.ts'
import type { EventFormat } from '#api/dialects/dialect.ts'
import { stateOf } from '#api/http/request-state.ts'
import type { TaskWatch } from './task-watch.ts'

/** As for the stream of one video (`event-streams.ts`). */
const HEARTBEAT_MS = 15_000
const MAX_STREAM_MS = 900_000
const RECONNECT_MS = 1000
const MAX_UNREAD_BYTES = 262_144
const MAX_STREAMS = 1000
const PAGE = 500
/** Ten reads a second carry the twenty updates a second that a page can show. */
const LEAST_PAUSE_MS = 100

interface Stream {
  readonly res: Response
  readonly endsAtMs: number
  /** Id of the newest event sent; null while the tenant has none. */
  lastId: string | null
  readonly progressAtMs: Map<string, number>
}

interface Tenant {
  readonly streams: Set<Stream>
  wanted: boolean
  reading: boolean
}

/** The streams that carry everything of a tenant. */
export interface TenantStreams {
  /**
   * Answers with the events of the caller's tenant as they happen, and the progress of its running
   * videos about once a second.
   *
   * @throws AppError service_unavailable when too many streams are open, invalid_credentials.
   */
  open(format: EventFormat): RequestHandler
}

/**
 * Events follow the order of the feed, so a client that sends `Last-Event-ID` to any process misses
 * none. All streams of a tenant share its reads.
 */
export function createTenantStreams(deps: Pick<Deps, 'db' | 'log'>, watch: TaskWatch): TenantStreams {
  const tenants = new Map<string, Tenant>()
  let count = 0
  let unsubscribe: (() => void) | undefined
  let heartbeat: NodeJS.Timeout | undefined

  function end(tenantId: string, stream: Stream): void {
    const tenant = tenants.get(tenantId)
    if (tenant === undefined || !tenant.streams.delete(stream)) return
    stream.res.end()
    count--
    if (tenant.streams.size === 0) tenants.delete(tenantId)
    if (tenants.size > 0) return
    unsubscribe?.()
    clearInterval(heartbeat)
    unsubscribe = heartbeat = undefined
  }

  function endAll(isOver: (stream: Stream) => boolean): void {
    for (const [id, { streams }] of [...tenants])
      for (const stream of [...streams]) if (isOver(stream)) end(id, stream)
  }

  function beat(): void {
    const nowMs = performance.now()
    endAll((stream) => nowMs >= stream.endsAtMs)
    for (const { streams } of tenants.values()) for (const stream of streams) write(stream, ':\n\n')
  }

  async function sendEvents(tenantId: string, stream: Stream, format: EventFormat): Promise<void> {
    for (;;) {
      const page = await feedPage(deps.db, tenantId, { limit: PAGE, after: stream.lastId })
      for (const event of page?.events ?? []) {
        write(stream, `id: ${event.id}\nevent: ${event.type}\ndata: ${format.event(event)}\n\n`)
        stream.lastId = event.id
        if (event.taskId !== null) stream.progressAtMs.delete(event.taskId)
      }
      if (page === undefined || page.events.length < PAGE) return
    }
  }

  async function readOnce(tenantId: string, tenant: Tenant, format: EventFormat): Promise<void> {
    for (const stream of tenant.streams) await sendEvents(tenantId, stream, format)
    for (const progress of await runningProgress(deps.db, tenantId)) {
      const atMs = progress.updatedAt.getTime()
      const text = `event: video.progress\ndata: ${format.progress(progress)}\n\n`
      for (const stream of tenant.streams) {
        if ((stream.progressAtMs.get(progress.taskId) ?? 0) >= atMs) continue
        stream.progressAtMs.set(progress.taskId, atMs)
        write(stream, text)
      }
    }
  }

  /** Reads once more when something changes meanwhile, and never twice within the pause. */
  async function look(tenantId: string, tenant: Tenant, format: EventFormat): Promise<void> {
    tenant.wanted = true
    if (tenant.reading) return
    tenant.reading = true
    try {
      while (tenant.wanted && tenants.get(tenantId) === tenant) {
        tenant.wanted = false
        await readOnce(tenantId, tenant, format)
        await new Promise((resolve) => setTimeout(resolve, LEAST_PAUSE_MS).unref())
      }
    } catch (error) {
      deps.log.warn({ tenant: tenantId, error: messageOf(error) }, 'events could not be read')
    } finally {
      tenant.reading = false
    }
  }

  return {
    open: (format) => async (req, res) => {
      if (count >= MAX_STREAMS)
        throw new AppError('service_unavailable', 'Too many event streams are open here.', {
          retryAfterSeconds: 5,
        })
      const { tenantId } = stateOf(res).principal ?? {}
      if (tenantId === undefined) throw new AppError('invalid_credentials')
      const stream: Stream = {
        res,
        endsAtMs: performance.now() + MAX_STREAM_MS,
        lastId: await beginning(deps, tenantId, req.headers['last-event-id']),
        progressAtMs: new Map(),
      }
      if (res.closed) return
      res.status(200).set({
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'private, no-cache, no-transform',
        // Without it, nginx and similar proxies would buffer the stream.
        'X-Accel-Buffering': 'no',
      })
      const tenant = tenants.get(tenantId) ?? { streams: new Set(), wanted: false, reading: false }
      tenants.set(tenantId, tenant)
      tenant.streams.add(stream)
      count++
      res.once('close', () => end(tenantId, stream))
      // The comment tells the client that the stream has begun, before anything happens.
      write(stream, `retry: ${RECONNECT_MS}\n\n:\n\n`)
      heartbeat ??= setInterval(beat, HEARTBEAT_MS).unref()
      unsubscribe ??= watch.subscribeAll({
        changed: () => {
          for (const [id, each] of tenants) void look(id, each, format)
        },
        stop: () => endAll(() => true),
      })
      void look(tenantId, tenant, format)
    },
  }
}

/** The id after which a stream begins: the one that the client has, else the newest there is. */
async function beginning(
  deps: Pick<Deps, 'db'>,
  tenantId: string,
  lastId: string | string[] | undefined,
): Promise<string | null> {
  if (typeof lastId === 'string') {
    const known = await feedPage(deps.db, tenantId, { limit: 1, after: lastId })
    if (known !== undefined) return lastId
  }
  return await feedEnd(deps.db, tenantId)
}

function write(stream: Stream, text: string): void {
  stream.res.write(text)
  if (stream.res.writableLength > MAX_UNREAD_BYTES) stream.res.destroy()
}
