import { compareOpenApi } from 'api-smart-diff'

export interface Change {
  /**
   * `breaking`: a client of the older contract may fail. `notable`: it works, but may see new
   * values.
   */
  readonly kind: 'breaking' | 'notable'
  /** Begins with the path of the operation or the name of the webhook. */
  readonly place: string
  readonly what: string
}

type Node = Record<string, unknown>

interface Diff {
  readonly type: string
  readonly action: string
  readonly path: readonly (string | number)[]
  readonly before?: unknown
  readonly after?: unknown
}

/**
 * The differences between two contracts that may concern a client, each place once.
 *
 * api-smart-diff compares and classifies. Three kinds of change are judged here instead: types in
 * answers, where it accepts every change; enum values added to answers and fields removed from
 * requests, which are notable: clients must expect unknown values, and unknown fields are ignored
 * and listed in `adjustments`.
 */
export function changesForClients(before: Node, after: Node): Change[] {
  const { diffs } = compareOpenApi(withWebhooksAsAnswers(before), withWebhooksAsAnswers(after))
  const changes = (diffs as unknown as Diff[]).flatMap((diff) => {
    // Components are compared where they are used.
    const kind = diff.path[0] === 'paths' || diff.path[0] === 'security' ? judge(diff) : null
    if (kind === null) return []
    const values = [diff.before, diff.after].map((value) => shortened(value))
    return [
      {
        kind,
        place: diff.path.slice(1).join(' › '),
        what: `${diff.action} ${values.filter((value) => value !== '').join(' → ')}`.trim(),
      },
    ]
  })
  return changes.filter(({ place }, i) => changes.findIndex((other) => other.place === place) === i)
}

/**
 * Whether semantic versioning allows breaking changes: a new major version, or before 1.0 a new
 * minor.
 */
export function mayBreak(before: string, after: string): boolean {
  const [major = 0, minor = 0] = before.split('.').map(Number)
  const [newMajor = 0, newMinor = 0] = after.split('.').map(Number)
  return newMajor > major || (major === 0 && newMajor === 0 && newMinor > minor)
}

/** The client receives the body of a webhook like that of an answer, so it is judged alike. */
function withWebhooksAsAnswers(document: Node): Node {
  const { webhooks, ...rest } = structuredClone(document) as Node & { webhooks?: Record<string, Node> }
  const pseudoPaths = Object.entries(webhooks ?? {}).map(([name, item]) => {
    const content = ((item['post'] as Node)['requestBody'] as Node)['content']
    return [`webhook ${name}`, { post: { responses: { 200: { description: '', content } } } }] as const
  })
  return { ...rest, paths: { ...(rest['paths'] as Node), ...Object.fromEntries(pseudoPaths) } }
}

function judge(diff: Diff): Change['kind'] | null {
  const { path, action } = diff
  const isAnswer = path[3] === 'responses'
  const [parent, last] = [path.at(-2), path.at(-1)]
  if (isAnswer && (last === 'type' || (parent === 'type' && typeof last === 'number'))) {
    if (typeof last === 'number') return action === 'add' ? 'breaking' : null
    return isNarrower(diff.after, diff.before) ? null : 'breaking'
  }
  if (isAnswer && parent === 'enum') return action === 'add' ? 'notable' : null
  if (path[3] === 'requestBody' && parent === 'properties' && action === 'remove') return 'notable'
  return diff.type === 'breaking' ? 'breaking' : null
}

/** Whether every value of the type (or list of types) `inner` is one of `outer`. */
function isNarrower(inner: unknown, outer: unknown): boolean {
  const types = [outer].flat()
  return [inner]
    .flat()
    .every((type) => types.includes(type) || (type === 'integer' && types.includes('number')))
}

function shortened(value: unknown): string {
  const text = value === undefined ? '' : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
