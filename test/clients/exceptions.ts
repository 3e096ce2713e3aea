import type { Exception } from './report.ts'

/** Tests of openai-python that fail by design. */
export const OPENAI_PYTHON: readonly Exception[] = []

/** Tests of openai-node that fail by design. */
export const OPENAI_NODE: readonly Exception[] = []

/** Calls of LiteLLM's SDK that fail by design. */
export const LITELLM: readonly Exception[] = []
