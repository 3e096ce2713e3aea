import type { Exception } from './report.ts'

/** Tests of openai-python that fail by design. */
export const OPENAI_PYTHON: readonly Exception[] = [
  {
    name: /_character\b|_character\[/,
    reason: 'the service has no characters (404, characters_unsupported)',
  },
  { name: /^videos .*_edit\[/, reason: 'the service does not edit videos (501, video_edits_unsupported)' },
  { name: /^models .*_delete\[/, reason: 'models are folders of the operator, no client deletes them (405)' },
  {
    name: /^files .*_list_with_all_params\[/,
    reason: 'it asks for 0 files; OpenAI documents 1 to 10,000, and so it is here (400)',
  },
]

/** Tests of openai-node that fail by design. */
export const OPENAI_NODE: readonly Exception[] = [
  {
    name: /^videos (create|get)Character/,
    reason: 'the service has no characters (404, characters_unsupported)',
  },
  { name: /^videos edit/, reason: 'the service does not edit videos (501, video_edits_unsupported)' },
  { name: /^models delete/, reason: 'models are folders of the operator, no client deletes them (405)' },
]

/** Calls of LiteLLM's SDK that fail by design. */
export const LITELLM: readonly Exception[] = []

/** Calls of SGLang's and vLLM-Omni's clients that fail by design. */
export const PEERS: readonly Exception[] = []
