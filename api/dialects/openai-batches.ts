import { AppError, isAppError } from '#core/errors.ts'
import { batchIdOf, publicBatchId, videoIdOf } from '#core/ids.ts'
import type { BatchedTask } from '#core/task/task.ts'
import type { components } from '#api/openapi.gen.ts'
import type { ActionInput, BatchItem, BatchView, CreateInput, WireRequest, WireResponse } from './dialect.ts'

type Schemas = components['schemas']
type ItemStatus = Schemas['BatchItem']['status']

/** An item that cannot be read is told in its place. */
export function parseBatch(
  request: WireRequest,
  parseItem: (item: WireRequest) => CreateInput,
): ActionInput['createBatch'] {
  const { items, webhook_url: webhookUrl, metadata } = request.body as unknown as Schemas['CreateBatch']
  return {
    items: items.map((item, i): BatchItem => {
      const fault = request.itemFaults?.[i] ?? null
      if (fault !== null) return { fault }
      try {
        return { input: parseItem({ path: {}, query: {}, body: { ...item }, files: [] }) }
      } catch (error) {
        if (isAppError(error)) return { fault: error }
        throw error
      }
    }),
    webhook_url: webhookUrl ?? null,
    metadata: { ...metadata },
    sent: request.body,
  }
}

export function batchIdIn(request: WireRequest): string {
  const id = batchIdOf(request.path['batch_id'] ?? '')
  if (id === null) throw new AppError('batch_not_found')
  return id
}

export function renderCreatedBatch(view: BatchView): WireResponse {
  const { body } = renderBatch(view)
  return {
    status: 202,
    headers: { ...PRIVATE, Location: `/v1/videos/batches/${publicBatchId(view.batch.id)}` },
    body,
  }
}

export const renderBatch = (view: BatchView): WireResponse => ({
  status: 200,
  headers: PRIVATE,
  body: batchBody(view),
})

const PRIVATE = { 'Cache-Control': 'private, no-cache' }

function batchBody({ batch, tasks }: BatchView): Schemas['VideoBatch'] {
  const items = [
    ...tasks.map(taskItem),
    ...batch.rejected.map(({ index, code, message, param }): Schemas['BatchItem'] => ({
      index,
      video_id: null,
      status: 'rejected',
      error: { code: code as Schemas['ErrorCode'], message, param },
    })),
  ].toSorted((a, b) => a.index - b.index)
  const count = (status: ItemStatus): number => items.filter((item) => item.status === status).length
  return {
    id: publicBatchId(batch.id),
    object: 'video.batch',
    status: batch.finishedAt === null ? 'in_progress' : 'completed',
    created_at: unixTime(batch.createdAt),
    completed_at: batch.finishedAt && unixTime(batch.finishedAt),
    cancel_requested_at: batch.cancelRequestedAt && unixTime(batch.cancelRequestedAt),
    counts: {
      total: batch.total,
      queued: count('queued'),
      in_progress: count('in_progress'),
      completed: count('completed'),
      failed: count('failed'),
      cancelled: count('cancelled'),
      rejected: count('rejected'),
      deleted: count('deleted'),
    },
    metadata: batch.metadata,
    webhook_url: batch.webhookUrl,
    items,
  }
}

function taskItem({ index, taskId, status, error, isDeleted }: BatchedTask): Schemas['BatchItem'] {
  if (isDeleted) return { index, video_id: videoIdOf(taskId), status: 'deleted', error: null }
  return {
    index,
    video_id: videoIdOf(taskId),
    status: status === 'running' ? 'in_progress' : status,
    error: error && { code: error.code as Schemas['ErrorCode'], message: error.message, param: null },
  }
}

const unixTime = (date: Date): number => Math.floor(date.getTime() / 1000)
