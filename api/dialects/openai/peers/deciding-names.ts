import { fieldError } from '#core/errors.ts'
import { isGiven, type Members } from '#api/dialects/openai/members.ts'
import { FROM_VIDEO, LORA, MASK, snakeCase, SOUND } from './refused-names.ts'

/** How a name goes on that says in which form its value holds something. */
const FORM = '(_(url|uri|path|file|data|base64|b64|id|list)s?|_\\d+)*'
/** Pictures by words that other fields end with too: `client_reference_id`, `cache_control`. */
const GUIDE =
  /^((input|image|style|subject|character|face|pose|depth)_)?(reference|control)s?(_(url|uri|path|file|data|base64|b64|list)s?)*$/
const PICTURE_WAY = 'send the first frame as `input_reference` and the last one as `last_frame`'
/** What ends with one of the words, or with one and its form. */
const naming = (...words: readonly string[]): RegExp => new RegExp(`(^|_)(${words.join('|')})s?${FORM}$`)

interface Rule {
  readonly names: RegExp
  /** What to do instead. */
  readonly way: string
  /** Whether only text, an object or a list can hold such a thing; a flag or a number cannot. */
  readonly holds?: true
}

const RULES: readonly Rule[] = [
  { names: naming('mask', 'masked_image', 'image_mask'), way: MASK, holds: true },
  { names: naming('audio', 'sound', 'music', 'voice', 'speech'), way: SOUND, holds: true },
  { names: naming('video', 'clip', 'movie'), way: FROM_VIDEO, holds: true },
  {
    names: naming('image', 'img', 'picture', 'photo', 'keyframe', 'frame', 'controlnet'),
    way: PICTURE_WAY,
    holds: true,
  },
  { names: GUIDE, way: PICTURE_WAY, holds: true },
  { names: /(^|_)loras?(_|$)/, way: LORA },
  {
    names:
      /^((video|image|frame|output|target|max|min)_)?(sizes?|width|height|aspect|aspect_ratio|ratio|resolution|dimensions?|area)$/,
    way: 'send `size`, such as 1280x720 or 16:9',
  },
  {
    names:
      /^((video|clip|target|output|num|n|number_of|max|min|total)_)?(length|durations?|seconds|secs|frames?|frame_(count|num|number))(_(s|ms|secs?|seconds|in_seconds|frames))?$/,
    way: 'send `seconds` or `num_frames`',
  },
  { names: /^(video_|output_|target_|input_)?(fps|frame_?rate)$/, way: 'send `fps`' },
  {
    names:
      /^((num|number|n|max|total)_(of_)?|batch_)(videos|outputs|samples|results|generations|variants|variations|candidates|size|count)(_per_prompt)?$/,
    way: 'a request makes one video; send several requests, or a batch to `POST /v1/videos/batches`',
  },
  {
    names: /^prompts$/,
    way: 'a request makes one video of one `prompt`; send a batch to `POST /v1/videos/batches`',
  },
]

/**
 * Refuses fields that by their name decide the kind, size, length or number of the videos, under
 * names that stand for nothing here: they would be dropped.
 *
 * @param known whether a name is a field of the contract
 * @throws AppError unsupported_parameter that names the field and what to send instead.
 */
export function assertNothingDecides(body: Members, known: (name: string) => boolean): void {
  for (const [name, value] of Object.entries(body)) {
    if (known(name)) continue
    const rule = decidingRule(name, value)
    if (rule === undefined) continue
    const shown = name.slice(0, 100)
    throw fieldError('unsupported_parameter', shown, `\`${shown}\` is not available: ${rule.way}.`)
  }
}

/** What to do instead of sending such a field; undefined for one that decides nothing. */
export function decidingRule(name: string, value: unknown): Rule | undefined {
  if (!isGiven(value) || value === false || value === 'false') return undefined
  return RULES.find(({ names, holds }) => names.test(snakeCase(name)) && (!holds || isHolder(value)))
}

const isHolder = (value: unknown): boolean =>
  typeof value === 'object' ||
  (typeof value === 'string' && value !== 'true' && !/^\s*[\d.]+\s*$/.test(value))
