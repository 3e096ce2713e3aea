/** Bytes of request bodies that the process holds in memory at once. */
export interface BodyBudget {
  /**
   * Reserves memory for a body before it is read.
   *
   * @param tenantId whose share it counts against; null for a caller without one
   * @returns a function that gives it back, whose repetition does nothing; null when the process or
   *   the tenant holds too much already
   */
  reserve(tenantId: string | null, bytes: number): (() => void) | null
}

/**
 * A budget with a share for each tenant, so that one cannot use up the whole. A body larger than a
 * limit is taken when nothing else is held, or it could never be sent.
 *
 * @param limits in bytes
 */
export function createBodyBudget(limits: {
  readonly processBytes: number
  readonly tenantBytes: number
}): BodyBudget {
  const heldBytes = new Map<string | null, number>()
  let totalBytes = 0
  return {
    reserve(tenantId, bytes) {
      const held = heldBytes.get(tenantId) ?? 0
      if (totalBytes > 0 && totalBytes + bytes > limits.processBytes) return null
      if (held > 0 && held + bytes > limits.tenantBytes) return null
      heldBytes.set(tenantId, held + bytes)
      totalBytes += bytes
      let isReleased = false
      return () => {
        if (isReleased) return
        isReleased = true
        totalBytes -= bytes
        const left = (heldBytes.get(tenantId) ?? 0) - bytes
        if (left > 0) heldBytes.set(tenantId, left)
        else heldBytes.delete(tenantId)
      }
    },
  }
}
