import { hexFromUuid, uuidFromHex, videoIdOf } from '#core/ids.ts'
import type { Task } from '#core/task/task.ts'
import type { Links } from './dialect.ts'

/**
 * Address of a finished video: the public one, made from 32 hex digits, or the one that needs
 * credentials when the task was made by a format without public results.
 */
export function resultUrl(task: Task, links: Links, publicPath: (hex: string) => string): string {
  return task.publicId === null
    ? `${links.baseUrl}/v1/videos/${videoIdOf(task.id)}/content`
    : links.baseUrl + publicPath(hexFromUuid(task.publicId))
}

/** The id in a file name such as `<32 hex>.mp4`; null when it is none. */
export function publicIdOf(fileName: unknown, pattern: RegExp): string | null {
  const hex = typeof fileName === 'string' ? pattern.exec(fileName)?.[1] : undefined
  return hex === undefined ? null : uuidFromHex(hex)
}

/** The date from which new clients should use the native interface. */
export const DEPRECATED_AT = new Date('2026-11-01T00:00:00Z')
