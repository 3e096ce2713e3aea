/** A stored file of a task. */
export interface Asset {
  /** Key in the storage. */
  readonly key: string
  readonly contentType: string
  readonly sizeBytes: number
  /** Hexadecimal. */
  readonly sha256: string
}

const ASSET_KINDS = ['video', 'thumbnail', 'spritesheet'] as const
export type AssetKind = (typeof ASSET_KINDS)[number]

export type Assets = { readonly [K in AssetKind]: Asset } & {
  /**
   * PNG of the last frame, for videos that extend this one; not downloadable. Absent where none was
   * kept.
   */
  readonly lastFrame?: Asset
}

/** What clients can download: the assets of a finished task, and the latest preview of a run. */
export type ContentKind = AssetKind | 'preview'
