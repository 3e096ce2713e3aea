import {
  Kysely,
  type ColumnType,
  type Generated,
  type GeneratedAlways,
  type JSONColumnType,
  type Transaction,
} from 'kysely'
import type { FittingSizes } from '#core/task/fitting-sizes.ts'
import type { Asset, Assets } from '#core/task/asset.ts'
import type { RejectedItem } from '#core/task/batch.ts'
import type { Manifest } from '#core/task/manifest.ts'
import type { ModelDefinition, UnavailableModel } from '#core/task/model-definition.ts'
import type { Adjustment, TaskParameters } from '#core/task/parameters.ts'
import type { AttemptOutcome, EngineState, Phase } from '#core/task/run.ts'
import type { TaskError, TaskStatus } from '#core/task/task.ts'
import { PipeliningDialect } from './driver.ts'
import { openPool, type Pool, type PoolOptions } from './pool.ts'

export interface Database {
  tenants: {
    id: string
    name: string
    priority: Generated<number>
    webhook_secret: string
    created_at: Generated<Date>
    /** Null: the default of the settings. */
    requests_per_minute: Generated<number | null>
    request_burst: Generated<number | null>
    max_running: Generated<number | null>
    max_queued: Generated<number | null>
    gpu_seconds_per_day: Generated<number | null>
    upload_bytes_per_day: Generated<string | null>
    /** LoRAs that requests may name; null: all. */
    loras: Generated<string[] | null>
    last_started_at: Generated<Date | null>
    previous_webhook_secret: Generated<string | null>
    previous_webhook_secret_until: Generated<Date | null>
    deleted_at: Generated<Date | null>
  }
  tenant_usage: {
    tenant_id: string
    /** `YYYY-MM-DD` in UTC. */
    day: string
    gpu_seconds: Generated<number>
    upload_bytes: Generated<string>
  }
  rate_limits: {
    key: string
    arrival_ms: number
    allowed: boolean
  }
  api_keys: {
    id: string
    tenant_id: string
    name: string
    key_hash: Buffer
    key_prefix: string
    scopes: string[]
    allowed_cidrs: Generated<string[]>
    created_at: Generated<Date>
    last_used_at: Date | null
    revoked_at: Date | null
    /** Null: requests with the key are not signed. */
    signature_algorithm: Generated<'ed25519' | 'hmac-sha256' | null>
    signature_material: Generated<string | null>
    signature_required: Generated<boolean>
    /** Null: until it is revoked. */
    expires_at: Generated<Date | null>
    /** The key that it was made from, and with which it is revoked. */
    parent_id: Generated<string | null>
    is_media_session: Generated<boolean>
  }
  sign_in_codes: {
    code_hash: Buffer
    tenant_id: string
    scopes: string[]
    expires_at: Date
  }
  request_nonces: {
    key_id: string
    nonce: string
    expires_at: Date
  }
  tasks: {
    id: string
    tenant_id: string
    dialect: string
    model: string
    status: TaskStatus
    parameters: JSONColumnType<TaskParameters>
    adjustments: JSONColumnType<readonly Adjustment[]>
    metadata: JSONColumnType<Readonly<Record<string, string>>>
    input_key: string | null
    last_input_key: Generated<string | null>
    webhook_url: string | null
    priority: number
    /** The pg-boss job that stands for the task, and the retry of that job that holds the claim. */
    job_id: string
    job_retry_count: Generated<number>
    fencing_token: Generated<number>
    attempts: Generated<number>
    parked: Generated<boolean>
    not_before: Generated<Date | null>
    gpu_seconds: Generated<number>
    phase: Phase | null
    step: Generated<number>
    progress: Generated<number>
    eta_at: Date | null
    timings: JSONColumnType<Record<string, number>> | null
    assets: JSONColumnType<Assets> | null
    preview: JSONColumnType<Asset> | null
    manifest: JSONColumnType<Manifest> | null
    rerun_of: string | null
    remixed_from: string | null
    extended_from: string | null
    error: JSONColumnType<TaskError> | null
    created_at: Date
    started_at: Date | null
    finished_at: Date | null
    expires_at: Date | null
    assets_removed_at: Date | null
    cancel_requested_at: Date | null
    deleted_at: Date | null
    updated_at: Date
    public_id: string | null
    cancel_at: Date | null
    start_by: Date | null
    cache_key: string | null
    cache_revision: string | null
    cached_from: string | null
    batch_id: Generated<string | null>
    /** Place among the items of its batch. */
    batch_index: Generated<number | null>
    /** The worker of the current or last attempt. */
    last_worker: Generated<string | null>
    /** Until then, other workers are asked before that one. */
    avoid_until: Generated<Date | null>
    /** Attempts that a worker gave back for faults of its own. */
    worker_faults: Generated<number>
    /** What its creation belongs to; null: nobody traces. */
    traceparent: Generated<string | null>
  }
  batches: {
    id: string
    tenant_id: string
    total: number
    rejected: JSONColumnType<readonly RejectedItem[]>
    metadata: JSONColumnType<Readonly<Record<string, string>>>
    webhook_url: string | null
    created_at: Date
    cancel_requested_at: Generated<Date | null>
    finished_at: Generated<Date | null>
  }
  events: {
    seq: Generated<string>
    id: string
    tenant_id: string
    task_id: string | null
    batch_id: Generated<string | null>
    /** Of an event about a webhook endpoint. */
    endpoint_id: Generated<string | null>
    type: string
    body: string | null
    created_at: Date
    /** Place in the tenant's feed; null until it is first read there. */
    position: string | null
  }
  webhook_deliveries: {
    id: string
    event_id: string
    tenant_id: string
    task_id: string | null
    batch_id: Generated<string | null>
    url: string
    status: 'pending' | 'delivered' | 'failed'
    attempts: Generated<number>
    next_attempt_at: Date
    created_at: Date
    finished_at: Date | null
    /** Null for the webhook address of a single request. */
    endpoint_id: Generated<string | null>
    /** Null when the delivery carries the event under its own type. */
    type: Generated<string | null>
    /** The endpoint, or for the address of a request its tenant and origin. */
    destination: GeneratedAlways<string>
  }
  webhook_destinations: {
    id: string
    tenant_id: string
    /** The process that delivers there until `held_until`. */
    holder: string | null
    held_until: Date
    /** Attempts that failed since the last success. */
    failures: number
    failing_since: Date | null
    /** No attempt before then, and afterwards one at a time until one succeeds. */
    paused_until: Date | null
  }
  webhook_endpoints: {
    id: string
    tenant_id: string
    name: string
    url: string
    event_types: string[]
    headers: JSONColumnType<Readonly<Record<string, string>>>
    secret: string
    previous_secret: string | null
    previous_secret_until: Date | null
    disabled: boolean
    disabled_reason: string | null
    created_at: Date
    updated_at: Date
  }
  webhook_attempts: {
    delivery_id: string
    attempt: number
    at: Date
    duration_ms: number
    status_code: number | null
    error: string | null
    response_excerpt: string | null
  }
  idempotency_keys: {
    tenant_id: string
    key: string
    fingerprint: string
    task_id: string
    response: JSONColumnType<object>
    created_at: Date
    /** Bit n: attempt n of a client's call has arrived; null for a key that the client sent. */
    attempts_seen: Generated<number | null>
  }
  refused_attempts: {
    id: Generated<string>
    tenant_id: string
    retry_count: number
    content_length: string | null
    created_at: Date
  }
  files: {
    id: string
    tenant_id: string
    name: string
    purpose: string
    content_type: string
    size_bytes: number
    sha256: string
    created_at: Date
    expires_at: Date
  }
  models: {
    id: string
    definition: JSONColumnType<ModelDefinition>
    updated_at: Date
  }
  model_revisions: {
    model: string
    revision: string
    updated_at: Date
    /** Digests of the LoRAs that requests may add, by name. */
    loras: ColumnType<Record<string, string>, string, string>
  }
  workers: {
    id: string
    host: string
    devices: string[]
    models: string[]
    /** Class of each device, as in run_speeds. */
    device_classes: string[]
    /** Keyed by model id. */
    fitting_sizes: ColumnType<Readonly<Record<string, FittingSizes>>, string | undefined, string>
    unavailable: ColumnType<readonly UnavailableModel[], string | undefined, string>
    broken_engines: Generated<number>
    started_at: Date
    seen_at: Date
    /** Why it takes no tasks now, as `<fault>: <reason>`; null: it takes them. */
    paused_reason: Generated<string | null>
    clock_skew_seconds: Generated<number>
    engine_states: ColumnType<readonly EngineState[], string | undefined, string>
  }
  attempts: {
    task_id: string
    fencing_token: number
    tenant_id: string
    worker: string | null
    engine: string | null
    device_class: string | null
    started_at: Date
    resumed_from_step: Generated<number | null>
    checkpoint_step: Generated<number | null>
    checkpoint_at: Generated<Date | null>
    ended_at: Generated<Date | null>
    outcome: Generated<AttemptOutcome | null>
    error: ColumnType<TaskError | null, string | null | undefined, string | null>
  }
  installation: {
    id: Generated<string>
    is_only: Generated<boolean>
  }
  sweeps: {
    name: string
    swept_at: Date
    listed: number
    unknown: number
    deleted: number
    held: boolean
  }
  task_metadata: {
    task_id: string
    pair: string
    tenant_id: string
    created_at: Date
  }
  upstream_jobs: {
    key: string
    task_id: string
    /** Its name in ENGINES. */
    server: string
    /** Null until the server has answered. */
    upstream_id: string | null
    /** Whether it is only to be removed from its server. */
    abandoned: Generated<boolean>
    created_at: Date
  }
  run_speeds: {
    model: string
    width: number
    height: number
    frames: number
    steps: number
    device_class: string
    step_seconds: number
    lead_seconds: number
    tail_seconds: number
    runs: number
    updated_at: Date
  }
}

/** A pool or a transaction, for statements that only read or stand alone. */
export type Db = Kysely<Database> & {
  /** Logged in as `wan_tenant`, for reads on behalf of tenants; absent: `db` takes that role. */
  readonly tenantReads?: Kysely<Database>
}
/** A transaction, for statements that must be part of a larger change. */
export type Trx = Transaction<Database>

/**
 * Statements over a pool; the end of one is the end of the other.
 *
 * @param tenantReads over a pool that is logged in as `wan_tenant`
 */
export const databaseOver = (pool: Pool, tenantReads?: Kysely<Database>): Db =>
  Object.assign(
    new Kysely<Database>({ dialect: new PipeliningDialect({ pool }) }),
    tenantReads === undefined ? {} : { tenantReads },
  )

/** As `openPool`. */
export const openDatabase = (options: PoolOptions): Db => databaseOver(openPool(options))
