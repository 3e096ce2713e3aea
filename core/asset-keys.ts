import { createHash } from 'node:crypto'

/** Everything of a task lies under one prefix, so that deleting a task is deleting a prefix. */
export const ALL_TASKS_PREFIX = 'tasks/'
export const taskPrefix = (taskId: string): string => `${ALL_TASKS_PREFIX}${taskId}/`
export const inputKey = (taskId: string, name: string): string => `${taskPrefix(taskId)}input/${name}`
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
