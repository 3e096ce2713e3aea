import type { Api } from '#console/session/api.ts'

/** The files of videos as addresses that `<img>` and `<video>` can show. */
export interface Media {
  /**
   * An address of this page for the file. The same file is fetched once.
   *
   * @param version distinguishes previews of the same video
   * @throws ApiError when there is no such file (any more).
   */
  url(videoId: string, variant: Variant, version?: number): Promise<string>
  /** Previews of a video that this tab has seen, by step. */
  previewsSeen(videoId: string): readonly { readonly step: number; readonly url: Promise<string> }[]
  close(): void
}

export type Variant = 'video' | 'thumbnail' | 'spritesheet' | 'preview'

/** As many files as a long list shows; older ones are let go. */
const KEPT = 300

/** @param hasSession whether the browser may load files by their addresses */
export function openMedia(api: Api, hasSession: boolean): Media {
  const urls = new Map<string, Promise<string>>()
  const drop = (key: string): void => {
    const url = urls.get(key)
    urls.delete(key)
    void url?.then(URL.revokeObjectURL, () => undefined)
  }
  return {
    url(videoId, variant, version = 0) {
      const key = `${videoId} ${variant} ${version}`
      const known = urls.get(key)
      if (known !== undefined) return known
      if (hasSession && variant !== 'preview') return addressOf(api, videoId, variant)
      const query = variant === 'video' ? {} : { variant }
      const url = api
        .call(`v1/videos/${videoId}/content`, { query })
        .then(async (response) => URL.createObjectURL(await response.blob()))
      url.catch(() => urls.delete(key))
      urls.set(key, url)
      const [oldest] = urls.keys()
      if (urls.size > KEPT && oldest !== undefined) drop(oldest)
      return url
    },
    previewsSeen: (videoId) =>
      [...urls].flatMap(([key, url]) => {
        const [id, variant, step] = key.split(' ')
        return id === videoId && variant === 'preview' ? [{ step: Number(step), url }] : []
      }),
    close() {
      for (const key of [...urls.keys()]) drop(key)
    },
  }
}

/** The address of the file itself; a clip that is gone says why. */
async function addressOf(api: Api, videoId: string, variant: Variant): Promise<string> {
  const path = `v1/videos/${videoId}/content`
  if (variant === 'video') {
    await api.call(path, { headers: { Range: 'bytes=0-0' } })
    return new URL(path, api.base).href
  }
  return new URL(`${path}?variant=${variant}`, api.base).href
}
