import path from 'node:path'

/** The tiny model folders of the tests: each family's real architecture with random weights. */
export const MODELS_DIRECTORY = path.resolve(import.meta.dirname, '../fixtures/models')
