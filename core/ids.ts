import { randomBytes, randomInt, randomUUID } from 'node:crypto'

/** A task id is a UUID; each dialect writes it in its own form (`video_<32 hex>`, 32 hex, …). */
export const newTaskId = (): string => randomUUID()
/** A public id grants access to one video, so it has 122 random bits. */
export const newPublicId = (): string => randomUUID()
export const newBatchId = (): string => randomUUID()
export const newEventId = (): string => `evt_${randomBytes(16).toString('hex')}`
export const newEndpointId = (): string => `whe_${randomBytes(16).toString('hex')}`
export const newFileId = (): string => `file-${randomBytes(16).toString('hex')}`
export const isFileId = (id: string): boolean => /^file-[0-9a-f]{32}$/.test(id)
export const newRequestId = (): string => `req_${randomBytes(12).toString('hex')}`
export const newRowId = (): string => randomUUID()
/** A random seed that fits the integers of every client: 0 … 2³¹ − 1. */
export const newSeed = (): number => randomInt(0, 2 ** 31)

/** `0189…` (32 hex) → UUID with dashes, or null when it is not 32 hex digits. */
export function uuidFromHex(hex: string): string | null {
  const match = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(hex)
  return match === null ? null : match.slice(1).join('-')
}
export const hexFromUuid = (uuid: string): string => uuid.replaceAll('-', '')

/** The id that the OpenAI dialect and webhooks show. */
export const videoIdOf = (taskId: string): string => `video_${hexFromUuid(taskId)}`
export const taskIdOfVideo = (videoId: string): string | null =>
  videoId.startsWith('video_') ? uuidFromHex(videoId.slice('video_'.length)) : null

/** The id of a batch as the OpenAI dialect and webhooks show it. */
export const publicBatchId = (batchId: string): string => `batch_${hexFromUuid(batchId)}`
export const batchIdOf = (shown: string): string | null =>
  shown.startsWith('batch_') ? uuidFromHex(shown.slice('batch_'.length)) : null
