/**
 * The one table of settings. `.env.example` and the README table are generated from it
 * (`npm run generate`); `core/config.ts` turns it into a frozen `Config`.
 */
export interface Setting {
  readonly name: string
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'list' | 'url'
  /** As it would be written in the environment; null = not set. */
  readonly default: string | null
  readonly text: string
  readonly secret?: true
  readonly choices?: readonly string[]
  readonly min?: number
  readonly max?: number
}

export const SETTINGS = {
  host: {
    name: 'HOST',
    type: 'string',
    default: '127.0.0.1',
    text: 'Address the API listens on; 0.0.0.0 in a container.',
  },
  port: { name: 'PORT', type: 'integer', default: '8088', min: 0, max: 65535, text: 'Port of the API.' },
  publicBaseUrl: {
    name: 'PUBLIC_BASE_URL',
    type: 'url',
    default: null,
    text: 'Address under which clients reach the API; links are made from it. Default: http://localhost:PORT.',
  },
  dataDir: {
    name: 'DATA_DIR',
    type: 'string',
    default: '.data',
    text: 'Folder of the embedded Postgres, the filesystem storage driver and temporary files.',
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    type: 'url',
    default: null,
    secret: true,
    text: 'Postgres 15 or newer. `npm start` brings its own when this is not set.',
  },
  databasePoolSize: {
    name: 'DATABASE_POOL_SIZE',
    type: 'integer',
    default: '10',
    min: 2,
    max: 200,
    text: 'Connections each process opens for queries; pg-boss and LISTEN add up to 6.',
  },
  s3Endpoint: {
    name: 'S3_ENDPOINT',
    type: 'url',
    default: null,
    text: 'S3-compatible endpoint. Setting this or S3_BUCKET selects the s3 driver; otherwise files lie under DATA_DIR.',
  },
  s3Bucket: {
    name: 'S3_BUCKET',
    type: 'string',
    default: null,
    text: 'Bucket; default wan-videos when S3_ENDPOINT is set.',
  },
  s3Region: { name: 'S3_REGION', type: 'string', default: 'us-east-1', text: 'Region of the bucket.' },
  s3AccessKeyId: {
    name: 'S3_ACCESS_KEY_ID',
    type: 'string',
    default: null,
    secret: true,
    text: 'Access key; without it the AWS credential chain is used.',
  },
  s3SecretAccessKey: {
    name: 'S3_SECRET_ACCESS_KEY',
    type: 'string',
    default: null,
    secret: true,
    text: 'Secret key.',
  },
  s3ForcePathStyle: {
    name: 'S3_FORCE_PATH_STYLE',
    type: 'boolean',
    default: 'true',
    text: 'true: http://host/bucket/key; false: http://bucket.host/key.',
  },
  s3ChecksumMode: {
    name: 'S3_CHECKSUM_MODE',
    type: 'string',
    default: 'WHEN_REQUIRED',
    choices: ['WHEN_REQUIRED', 'WHEN_SUPPORTED'],
    text: 'WHEN_SUPPORTED sends CRC32 trailers, which older S3 implementations refuse.',
  },
  s3CreateBucket: {
    name: 'S3_CREATE_BUCKET',
    type: 'boolean',
    default: 'true',
    text: 'Create the bucket when it is missing.',
  },
  s3PublicEndpoint: {
    name: 'S3_PUBLIC_ENDPOINT',
    type: 'url',
    default: null,
    text: 'Endpoint written into presigned links, when clients reach the bucket under another address.',
  },
  contentDelivery: {
    name: 'CONTENT_DELIVERY',
    type: 'string',
    default: 'proxy',
    choices: ['proxy', 'redirect'],
    text: 'proxy: the API streams the bytes; redirect: 302 to a signed link.',
  },
  linkSecret: {
    name: 'LINK_SECRET',
    type: 'string',
    default: null,
    secret: true,
    text: 'Signs links of the filesystem driver; at least 32 characters. `npm start` makes one.',
  },
  resultTtlSeconds: {
    name: 'RESULT_TTL_SECONDS',
    type: 'integer',
    default: '3600',
    min: 1,
    max: 31536000,
    text: 'How long a finished video can be downloaded.',
  },
  jwtSecret: {
    name: 'JWT_SECRET',
    type: 'string',
    default: null,
    secret: true,
    text: 'HS256 secret, at least 32 characters. Without it HS256 tokens are refused.',
  },
  jwtJwksUrl: {
    name: 'JWT_JWKS_URL',
    type: 'url',
    default: null,
    text: 'JWKS of the issuer; RS256 and ES256 tokens are accepted when it is set.',
  },
  jwtIssuer: {
    name: 'JWT_ISSUER',
    type: 'string',
    default: 'wan-video-service',
    text: 'Required `iss` of a token.',
  },
  jwtAudience: {
    name: 'JWT_AUDIENCE',
    type: 'string',
    default: 'wan-video-service',
    text: 'Required `aud` of a token.',
  },
  jwtTenantClaim: {
    name: 'JWT_TENANT_CLAIM',
    type: 'string',
    default: 'tenant',
    text: 'Claim that names the tenant.',
  },
  metricsToken: {
    name: 'METRICS_TOKEN',
    type: 'string',
    default: null,
    secret: true,
    text: 'Bearer token for /metrics. Without it only loopback may read /metrics.',
  },
  modelsDir: {
    name: 'MODELS_DIR',
    type: 'string',
    default: 'models',
    text: 'Folder whose subfolders are model folders.',
  },
  engines: {
    name: 'ENGINES',
    type: 'list',
    default: 'cpu,cpu',
    text: 'One engine per entry, one task at a time each: cpu, cuda:0, cuda:1, …',
  },
  engineThreads: {
    name: 'ENGINE_THREADS',
    type: 'integer',
    default: '1',
    min: 1,
    max: 256,
    text: 'CPU threads of one engine.',
  },
  engineStallTimeoutSeconds: {
    name: 'ENGINE_STALL_TIMEOUT_SECONDS',
    type: 'integer',
    default: '600',
    min: 1,
    max: 86400,
    text: 'An engine that reports no progress for this long is killed and its task retried.',
  },
  engineCancelGraceSeconds: {
    name: 'ENGINE_CANCEL_GRACE_SECONDS',
    type: 'integer',
    default: '30',
    min: 1,
    max: 3600,
    text: 'How long an engine may take to stop at the end of a step before it is killed.',
  },
  queues: {
    name: 'QUEUES',
    type: 'list',
    default: 'generate,webhook,maintenance',
    text: 'What a worker process does; split them to scale webhooks apart from GPUs.',
  },
  taskMaxAttempts: {
    name: 'TASK_MAX_ATTEMPTS',
    type: 'integer',
    default: '3',
    min: 1,
    max: 20,
    text: 'Attempts before a task whose failures are retryable is failed.',
  },
  taskRetryDelaySeconds: {
    name: 'TASK_RETRY_DELAY_SECONDS',
    type: 'number',
    default: '2',
    min: 0,
    max: 3600,
    text: 'Delay before the second attempt; doubles with each further one.',
  },
  taskTimeoutSeconds: {
    name: 'TASK_TIMEOUT_SECONDS',
    type: 'integer',
    default: '7200',
    min: 1,
    max: 86000,
    text: 'Longest run of one attempt; after that it fails with deadline_exceeded.',
  },
  heartbeatSeconds: {
    name: 'HEARTBEAT_SECONDS',
    type: 'integer',
    default: '10',
    min: 10,
    max: 600,
    text: 'A worker silent for this long has lost its task (pg-boss takes no less than 10).',
  },
  shutdownGraceSeconds: {
    name: 'SHUTDOWN_GRACE_SECONDS',
    type: 'integer',
    default: '5',
    min: 0,
    max: 86000,
    text: 'How long a worker may go on with its tasks after SIGTERM; then they return to the queue, uncharged.',
  },
  outboundAllowPrivate: {
    name: 'OUTBOUND_ALLOW_PRIVATE',
    type: 'boolean',
    default: 'false',
    text: 'Let image and webhook addresses lie in private networks and on loopback. `npm start` sets it.',
  },
  outboundAllowedCidrs: {
    name: 'OUTBOUND_ALLOWED_CIDRS',
    type: 'list',
    default: '',
    text: 'Private networks that image and webhook addresses may lie in, as CIDR blocks.',
  },
  webhookTimeoutSeconds: {
    name: 'WEBHOOK_TIMEOUT_SECONDS',
    type: 'number',
    default: '15',
    min: 1,
    max: 60,
    text: 'Total time of one webhook attempt.',
  },
  webhookScheduleSeconds: {
    name: 'WEBHOOK_SCHEDULE_SECONDS',
    type: 'list',
    default: '0,5,300,1800,7200,18000,36000,50400,72000,86400',
    text: 'Delay before each webhook attempt, ±20 % jitter; the Standard Webhooks schedule.',
  },
  inputFetchTimeoutSeconds: {
    name: 'INPUT_FETCH_TIMEOUT_SECONDS',
    type: 'number',
    default: '10',
    min: 1,
    max: 60,
    text: 'Total time for fetching an input image from its URL.',
  },
  ffmpegPath: {
    name: 'FFMPEG_PATH',
    type: 'string',
    default: null,
    text: 'ffmpeg to use; else the one on PATH, else the npm binary.',
  },
  ffprobePath: {
    name: 'FFPROBE_PATH',
    type: 'string',
    default: null,
    text: 'ffprobe to use; else the one on PATH, else the npm binary.',
  },
  logLevel: {
    name: 'LOG_LEVEL',
    type: 'string',
    default: 'info',
    choices: ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
    text: 'Least level that is logged.',
  },
} as const satisfies Record<string, Setting>
