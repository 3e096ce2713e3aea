/** What a model folder offers and accepts, as its service.json states. */
export interface ModelDefinition {
  /** What requests call it. */
  readonly id: string
  readonly aliases: readonly string[]
  /** For people. */
  readonly title: string
  readonly task: 'i2v'
  /** Frames per second of the videos. */
  readonly fps: number
  readonly defaults: {
    /** `auto` (by the input image) or `<width>x<height>`. */
    readonly size: string
    readonly frames: number
    readonly steps: number
    readonly guidanceScale: number
    readonly flowShift: number
    readonly negativePrompt: string
  }
  readonly limits: {
    /** Pixels, for width and height. */
    readonly minSide: number
    /** Width × height. */
    readonly maxPixels: number
    /** Width × height that `auto` aims at. */
    readonly autoArea: number
    /** Width and height are whole multiples of it. */
    readonly sizeMultiple: number
    readonly minFrames: number
    readonly maxFrames: number
    readonly minSteps: number
    readonly maxSteps: number
  }
  /** Larger requests are shrunk to fit, or refused. */
  readonly oversize: 'shrink' | 'refuse'
}

/** Reads a parsed service.json. Throws an Error that names the field, its value and what was expected. */
export function parseDefinition(json: unknown): ModelDefinition {
  const service = fieldsOf(json, '')
  const defaults = fieldsOf(service.get('defaults'), 'defaults.')
  const limits = fieldsOf(service.get('limits'), 'limits.')
  const definition: ModelDefinition = {
    id: service.text('id', /^[A-Za-z0-9][\w.-]*$/),
    aliases: service.texts('aliases'),
    title: service.text('title'),
    task: service.choice('task', ['i2v']),
    fps: service.number('fps', 1),
    defaults: {
      size: defaults.text('size', /^(auto|\d+x\d+)$/),
      frames: defaults.count('frames'),
      steps: defaults.count('steps'),
      guidanceScale: defaults.number('guidanceScale', 0),
      flowShift: defaults.number('flowShift', Number.MIN_VALUE),
      negativePrompt: defaults.text('negativePrompt', /^/),
    },
    limits: {
      minSide: limits.count('minSide'),
      maxPixels: limits.count('maxPixels'),
      autoArea: limits.count('autoArea'),
      sizeMultiple: limits.count('sizeMultiple'),
      minFrames: limits.count('minFrames'),
      maxFrames: limits.count('maxFrames'),
      minSteps: limits.count('minSteps'),
      maxSteps: limits.count('maxSteps'),
    },
    oversize: service.choice('oversize', ['shrink', 'refuse']),
  }
  checkConsistency(definition)
  return definition
}

function checkConsistency({ defaults, limits }: ModelDefinition): void {
  const demand = (fine: boolean, rule: string) => {
    if (!fine) throw new Error(rule)
  }
  demand(
    limits.sizeMultiple % 16 === 0,
    `limits.sizeMultiple is ${limits.sizeMultiple}, expected a multiple of 16`,
  )
  for (const [name, frames] of Object.entries({ ...limits, frames: defaults.frames })) {
    if (name.endsWith('rames')) demand(frames % 4 === 1, `${name} is ${frames}, expected 4n + 1`)
  }
  demand(limits.minSide ** 2 <= limits.maxPixels, 'limits.minSide squared exceeds limits.maxPixels')
  demand(limits.autoArea <= limits.maxPixels, 'limits.autoArea exceeds limits.maxPixels')
  demand(
    limits.minFrames <= defaults.frames && defaults.frames <= limits.maxFrames,
    'defaults.frames is outside limits.minFrames … limits.maxFrames',
  )
  demand(
    limits.minSteps <= defaults.steps && defaults.steps <= limits.maxSteps,
    'defaults.steps is outside limits.minSteps … limits.maxSteps',
  )
}

/** Reads the fields of one object; each function throws an Error that names the field by its path. */
function fieldsOf(json: unknown, path: string) {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new Error(`${path.slice(0, -1) || 'the file'} is not an object`)
  }
  const values = new Map<string, unknown>(Object.entries(json))
  const refuse = (key: string, expected: string): never => {
    throw new Error(`${path}${key} is ${JSON.stringify(values.get(key)) ?? 'missing'}, expected ${expected}`)
  }
  const number = (key: string, min: number): number => {
    const value = values.get(key)
    const fine = typeof value === 'number' && Number.isFinite(value) && value >= min
    return fine ? value : refuse(key, min > 0 && min < 1 ? 'a number above 0' : `a number of at least ${min}`)
  }
  return {
    get: (key: string) => values.get(key),
    number,
    count: (key: string) =>
      Number.isInteger(number(key, 1)) ? number(key, 1) : refuse(key, 'a whole number'),
    text: (key: string, pattern = /./) => {
      const value = values.get(key)
      return typeof value === 'string' && pattern.test(value)
        ? value
        : refuse(key, `text matching ${pattern}`)
    },
    texts: (key: string) => {
      const value = values.get(key)
      const fine = Array.isArray(value) && value.every((item) => typeof item === 'string')
      return fine ? value : refuse(key, 'a list of texts')
    },
    choice: <T extends string>(key: string, choices: readonly T[]): T =>
      choices.find((choice) => choice === values.get(key)) ?? refuse(key, choices.join(' or ')),
  }
}
