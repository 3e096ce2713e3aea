import { createHash } from 'node:crypto'

/** Everything of a task lies under one prefix, so that deleting a task is deleting a prefix. */
export const ALL_TASKS_PREFIX = 'tasks/'
export const taskPrefix = (taskId: string): string => `${ALL_TASKS_PREFIX}${taskId}/`
/** A checkpoint names the attempt and the step it holds: a stale worker's cannot take the place of a newer attempt's. */
export const checkpointPrefix = (taskId: string): string => `${taskPrefix(taskId)}checkpoint/`
export const checkpointKey = (taskId: string, fencingToken: number, step: number): string =>
  `${checkpointPrefix(taskId)}${fencingToken}-${step}.bin`
export const previewPrefix = (taskId: string): string => `${taskPrefix(taskId)}preview/`
export const previewKey = (taskId: string, fencingToken: number, step: number): string =>
  `${previewPrefix(taskId)}${fencingToken}-${step}.webp`
/** The step that a preview shows; null for keys of another shape. */
export function stepOfPreview(key: string): number | null {
  const step = /\/preview\/\d+-(\d+)\.webp$/.exec(key)?.[1]
  return step === undefined ? null : Number(step)
}
export const inputPrefix = (taskId: string): string => `${taskPrefix(taskId)}input/`
/** The task that a key belongs to; null for keys of another shape. */
export const taskIdOfKey = (key: string): string | null => /^tasks\/([0-9a-f-]{36})\//.exec(key)?.[1] ?? null
export const inputKey = (taskId: string, name: string): string => `${inputPrefix(taskId)}${name}`
/** The video that a task goes on from. */
export const precedingVideoKey = (taskId: string): string => inputKey(taskId, 'preceding.mp4')
/** Results carry the fencing token of the attempt: a stale worker can never overwrite the winner's file. */
export const resultKey = (taskId: string, fencingToken: number, name: string): string =>
  `${taskPrefix(taskId)}${fencingToken}/${name}`

/** Images that stay under the names that clients gave them; they belong to no task. */
export const UPLOADS_PREFIX = 'uploads/'
export const UPLOAD_DAYS = 7
/** One place per owner and name: the same name again replaces the image, and nobody else's name leads there. */
export const uploadKey = (tenantId: string, owner: string, name: string): string =>
  `${UPLOADS_PREFIX}${createHash('sha256')
    .update(JSON.stringify([tenantId, owner, name]))
    .digest('hex')}`

/** What clients upload once and then use by its id. */
export const FILES_PREFIX = 'files/'
export const fileKey = (fileId: string): string => `${FILES_PREFIX}${fileId}`
/** The file that a key belongs to; null for keys of another shape. */
export const fileIdOfKey = (key: string): string | null =>
  /^files\/(file-[0-9a-f]{32})$/.exec(key)?.[1] ?? null
