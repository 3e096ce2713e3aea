import { writeFile } from 'node:fs/promises'
import type { DevelopmentAccess } from '#infra/dev/service/development-tenant.ts'
import { callApi, RefusedCall, type Video } from './api.ts'

export interface PreviewFile {
  /** Writes the video's newest preview, if it has another one than before. */
  follow(video: Video): Promise<void>
  /** How many different previews were written. */
  readonly count: number
}

/** The rough pictures of a running video, each in place of the one before, in `file` (webp). */
export function openPreviewFile(access: DevelopmentAccess, file: string): PreviewFile {
  let etag: string | null = null
  let count = 0
  return {
    get count() {
      return count
    },
    async follow(video) {
      if (video.status !== 'in_progress' || video.preview_url === null) return
      const content = await callApi(access, `/v1/videos/${video.id}/content?variant=preview`).catch(
        (error: unknown) => {
          // The run has ended in the meantime, and its previews with it.
          if (error instanceof RefusedCall) return null
          throw error
        },
      )
      if (content === null) return
      const latest = content.headers.get('etag')
      const bytes = Buffer.from(await content.arrayBuffer())
      if (latest === etag) return
      await writeFile(file, bytes)
      etag = latest
      count += 1
    },
  }
}
