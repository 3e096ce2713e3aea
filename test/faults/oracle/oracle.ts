import type { Scene } from '#test/faults/scene/scene.ts'
import { deliveryFindings } from './deliveries.ts'
import { objectFindings } from './objects.ts'
import { processFindings } from './processes.ts'
import { taskFindings } from './tasks.ts'

/** Looks at a scene after a fault and says what is not as promised. */
export type Oracle = () => Promise<string[]>

const MOST_SHOWN = 5

/**
 * The one oracle of all faults, INV:
 * (a) every accepted task has reached exactly one terminal state,
 * (b) at most one result was published for it,
 * (c) rows and objects agree, to the digest,
 * (d) each terminal event was delivered, under one id,
 * (e) no process ended that the fault did not end,
 * (f) no log shows a prompt or a key.
 * It waits for what may still be under way, and runs the housekeeping that an hour would bring.
 */
export function createOracle(scene: Scene): Oracle {
  const parts = [taskFindings(scene), objectFindings(scene), deliveryFindings(scene), processFindings(scene)]
  return async () => {
    const findings: string[] = []
    // In turn: objects and deliveries are settled only when tasks are.
    for (const find of parts) {
      const found = await find()
      findings.push(...found.slice(0, MOST_SHOWN))
      if (found.length > MOST_SHOWN) findings.push(`and ${found.length - MOST_SHOWN} more`)
    }
    return findings
  }
}
