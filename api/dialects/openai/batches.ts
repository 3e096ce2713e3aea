import { AppError, isAppError } from '#core/errors.ts'
import { batchIdOf, publicBatchId, videoIdOf } from '#core/ids.ts'
import type { BatchedTask } from '#core/task/batch.ts'
import type { components } from '#api/openapi.gen.ts'
import type { BatchView, CreateInput, WireRequest, WireResponse } from '#api/dialects/dialect.ts'
import { PRIVATE, unixTime } from '#api/dialects/wire.ts'
import { parseCreate } from './create.ts'

type Schemas = components['schemas']
type ItemStatus = Schemas['BatchItem']['status']

/** One item of a batch, or why it cannot be read. */
export type BatchItem = { readonly input: CreateInput } | { readonly fault: AppError }

/** The input of a batch. */
export interface CreateBatch {
  readonly items: readonly BatchItem[]
  readonly webhook_url: string | null
  readonly metadata: Readonly<Record<string, string>>
  /** The body as it was sent. */
  readonly sent: unknown
}

/** Reads every item by itself, so one that cannot be read does not refuse the batch. */
export function parseBatch(request: WireRequest): CreateBatch {
  const { items, webhook_url: webhookUrl, metadata } = request.body as unknown as Schemas['CreateBatch']
  return {
    items: items.map((item, i): BatchItem => {
      const fault = request.itemFaults?.[i] ?? null
      if (fault !== null) return { fault }
      try {
        return { input: parseCreate({ path: {}, query: {}, body: { ...item }, files: [] }) }
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

/** Reads the id of the batch in the path. @throws AppError batch_not_found. */
export function parseBatchId(request: WireRequest): { readonly batchId: string } {
  const batchId = batchIdOf(request.path['batch_id'] ?? '')
  if (batchId === null) throw new AppError('batch_not_found')
  return { batchId }
}

/** 202 with a Location. */
export function renderCreatedBatch(view: BatchView): WireResponse {
  const { body } = renderBatch(view)
  return {
    status: 202,
    headers: { ...PRIVATE, Location: `/v1/videos/batches/${publicBatchId(view.batch.id)}` },
    body,
  }
}

/** 200 with the batch. */
export const renderBatch = (view: BatchView): WireResponse => ({
  status: 200,
  headers: PRIVATE,
  body: batchBody(view),
})

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
