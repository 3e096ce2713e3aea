import type { ModelDefinition } from '#core/task/model-definition.ts'

type Named = Pick<ModelDefinition, 'id' | 'aliases'>

/** The Wan authors' organisation at Hugging Face, and the ending of its diffusers folders. */
const PUBLISHER = 'wan-ai/'
const LAYOUT = '-diffusers'

const asWritten = (name: string): string => name

/** A name without case: Unicode's composed form, in lower case. */
const caseless = (name: string): string => name.normalize('NFC').toLowerCase()

/**
 * What the names of one published model share: `Wan-AI/Wan2.1-T2V-14B-Diffusers` and
 * `wan2.1-t2v-14b` are the same.
 */
export function bareName(name: string): string {
  const own = caseless(name)
  const start = own.startsWith(PUBLISHER) ? PUBLISHER.length : 0
  return own.slice(start, own.endsWith(LAYOUT) ? -LAYOUT.length : undefined)
}

/**
 * The model of this name. A name as it is written comes first, then without case, then as the bare
 * name; each time ids come before aliases, and of two models with one alias the first wins.
 */
export function modelNamed<M extends Named>(models: readonly M[], name: string): M | undefined {
  for (const form of [asWritten, caseless, bareName]) {
    const asked = form(name)
    const found =
      models.find(({ id }) => form(id) === asked) ??
      models.find(({ aliases }) => aliases.some((alias) => form(alias) === asked))
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * Regular expression, without anchors, of every spelling of a name that has its bare name, for
 * readers that have no switch for case.
 */
export function spellingsOf(name: string): string {
  const spelled = (text: string): string => Array.from(text, anyCase).join('')
  return `(?:${spelled(PUBLISHER)})?${spelled(bareName(name))}(?:${spelled(LAYOUT)})?`
}

function anyCase(character: string): string {
  const upper = character.toUpperCase()
  if (upper !== character && upper.toLowerCase() === character) return `[${character}${upper}]`
  return character.replace(/[$()*+.?[\\\]^{|}/]/, String.raw`\$&`)
}
