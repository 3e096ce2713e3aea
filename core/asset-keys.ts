/** Everything of a task lies under one prefix, so that deleting a task is deleting a prefix. */
export const ALL_TASKS_PREFIX = 'tasks/'
export const taskPrefix = (taskId: string): string => `${ALL_TASKS_PREFIX}${taskId}/`
export const inputKey = (taskId: string, name: string): string => `${taskPrefix(taskId)}input/${name}`
/** Results carry the fencing token of the attempt: a stale worker can never overwrite the winner's file. */
export const resultKey = (taskId: string, fencingToken: number, name: string): string =>
  `${taskPrefix(taskId)}${fencingToken}/${name}`
