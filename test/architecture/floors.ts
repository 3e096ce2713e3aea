/**
 * The rooms of the project by floor, lowest first. A room is a folder with what lies below it,
 * unless a longer path of the same tower is a room of its own; `core/*` and the like are the loose
 * files of a folder. A file may import its own room and any lower floor of its tower. Rooms of one
 * floor do not import each other.
 */
export const TOWERS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  core: [
    ['core/*', 'core/metrics'],
    ['core/task'],
    ['core/tracing'],
    ['core/config', 'core/limits'],
    ['core/postgres', 'core/storage', 'core/outbound'],
    ['core/store', 'core/webhooks'],
    ['core/deps.ts'],
    ['core/lifecycle'],
  ],
  worker: [
    ['worker/graphs/*', 'worker/graphs/weights'],
    ['worker/graphs/onnx'],
    ['worker/graphs/transformer', 'worker/graphs/text', 'worker/graphs/image', 'worker/graphs/vae'],
    ['worker/graphs/quantise'],
    ['worker/wan'],
    ['worker/media'],
    ['worker/engine/*'],
    ['worker/engine/parent', 'worker/engine/child', 'worker/engine/remote'],
    ['worker/fitness'],
    ['worker/models', 'worker/jobs', 'worker/webhooks', 'worker/tools'],
    ['worker/*'],
  ],
  api: [
    ['api/openapi.gen.ts'],
    ['api/dialects'],
    ['api/contract'],
    ['api/auth'],
    ['api/http'],
    ['api/images', 'api/watching'],
    ['api/creation'],
    ['api/endpoints'],
    ['api/middleware', 'api/docs'],
    ['api/*'],
  ],
  console: [
    ['console/parts/format.ts', 'console/parts/html.ts'],
    ['console/session'],
    ['console/live'],
    ['console/parts'],
    ['console/watch'],
    ['console/webhooks'],
    ['console/make', 'console/videos', 'console/video', 'console/operate'],
    ['console/*'],
  ],
  migrations: [['migrations']],
  infra: [['infra']],
  test: [['test']],
}

/** What a tower may import of others. */
export const BESIDE: Readonly<Record<string, readonly string[]>> = {
  core: [],
  worker: ['core'],
  api: ['core', 'migrations'],
  console: ['api'],
  migrations: ['core'],
  infra: ['core', 'worker', 'api', 'migrations'],
  test: ['core', 'worker', 'api', 'migrations', 'infra', 'sdk'],
}

/**
 * Walls: what the files of a folder may import from outside of it, `type ` for types alone, and
 * which packages. They hold beside the floors.
 */
export const WALLS: readonly {
  readonly folder: string
  readonly may: readonly string[]
  readonly packages?: RegExp
}[] = [
  // Migrations are frozen; what they import must not change under them.
  { folder: 'migrations/0', may: [], packages: /^kysely$/ },
  {
    folder: 'core/task/',
    may: ['core/ids.ts'],
    packages: /^node:crypto$/,
  },
  { folder: 'core/limits/', may: ['core/errors.ts', 'type core/task/'], packages: /^$/ },
  // Dialects are pure: data and functions between a wire format and the task model.
  {
    folder: 'api/dialects/',
    may: [
      'core/task/',
      'type core/limits/',
      'core/webhooks/body.ts',
      'core/errors.ts',
      'core/ids.ts',
      'core/clock.ts',
      'type api/openapi.gen.ts',
    ],
    packages: /^$/,
  },
  { folder: 'worker/graphs/', may: [], packages: /^node:/ },
  {
    folder: 'worker/wan/',
    may: ['worker/graphs/', 'type core/task/'],
    packages: /^(node:(?!https?$|net$|tls$)|onnxruntime-node$|@huggingface\/tokenizers$|entities)/,
  },
  // The engine's child knows no database, no HTTP and no S3.
  {
    folder: 'worker/engine/child/',
    may: ['worker/engine/*', 'worker/wan/', 'worker/media/', 'type core/task/'],
    packages: /^(node:(?!https?$|net$|tls$)|onnxruntime-node$)/,
  },
  // Jobs know what engines do, not how.
  {
    folder: 'worker/jobs/',
    may: [
      'core/',
      'worker/engine/engine.ts',
      'worker/engine/run.ts',
      'worker/engine/failure.ts',
      'worker/fitness/',
    ],
  },
  // The page runs in browsers and knows the contract alone.
  {
    folder: 'console/',
    may: ['type api/openapi.gen.ts'],
    packages: /^(preact|preact\/hooks|@preact\/signals|htm|uplot)$/,
  },
  // What a worker needs beside its engines, whatever it works on.
  { folder: 'worker/fitness/', may: ['core/', 'worker/engine/*', 'worker/media/'] },
  { folder: 'worker/webhooks/', may: ['core/'] },
  {
    folder: 'worker/engine/',
    may: ['core/config/', 'core/task/', 'type core/', 'worker/wan/', 'worker/media/'],
  },
]
