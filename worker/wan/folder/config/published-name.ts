const CACHED = /(?:^|[\\/])models--([\w.-]+?)--([\w.-]+)[\\/]snapshots[\\/]/
const HUB_ID = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/
const COMMIT = /^[0-9a-f]{40}$/
const LONGEST = 200

/**
 * The name in `_name_or_path`, where diffusers notes what a pipeline was loaded from: an id of
 * Hugging Face, also out of a path into its cache, or the last part of another path, since the rest
 * is of somebody's disk. Null without a name.
 */
export function publishedName(nameOrPath: unknown): string | null {
  if (typeof nameOrPath !== 'string' || nameOrPath.length > LONGEST) return null
  const [, owner, cached] = CACHED.exec(nameOrPath) ?? []
  if (cached !== undefined) return `${owner}/${cached}`
  if (HUB_ID.test(nameOrPath)) return nameOrPath
  const last = nameOrPath.split(/[\\/]/).findLast((part) => part !== '') ?? ''
  return /^[\p{L}\p{N}][\p{L}\p{N} _.-]*$/u.test(last) && !COMMIT.test(last) ? last : null
}
