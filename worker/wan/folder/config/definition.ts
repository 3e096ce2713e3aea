import type { ModelDefinition, ModelInputs, ModelLora } from '#core/task/model-definition.ts'
import type { RunSize } from '#core/task/parameters.ts'
import { fieldsOf, type JsonFields } from './json-fields.ts'

const PRESENCES = ['required', 'optional', 'none'] as const

/**
 * Reads a definition.
 *
 * @throws Error that names the field by its path, its value and what was expected.
 */
export function parseDefinition(json: unknown): ModelDefinition {
  const definition = readFields(fieldsOf(json))
  checkConsistency(definition)
  return definition
}

function readFields(fields: JsonFields): ModelDefinition {
  const [inputs, defaults, limits, sampling] = ['inputs', 'defaults', 'limits', 'sampling'].map((key) =>
    fields.object(key),
  ) as [JsonFields, JsonFields, JsonFields, JsonFields]
  const definition: ModelDefinition = {
    id: fields.text('id', /^[A-Za-z0-9][\w.-]*$/),
    aliases: fields.texts('aliases'),
    title: fields.text('title'),
    task: fields.choice('task', ['t2v', 'i2v', 'flf2v', 'ti2v']),
    inputs: {
      firstFrame: inputs.choice('firstFrame', PRESENCES),
      lastFrame: inputs.choice('lastFrame', PRESENCES),
    },
    fps: fields.number('fps', 1),
    defaults: {
      size: defaults.text('size', /^(auto|[1-9]\d*x[1-9]\d*)$/),
      frames: defaults.count('frames'),
      steps: defaults.count('steps'),
      guidanceScale: defaults.number('guidanceScale', 0),
      guidanceScale2: defaults.optionalNumber('guidanceScale2', 0),
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
    sampling: {
      scheduler: sampling.choice('scheduler', ['unipc', 'euler']),
      schedule: sampling.choice('schedule', ['A', 'B', 'L', 'E']),
    },
    loras: fields.objects('loras').map(readLora),
    buckets: fields.optionalObjects('buckets')?.map((bucket) => readBucket(bucket, limits)) ?? null,
    fallback: fields.optionalFlag('fallback'),
    oversize: fields.choice('oversize', ['shrink', 'refuse']),
  }
  // A misspelt field would otherwise silently leave its default in force.
  fields.only(Object.keys(definition))
  inputs.only(Object.keys(definition.inputs))
  defaults.only(Object.keys(definition.defaults))
  limits.only(Object.keys(definition.limits))
  sampling.only(Object.keys(definition.sampling))
  return definition
}

function readLora(fields: JsonFields): ModelLora {
  const lora: ModelLora = {
    file: fields.text('file', /^[^/\\]+(\/[^/\\]+)*\.safetensors$/),
    expert: fields.choice('expert', ['transformer', 'transformer_2']),
    strength: fields.number('strength', -Infinity),
  }
  if (lora.file.split('/').includes('..')) fields.refuse('file', 'a path inside the model folder')
  fields.only(Object.keys(lora))
  return lora
}

function readBucket(fields: JsonFields, limits: JsonFields): RunSize {
  const bucket = {
    width: fields.count('width'),
    height: fields.count('height'),
    frames: fields.count('frames'),
  }
  fields.only(Object.keys(bucket))
  const { width, height, frames } = bucket
  const multiple = limits.count('sizeMultiple')
  if (width % multiple !== 0) fields.refuse('width', `a multiple of ${multiple}`)
  if (height % multiple !== 0) fields.refuse('height', `a multiple of ${multiple}`)
  if (width * height > limits.count('maxPixels')) fields.refuse('width', 'a size within limits.maxPixels')
  if (frames % 4 !== 1 || frames > limits.count('maxFrames'))
    fields.refuse('frames', '4n + 1 within limits.maxFrames')
  return bucket
}

/** The task that these inputs imply. */
export function taskOf({ firstFrame, lastFrame }: ModelInputs): ModelDefinition['task'] {
  if (lastFrame === 'required') return 'flf2v'
  return firstFrame === 'none' ? 't2v' : firstFrame === 'required' ? 'i2v' : 'ti2v'
}

function checkConsistency({ task, inputs, defaults, limits, sampling }: ModelDefinition): void {
  const demand = (fine: boolean, rule: string) => {
    if (!fine) throw new Error(rule)
  }
  demand(
    inputs.lastFrame === 'none' || inputs.firstFrame === 'required',
    `inputs.lastFrame is "${inputs.lastFrame}", but inputs.firstFrame is "${inputs.firstFrame}", not "required"`,
  )
  demand(task === taskOf(inputs), `task is "${task}", but inputs make it "${taskOf(inputs)}"`)
  demand(
    limits.sizeMultiple % 16 === 0,
    `limits.sizeMultiple is ${limits.sizeMultiple}, expected a multiple of 16`,
  )
  const frameCounts = {
    'limits.minFrames': limits.minFrames,
    'limits.maxFrames': limits.maxFrames,
    'defaults.frames': defaults.frames,
  }
  for (const [name, frames] of Object.entries(frameCounts)) {
    demand(frames % 4 === 1, `${name} is ${frames}, expected 4n + 1`)
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
  // The solver needs the logarithm of 1 - σ, and L and E start at σ = 1.
  demand(
    sampling.scheduler === 'euler' || sampling.schedule === 'A' || sampling.schedule === 'B',
    `sampling.schedule is "${sampling.schedule}", which only the scheduler "euler" can run`,
  )
  if (defaults.size === 'auto') {
    demand(
      inputs.firstFrame === 'required',
      'defaults.size is "auto", but a request need not have a first frame',
    )
    return
  }
  const [width = 0, height = 0] = defaults.size.split('x').map(Number)
  demand(
    width % limits.sizeMultiple === 0 && height % limits.sizeMultiple === 0,
    `defaults.size is ${defaults.size}, expected multiples of limits.sizeMultiple ${limits.sizeMultiple}`,
  )
  demand(
    Math.min(width, height) >= limits.minSide && width * height <= limits.maxPixels,
    `defaults.size is ${defaults.size}, outside limits.minSide and limits.maxPixels`,
  )
}
