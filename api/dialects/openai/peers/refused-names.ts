import { fieldError } from '#core/errors.ts'
import { isGiven, type Members } from '#api/dialects/openai/members.ts'

/** What to do instead of naming a file, sending a video, asking for sound, or masking. */
export const LORA = 'LoRAs are named here: send `loras`, out of those that `GET /v1/models/{id}` lists'
export const FROM_VIDEO =
  'a video is made from pictures: send `input_reference`, or continue a finished video with ' +
  '`POST /v1/videos/extensions`'
export const SOUND = 'videos have no sound here; leave it out'
export const MASK = 'parts of a picture cannot be masked; send the whole first frame as `input_reference`'
const NOT_INTERPOLATED = 'frames are not interpolated; send more `num_frames` or a lower `fps`'
const NOT_ENLARGED = 'frames are not enlarged; send the `size` that you want'

/** Fields of other servers that change what is made and are not available, with the way out. */
const REFUSED: Readonly<Record<string, string>> = {
  lora_path: LORA,
  video_reference: FROM_VIDEO,
  reference_video: FROM_VIDEO,
  input_video: FROM_VIDEO,
  video: FROM_VIDEO,
  video_url: FROM_VIDEO,
  audio_reference: SOUND,
  audio: SOUND,
  audio_url: SOUND,
  generate_sound: SOUND,
  generate_audio: SOUND,
  mask: MASK,
  mask_image: MASK,
  mask_url: MASK,
  enable_frame_interpolation: NOT_INTERPOLATED,
  frame_interpolation: NOT_INTERPOLATED,
  interpolate: NOT_INTERPOLATED,
  enable_upscaling: NOT_ENLARGED,
  upscale: NOT_ENLARGED,
  upscaling: NOT_ENLARGED,
  upscaler: NOT_ENLARGED,
  super_resolution: NOT_ENLARGED,
}

/** @throws AppError unsupported_parameter that names the field and what to do instead. */
export function assertNotRefused(members: Members, fileFields: readonly string[]): void {
  const isRefused = (name: string): boolean => Object.hasOwn(REFUSED, snakeCase(name))
  const name =
    fileFields.find(isRefused) ??
    Object.keys(members).find((each) => isRefused(each) && isGiven(members[each]) && !isOff(members[each]))
  if (name !== undefined)
    throw fieldError(
      'unsupported_parameter',
      name,
      `\`${name}\` is not available: ${REFUSED[snakeCase(name)]}.`,
    )
}

/** `numFrames` and `num-frames` as `num_frames`. */
export const snakeCase = (name: string): string =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()

const isOff = (value: unknown): boolean => value === false || value === 'false'
