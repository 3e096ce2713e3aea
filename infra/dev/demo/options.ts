import path from 'node:path'
import { parseArgs } from 'node:util'
import { SetupError, systemErrorCode } from '#infra/dev/setup-error.ts'

export const HELP = `npm run demo [-- options]

Submits an image and a prompt to the service on this machine, shows the progress, receives and
verifies the signed webhook, and saves the mp4. If no service is running, it starts one and stops it
at the end.

  --prompt <text>     the motion (default: Night falls.)
  --image <file>      JPEG, PNG, WebP, AVIF or GIF, or none for a model that needs none
                      (default: test/fixtures/photo.jpg)
  --model <id>        model (default: wan-demo)
  --size <WxH>        size, a shape such as 16:9, or auto for that of the image
                      (default: the model's)
  --seconds <n>       duration (default: the model's)
  --steps <n>         denoising steps (default: the model's)
  --seed <n>          seed (default: random)
  --out <folder>      where the mp4 goes (default: videos)
  --timeout <s>       longest time to wait for the video (default: 600)
  --help              this text

  npm run demo -- --prompt "Fog rolls in." --image my.jpg --size 480x288
`

const PHOTO = path.resolve(import.meta.dirname, '..', '..', '..', 'test', 'fixtures', 'photo.jpg')
const SIZE = /^(auto|[1-9]\d{1,4}x[1-9]\d{1,4}|[1-9]\d{0,2}:[1-9]\d{0,2})$/

export interface DemoOptions {
  readonly prompt: string
  /** Path of the image; null for none. */
  readonly image: string | null
  readonly model: string
  readonly size: string | undefined
  readonly seconds: string | undefined
  readonly steps: string | undefined
  readonly seed: string | undefined
  readonly out: string
  readonly timeoutMs: number
}

/**
 * What the command line asks for; null when it asks for help.
 *
 * @throws SetupError that names the flag, its value and what was expected
 */
export function readDemoOptions(args: readonly string[]): DemoOptions | null {
  const { help, ...values } = parsed(args)
  if (help) return null
  const { prompt, image, model, size, seconds, steps, seed, out, timeout } = values
  for (const [flag, value] of Object.entries({ prompt, image, model, out }))
    if (value.trim() === '') throw new SetupError(`--${flag} must not be empty`)
  if (size !== undefined && !SIZE.test(size))
    throw new SetupError(`--size must be such as 480x288, 16:9 or auto, not ${size}`)
  for (const [flag, value] of Object.entries({ seconds, timeout }))
    if (value !== undefined && !(Number(value) > 0))
      throw new SetupError(`--${flag} must be a number of seconds above 0, not ${value}`)
  if (steps !== undefined && !/^[1-9]\d*$/.test(steps))
    throw new SetupError(`--steps must be a whole number of at least 1, not ${steps}`)
  if (seed !== undefined && !/^\d+$/.test(seed))
    throw new SetupError(`--seed must be a whole number of at least 0, not ${seed}`)
  return {
    ...{ prompt, model, size, seconds, steps, seed, out },
    image: image === 'none' ? null : image,
    timeoutMs: Number(timeout) * 1000,
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        prompt: { type: 'string', default: 'Night falls.' },
        image: { type: 'string', default: PHOTO },
        model: { type: 'string', default: 'wan-demo' },
        size: { type: 'string' },
        seconds: { type: 'string' },
        steps: { type: 'string' },
        seed: { type: 'string' },
        out: { type: 'string', default: 'videos' },
        timeout: { type: 'string', default: '600' },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    if (!(error instanceof Error) || !systemErrorCode(error)?.startsWith('ERR_PARSE_ARGS')) throw error
    // npm keeps flags for itself that do not follow a `--`, and passes on their values alone.
    const lost = systemErrorCode(error) === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL'
    const hint = lost ? 'npm passes on only what follows `--`: npm run demo -- --prompt "…"' : 'see --help'
    throw new SetupError(`${error.message.split('. ')[0]}; ${hint}`)
  }
}
