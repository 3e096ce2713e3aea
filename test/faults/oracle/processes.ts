import type { Part } from '#test/faults/scene/part.ts'
import type { Scene } from '#test/faults/scene/scene.ts'
import type { Oracle } from './oracle.ts'

/** (e) no unexpected end, (f) no prompt and no key in what processes printed. */
export function processFindings(scene: Scene): Oracle {
  const seen = new Map<Part, number>()
  return async () => {
    const findings = scene.surprises.splice(0).map((words) => `(e) ${words}`)
    for (const part of scene.everyPart()) {
      const printed = part.output()
      const news = printed.slice(Math.max(0, (seen.get(part) ?? 0) - scene.apiKey.length))
      seen.set(part, printed.length)
      if (news.includes(scene.ledger.canary)) findings.push(`(f) ${part.name} printed a prompt`)
      if (news.includes(scene.apiKey)) findings.push(`(f) ${part.name} printed an API key`)
    }
    return findings
  }
}
