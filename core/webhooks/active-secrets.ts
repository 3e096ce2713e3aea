/** The signing secrets of an endpoint, or of a tenant for the address of a request. */
export interface SigningSecrets {
  readonly secret: string
  readonly previous_secret: string | null
  readonly previous_secret_until: Date | null
}

/**
 * The secrets that sign now: the current one, and for a time after a rotation the one before it.
 */
export const activeSecrets = (holder: SigningSecrets, now: Date): string[] => [
  holder.secret,
  ...(holder.previous_secret !== null &&
  holder.previous_secret_until !== null &&
  holder.previous_secret_until > now
    ? [holder.previous_secret]
    : []),
]
