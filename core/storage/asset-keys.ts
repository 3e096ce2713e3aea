import { createHash } from 'node:crypto'

/** All objects of a task share one prefix, so deleting a task means deleting a prefix. */
export const ALL_TASKS_PREFIX = 'tasks/'
export const taskPrefix = (taskId: string): string => `${ALL_TASKS_PREFIX}${taskId}/`
export const checkpointPrefix = (taskId: string): string => `${taskPrefix(taskId)}checkpoint/`
/** A checkpoint's key holds its attempt and step: a stale worker never overwrites a newer one. */
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
/** The video that a task extends. */
export const precedingVideoKey = (taskId: string): string => inputKey(taskId, 'preceding.mp4')
/** A result's key holds the fencing token: a stale worker never overwrites the winner's file. */
export const resultKey = (taskId: string, fencingToken: number, name: string): string =>
  `${taskPrefix(taskId)}${fencingToken}/${name}`

/** Images stored under names that clients chose; they belong to no task. */
export const UPLOADS_PREFIX = 'uploads/'
/** Days for which such an image is kept. */
export const UPLOAD_DAYS = 7
/**
 * One key per owner and name: the same name replaces the image, and no other owner can reach it.
 */
export const uploadKey = (tenantId: string, owner: string, name: string): string =>
  `${UPLOADS_PREFIX}${createHash('sha256')
    .update(JSON.stringify([tenantId, owner, name]))
    .digest('hex')}`

/** Files that clients upload once and then refer to by id. */
export const FILES_PREFIX = 'files/'
export const fileKey = (fileId: string): string => `${FILES_PREFIX}${fileId}`
/** The file that a key belongs to; null for keys of another shape. */
export const fileIdOfKey = (key: string): string | null =>
  /^files\/(file-[0-9a-f]{32})$/.exec(key)?.[1] ?? null
