import path from 'node:path'

/** A model that Wan's authors publish in the layout of diffusers. */
export interface PublishedModel {
  /** Its id at Hugging Face. */
  readonly id: string
  /** A folder with its configurations, which say what memory its weights will need. */
  readonly folder: string
}

const CONFIGS = path.join(import.meta.dirname, 'configs')

const published = (id: string, configs: string): PublishedModel => ({
  id: `Wan-AI/${id}`,
  folder: path.join(CONFIGS, configs),
})

export const PUBLISHED_MODELS: readonly PublishedModel[] = [
  published('Wan2.1-T2V-1.3B-Diffusers', 'wan2.1-t2v-1.3b'),
  published('Wan2.1-T2V-14B-Diffusers', 'wan2.1-t2v-14b'),
  published('Wan2.1-I2V-14B-480P-Diffusers', 'wan2.1-i2v-14b'),
  published('Wan2.1-I2V-14B-720P-Diffusers', 'wan2.1-i2v-14b'),
  published('Wan2.1-FLF2V-14B-720P-diffusers', 'wan2.1-flf2v-14b'),
  published('Wan2.2-T2V-A14B-Diffusers', 'wan2.2-t2v-a14b'),
  published('Wan2.2-I2V-A14B-Diffusers', 'wan2.2-i2v-a14b'),
  published('Wan2.2-TI2V-5B-Diffusers', 'wan2.2-ti2v-5b'),
]
