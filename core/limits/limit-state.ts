/** One limit of a tenant and what is left of it. */
export interface LimitState {
  readonly name: 'running' | 'queued' | 'gpu-seconds' | 'upload-bytes'
  readonly limit: number
  readonly remaining: number
  /**
   * Length of the window and the time until the next one starts; null for a limit without a window.
   */
  readonly window: { readonly seconds: number; readonly resetSeconds: number } | null
}
