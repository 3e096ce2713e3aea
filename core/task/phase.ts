/** What a running task is doing, in order. */
export const PHASES = [
  'load',
  'encode_prompt',
  'encode_image',
  'denoise',
  'decode',
  'encode_video',
  'upload',
] as const
export type Phase = (typeof PHASES)[number]
