--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: pgboss; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA pgboss;


--
-- Name: job_state; Type: TYPE; Schema: pgboss; Owner: -
--

CREATE TYPE pgboss.job_state AS ENUM (
    'created',
    'retry',
    'active',
    'completed',
    'cancelled',
    'failed'
);


--
-- Name: create_queue(text, jsonb); Type: FUNCTION; Schema: pgboss; Owner: -
--

CREATE FUNCTION pgboss.create_queue(queue_name text, options jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $_$
    DECLARE
      tablename varchar := CASE WHEN options->>'partition' = 'true'
                            THEN 'j' || encode(sha224(queue_name::bytea), 'hex')
                            ELSE 'job_common'
                            END;
      queue_created_on timestamptz;
    BEGIN

      WITH q as (
        INSERT INTO pgboss.queue (
          name,
          policy,
          retry_limit,
          retry_delay,
          retry_backoff,
          retry_delay_max,
          expire_seconds,
          retention_seconds,
          deletion_seconds,
          warning_queued,
          dead_letter,
          partition,
          table_name,
          heartbeat_seconds,
          notify,
          created_on,
          updated_on
        )
        VALUES (
          queue_name,
          options->>'policy',
          COALESCE((options->>'retryLimit')::int, 2),
          COALESCE((options->>'retryDelay')::int, 0),
          COALESCE((options->>'retryBackoff')::bool, false),
          (options->>'retryDelayMax')::int,
          COALESCE((options->>'expireInSeconds')::int, 900),
          COALESCE((options->>'retentionSeconds')::int, 1209600),
          COALESCE((options->>'deleteAfterSeconds')::int, 604800),
          COALESCE((options->>'warningQueueSize')::int, 0),
          options->>'deadLetter',
          COALESCE((options->>'partition')::bool, false),
          tablename,
          (options->>'heartbeatSeconds')::int,
          COALESCE((options->>'notify')::bool, false),
          pgboss.job_now(),
          pgboss.job_now()
        )
        ON CONFLICT DO NOTHING
        RETURNING created_on
      )
      SELECT created_on into queue_created_on from q;

      IF queue_created_on IS NULL OR options->>'partition' IS DISTINCT FROM 'true' THEN
        RETURN;
      END IF;

      EXECUTE format('CREATE TABLE pgboss.%I (LIKE pgboss.job INCLUDING DEFAULTS)', tablename);

      EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD PRIMARY KEY (name, id)$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT q_fkey FOREIGN KEY (name) REFERENCES pgboss.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT dlq_fkey FOREIGN KEY (dead_letter) REFERENCES pgboss.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, tablename);

      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i11 ON pgboss.job (name, priority DESC, created_on, start_after) WHERE state < 'active' AND NOT blocked$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i4 ON pgboss.job (name, singleton_on, COALESCE(singleton_key, '')) WHERE state <> 'cancelled' AND singleton_on IS NOT NULL$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i7 ON pgboss.job (name, group_id) WHERE state = 'active' AND group_id IS NOT NULL$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i9 ON pgboss.job (name, id) WHERE blocking AND state = 'completed'$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i12 ON pgboss.job (source_root_id) WHERE source_root_id IS NOT NULL$cmd$, tablename);

      IF options->>'policy' = 'short' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i1 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state = 'created' AND policy = 'short'$cmd$, tablename);
      ELSIF options->>'policy' = 'singleton' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i2 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state = 'active' AND policy = 'singleton'$cmd$, tablename);
      ELSIF options->>'policy' = 'stately' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i3 ON pgboss.job (name, state, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'stately'$cmd$, tablename);
      ELSIF options->>'policy' = 'exclusive' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i6 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'exclusive'$cmd$, tablename);
      ELSIF options->>'policy' = 'key_strict_fifo' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i8 ON pgboss.job (name, singleton_key) WHERE state IN ('active', 'retry', 'failed') AND policy = 'key_strict_fifo'$cmd$, tablename);
        EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i10 ON pgboss.job (name, singleton_key, state DESC, created_on, id) INCLUDE (start_after) WHERE state < 'active' AND NOT blocked AND policy = 'key_strict_fifo'$cmd$, tablename);
        EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT job_key_strict_fifo_singleton_key_check CHECK (NOT (policy = 'key_strict_fifo' AND singleton_key IS NULL))$cmd$, tablename);
      END IF;

      EXECUTE format('ALTER TABLE pgboss.%I ADD CONSTRAINT cjc CHECK (name=%L)', tablename, queue_name);
      EXECUTE format('ALTER TABLE pgboss.job ATTACH PARTITION pgboss.%I FOR VALUES IN (%L)', tablename, queue_name);
    END;
    $_$;


--
-- Name: delete_queue(text); Type: FUNCTION; Schema: pgboss; Owner: -
--

CREATE FUNCTION pgboss.delete_queue(queue_name text) RETURNS void
    LANGUAGE plpgsql
    AS $$
    DECLARE
      v_table varchar;
      v_partition bool;
    BEGIN
      
      SELECT table_name, partition
      FROM pgboss.queue
      WHERE name = queue_name
      INTO v_table, v_partition;

      IF v_partition THEN
        EXECUTE format('DROP TABLE IF EXISTS pgboss.%I', v_table);
      ELSE
        EXECUTE format('DELETE FROM pgboss.%I WHERE name = %L', v_table, queue_name);
      END IF;
    
      DELETE FROM pgboss.queue WHERE name = queue_name;
    END;
    $$;


--
-- Name: job_now(); Type: FUNCTION; Schema: pgboss; Owner: -
--

CREATE FUNCTION pgboss.job_now() RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS $$
      SELECT pg_catalog.now();
    $$;


--
-- Name: job_table_format(text, text); Type: FUNCTION; Schema: pgboss; Owner: -
--

CREATE FUNCTION pgboss.job_table_format(command text, table_name text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $_$
      SELECT format(
        regexp_replace(
          regexp_replace(command, '\.job\y', '.%1$I', 'g'),
          '\yjob_i(\d+)', '%1$s_i\1', 'g'
        ),
        table_name
      );
    $_$;


--
-- Name: job_table_run(text, text, text); Type: FUNCTION; Schema: pgboss; Owner: -
--

CREATE FUNCTION pgboss.job_table_run(command text, tbl_name text DEFAULT NULL::text, queue_name text DEFAULT NULL::text) RETURNS void
    LANGUAGE plpgsql
    AS $$
    DECLARE
      tbl RECORD;
    BEGIN
      IF queue_name IS NOT NULL THEN
        SELECT table_name INTO tbl_name FROM pgboss.queue WHERE name = queue_name;
      END IF;

      IF tbl_name IS NOT NULL THEN
        EXECUTE pgboss.job_table_format(command, tbl_name);
        RETURN;
      END IF;

      EXECUTE pgboss.job_table_format(command, 'job_common');

      FOR tbl IN SELECT table_name FROM pgboss.queue WHERE partition = true
      LOOP
        EXECUTE pgboss.job_table_format(command, tbl.table_name);
      END LOOP;
    END;
    $$;


--
-- Name: job_table_run_async(text, integer, text, text, text); Type: FUNCTION; Schema: pgboss; Owner: -
--

CREATE FUNCTION pgboss.job_table_run_async(command_name text, version integer, command text, tbl_name text DEFAULT NULL::text, queue_name text DEFAULT NULL::text) RETURNS void
    LANGUAGE plpgsql
    AS $$
    BEGIN
      IF queue_name IS NOT NULL THEN
        SELECT table_name INTO tbl_name FROM pgboss.queue WHERE name = queue_name;
      END IF;

      IF tbl_name IS NOT NULL THEN
        INSERT INTO pgboss.bam (name, version, status, queue, table_name, command)
        VALUES (
          command_name,
          version,
          'pending',
          queue_name,
          tbl_name,
          pgboss.job_table_format(command, tbl_name)
        );
        RETURN;
      END IF;

      INSERT INTO pgboss.bam (name, version, status, queue, table_name, command)
      SELECT
        command_name,
        version,
        'pending',
        NULL,
        'job_common',
        pgboss.job_table_format(command, 'job_common')
      UNION ALL
      SELECT
        command_name,
        version,
        'pending',
        queue.name,
        queue.table_name,
        pgboss.job_table_format(command, queue.table_name)
      FROM pgboss.queue
      WHERE partition = true;
    END;
    $$;


--
-- Name: admit_queued(text, integer, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.admit_queued(tenant text, most integer, added integer) RETURNS integer
    LANGUAGE plpgsql
    AS $$
    declare
      lock_key constant bigint := hashtextextended('wan:admission:' || tenant, 0);
      far constant integer := most - current_setting('max_connections')::integer;
      queued integer;
      alone boolean;
    begin
      select count(*) into queued from (
        select from tasks where tenant_id = tenant and status = 'queued' limit most + 1) q;
      alone := added > 1 or queued > far;
      if alone then
        perform pg_advisory_xact_lock(lock_key);
      else
        perform pg_advisory_xact_lock_shared(lock_key);
      end if;
      select count(*) into queued from (
        select from tasks where tenant_id = tenant and status = 'queued' limit most + 1) q;
      -- A lock that is shared cannot become one that is not: the caller tries again.
      if queued > far and not alone then
        raise serialization_failure using message = 'the queue filled up meanwhile';
      end if;
      return queued;
    end $$;


--
-- Name: facts_changed(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.facts_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    begin
      update facts_version set version = version + 1;
      return null;
    end $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: bam; Type: TABLE; Schema: pgboss; Owner: -
--

CREATE TABLE pgboss.bam (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    version integer NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    queue text,
    table_name text NOT NULL,
    command text NOT NULL,
    error text,
    created_on timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    started_on timestamp with time zone,
    completed_on timestamp with time zone
);


--
-- Name: job; Type: TABLE; Schema: pgboss; Owner: -
--

CREATE TABLE pgboss.job (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    priority integer DEFAULT 0 NOT NULL,
    data jsonb,
    state pgboss.job_state DEFAULT 'created'::pgboss.job_state NOT NULL,
    retry_limit integer DEFAULT 2 NOT NULL,
    retry_count integer DEFAULT 0 NOT NULL,
    retry_delay integer DEFAULT 0 NOT NULL,
    retry_backoff boolean DEFAULT false NOT NULL,
    retry_delay_max integer,
    expire_seconds integer DEFAULT 900 NOT NULL,
    deletion_seconds integer DEFAULT 604800 NOT NULL,
    singleton_key text,
    singleton_on timestamp without time zone,
    group_id text,
    group_tier text,
    start_after timestamp with time zone DEFAULT now() NOT NULL,
    created_on timestamp with time zone DEFAULT now() NOT NULL,
    started_on timestamp with time zone,
    completed_on timestamp with time zone,
    keep_until timestamp with time zone DEFAULT (now() + '336:00:00'::interval) NOT NULL,
    output jsonb,
    dead_letter text,
    policy text,
    heartbeat_on timestamp with time zone,
    heartbeat_seconds integer,
    blocked boolean DEFAULT false NOT NULL,
    blocking boolean DEFAULT false NOT NULL,
    pending_dependencies integer DEFAULT 0 NOT NULL,
    source_name text,
    source_id uuid,
    source_created_on timestamp with time zone,
    source_retry_count integer,
    source_output jsonb,
    source_root_id uuid
)
PARTITION BY LIST (name);


--
-- Name: job_common; Type: TABLE; Schema: pgboss; Owner: -
--

CREATE TABLE pgboss.job_common (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    priority integer DEFAULT 0 NOT NULL,
    data jsonb,
    state pgboss.job_state DEFAULT 'created'::pgboss.job_state NOT NULL,
    retry_limit integer DEFAULT 2 NOT NULL,
    retry_count integer DEFAULT 0 NOT NULL,
    retry_delay integer DEFAULT 0 NOT NULL,
    retry_backoff boolean DEFAULT false NOT NULL,
    retry_delay_max integer,
    expire_seconds integer DEFAULT 900 NOT NULL,
    deletion_seconds integer DEFAULT 604800 NOT NULL,
    singleton_key text,
    singleton_on timestamp without time zone,
    group_id text,
    group_tier text,
    start_after timestamp with time zone DEFAULT now() NOT NULL,
    created_on timestamp with time zone DEFAULT now() NOT NULL,
    started_on timestamp with time zone,
    completed_on timestamp with time zone,
    keep_until timestamp with time zone DEFAULT (now() + '336:00:00'::interval) NOT NULL,
    output jsonb,
    dead_letter text,
    policy text,
    heartbeat_on timestamp with time zone,
    heartbeat_seconds integer,
    blocked boolean DEFAULT false NOT NULL,
    blocking boolean DEFAULT false NOT NULL,
    pending_dependencies integer DEFAULT 0 NOT NULL,
    source_name text,
    source_id uuid,
    source_created_on timestamp with time zone,
    source_retry_count integer,
    source_output jsonb,
    source_root_id uuid,
    CONSTRAINT job_key_strict_fifo_singleton_key_check CHECK ((NOT ((policy = 'key_strict_fifo'::text) AND (singleton_key IS NULL))))
);


--
-- Name: job_dependency; Type: TABLE; Schema: pgboss; Owner: -
--

CREATE TABLE pgboss.job_dependency (
    child_name text NOT NULL,
    child_id uuid NOT NULL,
    parent_name text NOT NULL,
    parent_id uuid NOT NULL
);


--
-- Name: queue; Type: TABLE; Schema: pgboss; Owner: -
--

CREATE TABLE pgboss.queue (
    name text NOT NULL,
    policy text NOT NULL,
    retry_limit integer NOT NULL,
    retry_delay integer NOT NULL,
    retry_backoff boolean NOT NULL,
    retry_delay_max integer,
    expire_seconds integer NOT NULL,
    retention_seconds integer NOT NULL,
    deletion_seconds integer NOT NULL,
    dead_letter text,
    partition boolean NOT NULL,
    table_name text NOT NULL,
    deferred_count integer DEFAULT 0 NOT NULL,
    queued_count integer DEFAULT 0 NOT NULL,
    ready_count integer DEFAULT 0 NOT NULL,
    warning_queued integer DEFAULT 0 NOT NULL,
    active_count integer DEFAULT 0 NOT NULL,
    failed_count integer DEFAULT 0 NOT NULL,
    total_count integer DEFAULT 0 NOT NULL,
    created_delta integer DEFAULT 0 NOT NULL,
    completed_delta integer DEFAULT 0 NOT NULL,
    failed_delta integer DEFAULT 0 NOT NULL,
    delta_on timestamp with time zone,
    delta_seconds integer,
    ready_history integer[] DEFAULT '{}'::integer[] NOT NULL,
    heartbeat_seconds integer,
    notify boolean DEFAULT false NOT NULL,
    singletons_active text[],
    monitor_claim_on timestamp with time zone,
    monitor_on timestamp with time zone,
    maintain_on timestamp with time zone,
    created_on timestamp with time zone DEFAULT now() NOT NULL,
    updated_on timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT queue_check CHECK ((dead_letter IS DISTINCT FROM name))
);


--
-- Name: queue_stats; Type: TABLE; Schema: pgboss; Owner: -
--

CREATE TABLE pgboss.queue_stats (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    deferred_count integer DEFAULT 0 NOT NULL,
    queued_count integer DEFAULT 0 NOT NULL,
    ready_count integer DEFAULT 0 NOT NULL,
    active_count integer DEFAULT 0 NOT NULL,
    failed_count integer DEFAULT 0 NOT NULL,
    total_count integer DEFAULT 0 NOT NULL,
    created_delta integer,
    completed_delta integer,
    failed_delta integer,
    delta_seconds integer,
    delta_on timestamp with time zone,
    captured_on timestamp with time zone DEFAULT now() NOT NULL
)
PARTITION BY RANGE (captured_on);


--
-- Name: queue_stats_20261130; Type: TABLE; Schema: pgboss; Owner: -
--

CREATE TABLE pgboss.queue_stats_20261130 (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    deferred_count integer DEFAULT 0 NOT NULL,
    queued_count integer DEFAULT 0 NOT NULL,
    ready_count integer DEFAULT 0 NOT NULL,
    active_count integer DEFAULT 0 NOT NULL,
    failed_count integer DEFAULT 0 NOT NULL,
    total_count integer DEFAULT 0 NOT NULL,
    created_delta integer,
    completed_delta integer,
    failed_delta integer,
    delta_seconds integer,
    delta_on timestamp with time zone,
    captured_on timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: queue_stats_20261201; Type: TABLE; Schema: pgboss; Owner: -
--

CREATE TABLE pgboss.queue_stats_20261201 (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    deferred_count integer DEFAULT 0 NOT NULL,
    queued_count integer DEFAULT 0 NOT NULL,
    ready_count integer DEFAULT 0 NOT NULL,
    active_count integer DEFAULT 0 NOT NULL,
    failed_count integer DEFAULT 0 NOT NULL,
    total_count integer DEFAULT 0 NOT NULL,
    created_delta integer,
    completed_delta integer,
    failed_delta integer,
    delta_seconds integer,
    delta_on timestamp with time zone,
    captured_on timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: schedule; Type: TABLE; Schema: pgboss; Owner: -
--

CREATE TABLE pgboss.schedule (
    name text NOT NULL,
    key text DEFAULT ''::text NOT NULL,
    kind text DEFAULT 'cron'::text NOT NULL,
    cron text NOT NULL,
    timezone text DEFAULT 'UTC'::text,
    data jsonb,
    options jsonb,
    created_on timestamp with time zone DEFAULT now() NOT NULL,
    updated_on timestamp with time zone DEFAULT now() NOT NULL,
    last_job_id uuid,
    CONSTRAINT schedule_kind_check CHECK ((kind = ANY (ARRAY['cron'::text, 'rrule'::text])))
);


--
-- Name: subscription; Type: TABLE; Schema: pgboss; Owner: -
--

CREATE TABLE pgboss.subscription (
    event text NOT NULL,
    name text NOT NULL,
    created_on timestamp with time zone DEFAULT now() NOT NULL,
    updated_on timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: version; Type: TABLE; Schema: pgboss; Owner: -
--

CREATE TABLE pgboss.version (
    version integer NOT NULL,
    cron_on timestamp with time zone,
    bam_on timestamp with time zone,
    flow_on timestamp with time zone,
    reindex_on timestamp with time zone,
    monitor_backoff_on timestamp with time zone
);


--
-- Name: warning; Type: TABLE; Schema: pgboss; Owner: -
--

CREATE TABLE pgboss.warning (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    type text NOT NULL,
    message text NOT NULL,
    data jsonb,
    created_on timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: api_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.api_keys (
    id uuid NOT NULL,
    tenant_id text NOT NULL,
    name text NOT NULL,
    key_hash bytea NOT NULL,
    key_prefix text NOT NULL,
    scopes text[] NOT NULL,
    allowed_cidrs text[] DEFAULT '{}'::text[] NOT NULL,
    signature_algorithm text,
    signature_material text,
    signature_required boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    expires_at timestamp with time zone,
    parent_id uuid,
    is_media_session boolean DEFAULT false NOT NULL,
    CONSTRAINT api_keys_signature_algorithm_check CHECK ((signature_algorithm = ANY (ARRAY['ed25519'::text, 'hmac-sha256'::text])))
);

ALTER TABLE ONLY public.api_keys FORCE ROW LEVEL SECURITY;


--
-- Name: attempts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.attempts (
    task_id uuid NOT NULL,
    fencing_token integer NOT NULL,
    tenant_id text NOT NULL,
    worker uuid,
    engine text,
    device_class text,
    started_at timestamp with time zone NOT NULL,
    resumed_from_step integer,
    checkpoint_step integer,
    checkpoint_at timestamp with time zone,
    ended_at timestamp with time zone,
    outcome text,
    error jsonb,
    CONSTRAINT attempts_outcome_check CHECK ((outcome = ANY (ARRAY['completed'::text, 'failed'::text, 'cancelled'::text, 'released'::text, 'lost'::text])))
);

ALTER TABLE ONLY public.attempts FORCE ROW LEVEL SECURITY;


--
-- Name: batches; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.batches (
    id uuid NOT NULL,
    tenant_id text NOT NULL,
    total integer NOT NULL,
    rejected jsonb DEFAULT '[]'::jsonb NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    webhook_url text,
    created_at timestamp with time zone NOT NULL,
    cancel_requested_at timestamp with time zone,
    finished_at timestamp with time zone
);

ALTER TABLE ONLY public.batches FORCE ROW LEVEL SECURITY;


--
-- Name: event_positions; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.event_positions
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.events (
    seq bigint NOT NULL,
    id text NOT NULL,
    tenant_id text NOT NULL,
    task_id uuid,
    batch_id uuid,
    type text NOT NULL,
    body text,
    created_at timestamp with time zone NOT NULL,
    "position" bigint,
    endpoint_id text,
    CONSTRAINT events_about CHECK ((num_nonnulls(task_id, batch_id, endpoint_id) = 1))
);

ALTER TABLE ONLY public.events FORCE ROW LEVEL SECURITY;


--
-- Name: events_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.events ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.events_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: facts_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.facts_version (
    is_only boolean DEFAULT true NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    CONSTRAINT facts_version_is_only_check CHECK (is_only)
);


--
-- Name: files; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.files (
    id text NOT NULL,
    tenant_id text NOT NULL,
    name text NOT NULL,
    purpose text NOT NULL,
    content_type text NOT NULL,
    size_bytes integer NOT NULL,
    sha256 text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.files FORCE ROW LEVEL SECURITY;


--
-- Name: idempotency_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.idempotency_keys (
    tenant_id text NOT NULL,
    key text NOT NULL,
    fingerprint text NOT NULL,
    task_id uuid NOT NULL,
    response jsonb NOT NULL,
    attempts_seen integer,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.idempotency_keys FORCE ROW LEVEL SECURITY;


--
-- Name: installation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.installation (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    is_only boolean DEFAULT true NOT NULL,
    CONSTRAINT installation_is_only_check CHECK (is_only)
);


--
-- Name: kysely_migration; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.kysely_migration (
    name character varying(255) NOT NULL,
    "timestamp" character varying(255) NOT NULL
);


--
-- Name: kysely_migration_lock; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.kysely_migration_lock (
    id character varying(255) NOT NULL,
    is_locked integer DEFAULT 0 NOT NULL
);


--
-- Name: model_revisions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.model_revisions (
    model text NOT NULL,
    revision text NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    loras jsonb DEFAULT '{}'::jsonb NOT NULL
);


--
-- Name: models; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.models (
    id text NOT NULL,
    definition jsonb NOT NULL,
    updated_at timestamp with time zone NOT NULL
);


--
-- Name: rate_limits; Type: TABLE; Schema: public; Owner: -
--

CREATE UNLOGGED TABLE public.rate_limits (
    key text NOT NULL,
    arrival_ms double precision NOT NULL,
    allowed boolean NOT NULL
)
WITH (fillfactor='50');


--
-- Name: refused_attempts; Type: TABLE; Schema: public; Owner: -
--

CREATE UNLOGGED TABLE public.refused_attempts (
    id bigint NOT NULL,
    tenant_id text NOT NULL,
    retry_count integer NOT NULL,
    content_length bigint,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.refused_attempts FORCE ROW LEVEL SECURITY;


--
-- Name: refused_attempts_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.refused_attempts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.refused_attempts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: request_nonces; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.request_nonces (
    key_id uuid NOT NULL,
    nonce text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);


--
-- Name: run_speeds; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.run_speeds (
    model text NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    frames integer NOT NULL,
    steps integer NOT NULL,
    device_class text NOT NULL,
    step_seconds double precision NOT NULL,
    lead_seconds double precision NOT NULL,
    tail_seconds double precision NOT NULL,
    runs integer NOT NULL,
    updated_at timestamp with time zone NOT NULL
);


--
-- Name: sign_in_codes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sign_in_codes (
    code_hash bytea NOT NULL,
    tenant_id text NOT NULL,
    scopes text[] NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.sign_in_codes FORCE ROW LEVEL SECURITY;


--
-- Name: sweeps; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sweeps (
    name text NOT NULL,
    swept_at timestamp with time zone NOT NULL,
    listed integer NOT NULL,
    unknown integer NOT NULL,
    deleted integer NOT NULL,
    held boolean NOT NULL
);


--
-- Name: tasks; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.tasks (
    id uuid NOT NULL,
    tenant_id text NOT NULL,
    public_id uuid,
    batch_id uuid,
    batch_index integer,
    dialect text NOT NULL,
    model text NOT NULL,
    parameters jsonb NOT NULL,
    adjustments jsonb DEFAULT '[]'::jsonb NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    input_key text,
    last_input_key text,
    webhook_url text,
    rerun_of uuid,
    remixed_from uuid,
    extended_from uuid,
    status text NOT NULL,
    priority integer DEFAULT 0 NOT NULL,
    parked boolean DEFAULT false NOT NULL,
    not_before timestamp with time zone,
    job_id uuid NOT NULL,
    job_retry_count integer DEFAULT 0 NOT NULL,
    fencing_token integer DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    phase text,
    step integer DEFAULT 0 NOT NULL,
    progress integer DEFAULT 0 NOT NULL,
    eta_at timestamp with time zone,
    gpu_seconds double precision DEFAULT 0 NOT NULL,
    timings jsonb,
    assets jsonb,
    preview jsonb,
    manifest jsonb,
    error jsonb,
    cache_key text,
    cache_revision text,
    cached_from uuid,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    cancel_at timestamp with time zone,
    start_by timestamp with time zone,
    cancel_requested_at timestamp with time zone,
    expires_at timestamp with time zone,
    assets_removed_at timestamp with time zone,
    deleted_at timestamp with time zone,
    updated_at timestamp with time zone NOT NULL,
    last_worker uuid,
    avoid_until timestamp with time zone,
    worker_faults integer DEFAULT 0 NOT NULL,
    traceparent text,
    CONSTRAINT tasks_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'completed'::text, 'failed'::text, 'cancelled'::text])))
);

ALTER TABLE ONLY public.tasks FORCE ROW LEVEL SECURITY;


--
-- Name: tenant_usage; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.tenant_usage (
    tenant_id text NOT NULL,
    day date NOT NULL,
    gpu_seconds double precision DEFAULT 0 NOT NULL,
    upload_bytes bigint DEFAULT 0 NOT NULL
);

ALTER TABLE ONLY public.tenant_usage FORCE ROW LEVEL SECURITY;


--
-- Name: tenants; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.tenants (
    id text NOT NULL,
    name text NOT NULL,
    priority integer DEFAULT 0 NOT NULL,
    requests_per_minute integer,
    request_burst integer,
    max_running integer,
    max_queued integer,
    gpu_seconds_per_day integer,
    upload_bytes_per_day bigint,
    webhook_secret text NOT NULL,
    previous_webhook_secret text,
    previous_webhook_secret_until timestamp with time zone,
    last_started_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_at timestamp with time zone,
    loras text[],
    CONSTRAINT tenants_gpu_seconds_per_day_check CHECK ((gpu_seconds_per_day >= 0)),
    CONSTRAINT tenants_max_queued_check CHECK ((max_queued >= 0)),
    CONSTRAINT tenants_max_running_check CHECK ((max_running >= 0)),
    CONSTRAINT tenants_request_burst_check CHECK ((request_burst >= 1)),
    CONSTRAINT tenants_requests_per_minute_check CHECK ((requests_per_minute >= 0)),
    CONSTRAINT tenants_upload_bytes_per_day_check CHECK ((upload_bytes_per_day >= 0))
);


--
-- Name: upstream_jobs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.upstream_jobs (
    key uuid NOT NULL,
    task_id uuid NOT NULL,
    server text NOT NULL,
    upstream_id text,
    abandoned boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: webhook_attempts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhook_attempts (
    delivery_id uuid NOT NULL,
    attempt integer NOT NULL,
    at timestamp with time zone NOT NULL,
    duration_ms integer NOT NULL,
    status_code integer,
    error text,
    response_excerpt text
);

ALTER TABLE ONLY public.webhook_attempts FORCE ROW LEVEL SECURITY;


--
-- Name: webhook_deliveries; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhook_deliveries (
    id uuid NOT NULL,
    event_id text NOT NULL,
    tenant_id text NOT NULL,
    task_id uuid,
    batch_id uuid,
    endpoint_id text,
    url text NOT NULL,
    status text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    type text,
    destination text GENERATED ALWAYS AS (COALESCE(endpoint_id, ((tenant_id || ' '::text) || lower(COALESCE("substring"(url, '^[^/]*//[^/?#]*'::text), url))))) STORED NOT NULL,
    CONSTRAINT webhook_deliveries_about CHECK ((num_nonnulls(task_id, batch_id) = 1)),
    CONSTRAINT webhook_deliveries_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text])))
);

ALTER TABLE ONLY public.webhook_deliveries FORCE ROW LEVEL SECURITY;


--
-- Name: webhook_destinations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhook_destinations (
    id text NOT NULL,
    tenant_id text NOT NULL,
    holder uuid,
    held_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    failing_since timestamp with time zone,
    paused_until timestamp with time zone
)
WITH (fillfactor='50');

ALTER TABLE ONLY public.webhook_destinations FORCE ROW LEVEL SECURITY;


--
-- Name: webhook_endpoints; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhook_endpoints (
    id text NOT NULL,
    tenant_id text NOT NULL,
    name text NOT NULL,
    url text NOT NULL,
    event_types text[] NOT NULL,
    headers jsonb DEFAULT '{}'::jsonb NOT NULL,
    secret text NOT NULL,
    previous_secret text,
    previous_secret_until timestamp with time zone,
    disabled boolean DEFAULT false NOT NULL,
    disabled_reason text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.webhook_endpoints FORCE ROW LEVEL SECURITY;


--
-- Name: workers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.workers (
    id uuid NOT NULL,
    host text NOT NULL,
    devices text[] NOT NULL,
    device_classes text[] DEFAULT '{}'::text[] NOT NULL,
    models text[] NOT NULL,
    fitting_sizes jsonb DEFAULT '{}'::jsonb NOT NULL,
    started_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    unavailable jsonb DEFAULT '[]'::jsonb NOT NULL,
    broken_engines integer DEFAULT 0 NOT NULL,
    paused_reason text,
    clock_skew_seconds double precision DEFAULT 0 NOT NULL,
    engine_states jsonb DEFAULT '[]'::jsonb NOT NULL
);


--
-- Name: job_common; Type: TABLE ATTACH; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.job ATTACH PARTITION pgboss.job_common DEFAULT;


--
-- Name: queue_stats_20261130; Type: TABLE ATTACH; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.queue_stats ATTACH PARTITION pgboss.queue_stats_20261130 FOR VALUES FROM ('2026-11-30 00:00:00+00') TO ('2026-12-01 00:00:00+00');


--
-- Name: queue_stats_20261201; Type: TABLE ATTACH; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.queue_stats ATTACH PARTITION pgboss.queue_stats_20261201 FOR VALUES FROM ('2026-12-01 00:00:00+00') TO ('2026-12-02 00:00:00+00');


--
-- Data for Name: bam; Type: TABLE DATA; Schema: pgboss; Owner: -
--



--
-- Data for Name: job_common; Type: TABLE DATA; Schema: pgboss; Owner: -
--

INSERT INTO pgboss.job_common VALUES
	('cf9b818f-de71-4472-9607-86bb3996383b', '__pgboss__send-it', 0, '{"key": "", "data": {"kind": "sweep"}, "name": "maintenance", "slot": "2026-11-30 04:40:00", "options": {"tz": "UTC"}}', 'completed', 2, 0, 0, false, NULL, 900, 604800, 'maintenance__', '2026-11-30 04:40:00', NULL, NULL, '2026-11-30 04:40:22.052509+00', '2026-11-30 04:40:22.052509+00', '2026-11-30 04:40:26.932953+00', '2026-11-30 04:40:26.960925+00', '2026-12-14 04:40:22.052509+00', NULL, NULL, 'standard', '2026-11-30 04:40:26.932953+00', NULL, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL),
	('d924ac01-f7f1-4597-b4d8-e41ab80902a2', 'maintenance', 0, '{"kind": "adopt"}', 'created', 1000000, 0, 1, false, NULL, 300, 3600, NULL, NULL, NULL, NULL, '2026-11-30 04:40:47.38+00', '2026-11-30 04:40:27.294754+00', NULL, NULL, '2028-01-04 04:40:47.38+00', NULL, NULL, 'standard', NULL, 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL),
	('5c561ac3-4200-4920-a420-bf813bcaf23c', 'maintenance', 0, '{"kind": "adopt"}', 'created', 1000000, 0, 1, false, NULL, 300, 3600, NULL, NULL, NULL, NULL, '2026-11-30 04:41:07.382+00', '2026-11-30 04:40:27.294754+00', NULL, NULL, '2028-01-04 04:41:07.382+00', NULL, NULL, 'standard', NULL, 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL),
	('95262873-0a3c-4b28-9dd7-be181f85cd38', 'maintenance', 0, '{"kind": "sweep"}', 'completed', 1000000, 0, 1, false, NULL, 300, 3600, NULL, NULL, NULL, NULL, '2026-11-30 04:40:26.946369+00', '2026-11-30 04:40:26.946369+00', '2026-11-30 04:40:27.292725+00', '2026-11-30 04:40:29.265165+00', '2028-01-04 04:40:26.946369+00', NULL, NULL, 'standard', '2026-11-30 04:40:27.292725+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL),
	('46a5400d-c343-450c-a856-7b33aaaa196e', 'maintenance', 0, '{"kind": "expire", "taskId": "a69de8b8-5002-4183-9ed8-992875c5c9b0"}', 'created', 1000000, 0, 1, false, NULL, 300, 3600, NULL, NULL, NULL, NULL, '2026-11-30 05:40:34.394+00', '2026-11-30 04:40:34.395152+00', NULL, NULL, '2028-01-04 05:40:34.394+00', NULL, NULL, 'standard', NULL, 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL),
	('94609d8e-ee99-4d86-8031-fdf0d0fff6da', 'generate', 0, '{"taskId": "a69de8b8-5002-4183-9ed8-992875c5c9b0"}', 'completed', 1000000, 0, 1, false, NULL, 86399, 3600, NULL, NULL, NULL, NULL, '2026-11-30 04:40:31.147481+00', '2026-11-30 04:40:31.147481+00', '2026-11-30 04:40:31.198366+00', '2026-11-30 04:40:34.66317+00', '2026-12-30 04:40:31.147481+00', NULL, NULL, 'standard', '2026-11-30 04:40:33.20403+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL),
	('803ad01c-4d51-4c84-9189-997bc6fdc04d', 'generate', 0, '{"taskId": "4757348f-c973-4716-95ce-e30455a8d15e"}', 'created', 1000000, 0, 1, false, NULL, 86399, 3600, NULL, NULL, NULL, NULL, '2026-11-30 04:40:35.103717+00', '2026-11-30 04:40:35.103717+00', NULL, NULL, '2026-12-30 04:40:35.103717+00', NULL, NULL, 'standard', NULL, 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL);


--
-- Data for Name: job_dependency; Type: TABLE DATA; Schema: pgboss; Owner: -
--



--
-- Data for Name: queue; Type: TABLE DATA; Schema: pgboss; Owner: -
--

INSERT INTO pgboss.queue VALUES
	('__pgboss__send-it', 'standard', 2, 0, false, NULL, 900, 1209600, 604800, NULL, false, 'job_common', 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, NULL, NULL, '{0,0,0}', NULL, false, NULL, '2026-11-30 04:40:34.635392+00', '2026-11-30 04:40:34.666761+00', '2026-11-30 04:40:32.47255+00', '2026-11-30 04:40:21.922775+00', '2026-11-30 04:40:21.922775+00'),
	('generate', 'standard', 1000000, 1, false, NULL, 86399, 2592000, 3600, NULL, false, 'job_common', 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, NULL, NULL, '{0,0,0}', 10, true, NULL, '2026-11-30 04:40:34.635392+00', '2026-11-30 04:40:34.666761+00', '2026-11-30 04:40:32.47255+00', '2026-11-30 04:40:13.691461+00', '2026-11-30 04:40:13.691461+00'),
	('maintenance', 'standard', 1000000, 1, false, NULL, 300, 34560000, 3600, NULL, false, 'job_common', 3, 3, 0, 0, 0, 0, 4, 0, 0, 0, NULL, NULL, '{0,0,0}', 10, true, NULL, '2026-11-30 04:40:34.635392+00', '2026-11-30 04:40:34.666761+00', '2026-11-30 04:40:32.47255+00', '2026-11-30 04:40:13.695234+00', '2026-11-30 04:40:13.695234+00');


--
-- Data for Name: queue_stats_20261130; Type: TABLE DATA; Schema: pgboss; Owner: -
--



--
-- Data for Name: queue_stats_20261201; Type: TABLE DATA; Schema: pgboss; Owner: -
--



--
-- Data for Name: schedule; Type: TABLE DATA; Schema: pgboss; Owner: -
--

INSERT INTO pgboss.schedule VALUES
	('maintenance', 'orphans', 'cron', '17 * * * *', 'UTC', '{"kind": "orphans"}', '{"tz": "UTC", "key": "orphans"}', '2026-11-30 04:40:13.734833+00', '2026-11-30 04:40:13.734833+00', NULL),
	('maintenance', '', 'cron', '* * * * *', 'UTC', '{"kind": "sweep"}', '{"tz": "UTC"}', '2026-11-30 04:40:13.732019+00', '2026-11-30 04:40:13.732019+00', '95262873-0a3c-4b28-9dd7-be181f85cd38');


--
-- Data for Name: subscription; Type: TABLE DATA; Schema: pgboss; Owner: -
--



--
-- Data for Name: version; Type: TABLE DATA; Schema: pgboss; Owner: -
--

INSERT INTO pgboss.version VALUES
	(43, '2026-11-30 04:40:21.974796+00', '2026-11-30 04:40:13.739693+00', NULL, '2026-11-30 04:40:32.49423+00', NULL);


--
-- Data for Name: warning; Type: TABLE DATA; Schema: pgboss; Owner: -
--



--
-- Data for Name: api_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.api_keys VALUES
	('e60b2f75-3ec9-4e2e-ac33-41906cb194a1', 'operator', 'bootstrap', '\x532748948826317455ccee405194c880667c1f3c9d87718379b84ea36decb0e6', 'wvk_8aE7eV', '{admin}', '{}', NULL, NULL, false, '2026-11-30 04:40:30.166274+00', '2026-11-30 04:40:30.34+00', NULL, NULL, NULL, false),
	('5fbda0e3-a3a7-4297-bdcd-1ecaba9e49da', 'studio', 'shop', '\xdbdc7a893c37654739290a69bcd1253ff27435cfe0d1d9dadabbc2191b217b5d', 'wvk_sKRuVD', '{videos:read,videos:write,webhooks:write,files:write}', '{}', NULL, NULL, false, '2026-11-30 04:40:30.760136+00', '2026-11-30 04:40:30.895+00', NULL, NULL, NULL, false);


--
-- Data for Name: attempts; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.attempts VALUES
	('a69de8b8-5002-4183-9ed8-992875c5c9b0', 1, 'studio', '7d32d25c-4770-4068-9cd6-f4889ec795ae', 'cpu#0', 'AMD EPYC, 1 thread', '2026-11-30 04:40:31.294+00', NULL, NULL, NULL, '2026-11-30 04:40:34.394+00', 'completed', NULL);


--
-- Data for Name: batches; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: events; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES
	(1, 'evt_04d865daee5ac2c69411e26b3770158e', 'studio', 'a69de8b8-5002-4183-9ed8-992875c5c9b0', NULL, 'video.queued', NULL, '2026-11-30 04:40:31.107+00', NULL, NULL),
	(2, 'evt_afda903b31950d8345541206c065ca95', 'studio', 'a69de8b8-5002-4183-9ed8-992875c5c9b0', NULL, 'video.started', NULL, '2026-11-30 04:40:31.294+00', NULL, NULL),
	(3, 'evt_0a3b5be3041b48b69ae6b019470bc9d6', 'studio', 'a69de8b8-5002-4183-9ed8-992875c5c9b0', NULL, 'video.completed', '{"id":"evt_0a3b5be3041b48b69ae6b019470bc9d6","object":"event","created_at":1796013634,"type":"video.completed","data":{"id":"video_a69de8b8500241839ed8992875c5c9b0"}}', '2026-11-30 04:40:34.394+00', NULL, NULL),
	(4, 'evt_7de7d986dcd6ef636eb137ed06e04f9e', 'studio', '4757348f-c973-4716-95ce-e30455a8d15e', NULL, 'video.queued', NULL, '2026-11-30 04:40:35.102+00', NULL, NULL);


--
-- Data for Name: facts_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.facts_version VALUES
	(true, 37);


--
-- Data for Name: files; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: idempotency_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.idempotency_keys VALUES
	('studio', 'order-1', '1971c9f53e521a1e5c8e352a05153d5f6733ec5067ff572ea24af8ac801f7982', 'a69de8b8-5002-4183-9ed8-992875c5c9b0', '{"body": "{\"id\":\"video_a69de8b8500241839ed8992875c5c9b0\",\"object\":\"video\",\"model\":\"wan2.1-t2v-tiny\",\"status\":\"queued\",\"progress\":0,\"created_at\":1796013631,\"completed_at\":null,\"expires_at\":null,\"prompt\":\"a cup of coffee\",\"size\":\"64x64\",\"seconds\":\"0.3125\",\"remixed_from_video_id\":null,\"error\":null,\"negative_prompt\":\"色调艳丽，过曝，静态，细节模糊不清，字幕，风格，作品，画作，画面，静止，整体发灰，最差质量，低质量，JPEG压缩残留，丑陋的，残缺的，多余的手指，画得不好的手部，画得不好的脸部，畸形的，毁容的，形态畸形的肢体，手指融合，静止不动的画面，杂乱的背景，三条腿，背景人很多，倒着走\",\"num_frames\":5,\"fps\":16,\"num_inference_steps\":2,\"guidance_scale\":5,\"guidance_scale_2\":null,\"flow_shift\":5,\"scheduler\":\"unipc\",\"schedule\":\"A\",\"boundary_ratio\":null,\"easy_cache\":null,\"loras\":[],\"seed\":2113873609,\"phase\":null,\"step\":0,\"steps\":2,\"queue_position\":1,\"queue_reason\":null,\"eta_seconds\":null,\"attempts\":0,\"started_at\":null,\"cancel_requested_at\":null,\"cancel_at\":null,\"start_by\":null,\"timings\":null,\"adjustments\":[],\"metadata\":{},\"webhook_url\":null,\"extended_from_video_id\":null,\"rerun_of\":null,\"cached_from\":null,\"batch_id\":null,\"manifest\":null,\"preview_url\":null,\"urls\":null}", "status": 202, "headers": {"Location": "/v1/videos/video_a69de8b8500241839ed8992875c5c9b0", "Retry-After": "1", "Cache-Status": "wan; fwd=bypass; stored; detail=no-seed", "Cache-Control": "private, no-cache", "openai-poll-after-ms": "1000"}}', NULL, '2026-11-30 04:40:31.107+00');


--
-- Data for Name: installation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.installation VALUES
	('185b3e9d-52fc-4368-bf6c-aa7e34a54984', true);


--
-- Data for Name: kysely_migration; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.kysely_migration VALUES
	('0001-tenants', '2026-11-30T04:40:12.582Z'),
	('0002-requests', '2026-11-30T04:40:12.727Z'),
	('0003-tasks', '2026-11-30T04:40:12.884Z'),
	('0004-webhooks', '2026-11-30T04:40:13.005Z'),
	('0005-tenant-isolation', '2026-11-30T04:40:13.045Z'),
	('0006-unavailable-models', '2026-11-30T04:40:13.051Z'),
	('0007-delivered-types', '2026-11-30T04:40:13.052Z'),
	('0008-webhook-destinations', '2026-11-30T04:40:13.132Z'),
	('0009-short-lived-keys', '2026-11-30T04:40:13.190Z'),
	('0010-broken-engines', '2026-11-30T04:40:13.203Z'),
	('0011-deleted-tenants', '2026-11-30T04:40:13.206Z'),
	('0012-fit-workers', '2026-11-30T04:40:13.210Z'),
	('0013-installation', '2026-11-30T04:40:13.248Z'),
	('0014-upstream-jobs', '2026-11-30T04:40:13.272Z'),
	('0015-attempts', '2026-11-30T04:40:13.305Z'),
	('0016-traces', '2026-11-30T04:40:13.311Z'),
	('0017-facts-version', '2026-11-30T04:40:13.332Z'),
	('0018-admission', '2026-11-30T04:40:13.367Z'),
	('0019-requested-loras', '2026-11-30T04:40:13.379Z');


--
-- Data for Name: kysely_migration_lock; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.kysely_migration_lock VALUES
	('migration_lock', 0);


--
-- Data for Name: model_revisions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.model_revisions VALUES
	('wan2.1-flf2v-tiny', 'b192d9e220480984a2c5bfe70aeff81c19629349c861bde9dd9e096bff599e99', '2026-11-30 04:40:31.114+00', '{}'),
	('wan2.1-i2v-tiny', '968f560b5e726a7bdde09d555a4af8d0370b47d9199c629c0ae6871c1df336fa', '2026-11-30 04:40:31.122+00', '{}'),
	('wan2.1-t2v-tiny', '76f03e1fc41b46f4f1acde15855bf375ec9b6f4618134103602bf504f098b5f4', '2026-11-30 04:40:31.125+00', '{}'),
	('wan2.2-i2v-a14b-tiny', 'ad9c98cbd992c579c9c67aadac74384d1ce0fd8fb2f19fa638149dbb18585bef', '2026-11-30 04:40:31.138+00', '{}'),
	('wan2.2-i2v-a14b-tiny-lightning', '27ecbcf2f9d82de0beee8979202f9fb0916b1e16f7695daf9fe830f304dffdc2', '2026-11-30 04:40:31.141+00', '{}'),
	('wan2.2-t2v-a14b-tiny', 'ab494cccd8a7c4d9ad83bbeac5e96b06444a1e229e74fdb13c3a20e4acc842a8', '2026-11-30 04:40:31.157+00', '{}'),
	('wan2.2-t2v-a14b-tiny-lightning', 'e7a217107bc3b435820752badf230911ba2b7073bfc0a84634aa0c2458c9e523', '2026-11-30 04:40:31.186+00', '{}'),
	('wan2.2-ti2v-5b-tiny', '9b18f2f6eb813db42e4e274f8001cdcc7ee95f31d5b2d897f833bbb1e8999138', '2026-11-30 04:40:31.219+00', '{}');


--
-- Data for Name: models; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.models VALUES
	('wan2.1-flf2v-tiny', '{"id": "wan2.1-flf2v-tiny", "fps": 16, "task": "flf2v", "loras": [], "title": "Wan2.1 first-and-last-frame-to-video, tiny random weights (for trying the service out; the videos are noise)", "inputs": {"lastFrame": "required", "firstFrame": "required"}, "limits": {"minSide": 64, "autoArea": 61440, "maxSteps": 50, "minSteps": 1, "maxFrames": 81, "maxPixels": 61440, "minFrames": 5, "sizeMultiple": 16}, "aliases": ["Wan2.1-FLF2V-14B-720P"], "buckets": null, "defaults": {"size": "auto", "steps": 20, "frames": 49, "flowShift": 16, "guidanceScale": 5, "guidanceScale2": null, "negativePrompt": "镜头切换，镜头晃动，色调艳丽，过曝，静态，细节模糊不清，字幕，风格，作品，画作，画面，静止，整体发灰，最差质量，低质量，JPEG压缩残留，丑陋的，残缺的，多余的手指，画得不好的手部，画得不好的脸部，畸形的，毁容的，形态畸形的肢体，手指融合，静止不动的画面，杂乱的背景，三条腿，背景人很多，倒着走"}, "fallback": false, "oversize": "shrink", "sampling": {"schedule": "A", "scheduler": "unipc"}, "fittingSizes": [], "takesUploads": true, "untiledSizes": []}', '2026-11-30 04:40:27.334+00'),
	('wan2.1-i2v-tiny', '{"id": "wan2.1-i2v-tiny", "fps": 16, "task": "i2v", "loras": [], "title": "Wan2.1 image-to-video, tiny random weights (for trying the service out; the videos are noise)", "inputs": {"lastFrame": "none", "firstFrame": "required"}, "limits": {"minSide": 64, "autoArea": 61440, "maxSteps": 50, "minSteps": 1, "maxFrames": 81, "maxPixels": 61440, "minFrames": 1, "sizeMultiple": 16}, "aliases": ["Wan2.1-I2V-14B-480P"], "buckets": null, "defaults": {"size": "auto", "steps": 20, "frames": 49, "flowShift": 3, "guidanceScale": 5, "guidanceScale2": null, "negativePrompt": "镜头晃动，色调艳丽，过曝，静态，细节模糊不清，字幕，风格，作品，画作，画面，静止，整体发灰，最差质量，低质量，JPEG压缩残留，丑陋的，残缺的，多余的手指，画得不好的手部，画得不好的脸部，畸形的，毁容的，形态畸形的肢体，手指融合，静止不动的画面，杂乱的背景，三条腿，背景人很多，倒着走"}, "fallback": false, "oversize": "shrink", "sampling": {"schedule": "A", "scheduler": "unipc"}, "fittingSizes": [], "takesUploads": true, "untiledSizes": []}', '2026-11-30 04:40:27.334+00'),
	('wan2.1-t2v-tiny', '{"id": "wan2.1-t2v-tiny", "fps": 16, "task": "t2v", "loras": [], "title": "Wan2.1 text-to-video, tiny random weights (for trying the service out; the videos are noise)", "inputs": {"lastFrame": "none", "firstFrame": "none"}, "limits": {"minSide": 64, "autoArea": 61440, "maxSteps": 50, "minSteps": 1, "maxFrames": 81, "maxPixels": 61440, "minFrames": 1, "sizeMultiple": 16}, "aliases": ["Wan2.1-T2V-14B"], "buckets": null, "defaults": {"size": "320x176", "steps": 20, "frames": 49, "flowShift": 5, "guidanceScale": 5, "guidanceScale2": null, "negativePrompt": "色调艳丽，过曝，静态，细节模糊不清，字幕，风格，作品，画作，画面，静止，整体发灰，最差质量，低质量，JPEG压缩残留，丑陋的，残缺的，多余的手指，画得不好的手部，画得不好的脸部，畸形的，毁容的，形态畸形的肢体，手指融合，静止不动的画面，杂乱的背景，三条腿，背景人很多，倒着走"}, "fallback": false, "oversize": "shrink", "sampling": {"schedule": "A", "scheduler": "unipc"}, "fittingSizes": [], "takesUploads": true, "untiledSizes": []}', '2026-11-30 04:40:27.334+00'),
	('wan2.2-i2v-a14b-tiny', '{"id": "wan2.2-i2v-a14b-tiny", "fps": 16, "task": "i2v", "loras": [], "title": "Wan2.2 image-to-video, tiny random weights (for trying the service out; the videos are noise)", "inputs": {"lastFrame": "optional", "firstFrame": "required"}, "limits": {"minSide": 64, "autoArea": 61440, "maxSteps": 50, "minSteps": 1, "maxFrames": 81, "maxPixels": 61440, "minFrames": 1, "sizeMultiple": 16}, "aliases": ["Wan2.2-I2V-A14B"], "buckets": null, "defaults": {"size": "auto", "steps": 20, "frames": 49, "flowShift": 5, "guidanceScale": 3.5, "guidanceScale2": 3.5, "negativePrompt": "色调艳丽，过曝，静态，细节模糊不清，字幕，风格，作品，画作，画面，静止，整体发灰，最差质量，低质量，JPEG压缩残留，丑陋的，残缺的，多余的手指，画得不好的手部，画得不好的脸部，畸形的，毁容的，形态畸形的肢体，手指融合，静止不动的画面，杂乱的背景，三条腿，背景人很多，倒着走"}, "fallback": false, "oversize": "shrink", "sampling": {"schedule": "A", "scheduler": "unipc"}, "fittingSizes": [], "takesUploads": true, "untiledSizes": []}', '2026-11-30 04:40:27.334+00'),
	('wan2.2-i2v-a14b-tiny-lightning', '{"id": "wan2.2-i2v-a14b-tiny-lightning", "fps": 16, "task": "i2v", "loras": [{"file": "loras/high_noise-original.safetensors", "expert": "transformer", "strength": 1}, {"file": "loras/low_noise-original.safetensors", "expert": "transformer_2", "strength": 1}], "title": "Wan2.2 image-to-video, 4 steps, tiny random weights (for trying the service out; the videos are noise)", "inputs": {"lastFrame": "optional", "firstFrame": "required"}, "limits": {"minSide": 64, "autoArea": 61440, "maxSteps": 50, "minSteps": 1, "maxFrames": 81, "maxPixels": 61440, "minFrames": 1, "sizeMultiple": 16}, "aliases": ["Wan2.2-I2V-A14B-Lightning"], "buckets": null, "defaults": {"size": "auto", "steps": 4, "frames": 49, "flowShift": 5, "guidanceScale": 1, "guidanceScale2": 1, "negativePrompt": "色调艳丽，过曝，静态，细节模糊不清，字幕，风格，作品，画作，画面，静止，整体发灰，最差质量，低质量，JPEG压缩残留，丑陋的，残缺的，多余的手指，画得不好的手部，画得不好的脸部，畸形的，毁容的，形态畸形的肢体，手指融合，静止不动的画面，杂乱的背景，三条腿，背景人很多，倒着走"}, "fallback": false, "oversize": "shrink", "sampling": {"schedule": "L", "scheduler": "euler"}, "unapplied": ["3 of 63 keys of loras/high_noise-original.safetensors belong to nothing: diffusion_model.blocks.0.cross_attn.k_img.alpha, diffusion_model.blocks.0.cross_attn.k_img.lora_down.weight, diffusion_model.blocks.0.cross_attn.k_img.lora_up.weight", "3 of 63 keys of loras/low_noise-original.safetensors belong to nothing: diffusion_model.blocks.0.cross_attn.k_img.alpha, diffusion_model.blocks.0.cross_attn.k_img.lora_down.weight, diffusion_model.blocks.0.cross_attn.k_img.lora_up.weight"], "fittingSizes": [], "takesUploads": true, "untiledSizes": []}', '2026-11-30 04:40:27.334+00'),
	('wan2.2-t2v-a14b-tiny', '{"id": "wan2.2-t2v-a14b-tiny", "fps": 16, "task": "t2v", "loras": [], "title": "Wan2.2 text-to-video, tiny random weights (for trying the service out; the videos are noise)", "inputs": {"lastFrame": "none", "firstFrame": "none"}, "limits": {"minSide": 64, "autoArea": 61440, "maxSteps": 50, "minSteps": 1, "maxFrames": 81, "maxPixels": 61440, "minFrames": 1, "sizeMultiple": 16}, "aliases": ["Wan2.2-T2V-A14B"], "buckets": null, "defaults": {"size": "320x176", "steps": 20, "frames": 49, "flowShift": 12, "guidanceScale": 4, "guidanceScale2": 3, "negativePrompt": "色调艳丽，过曝，静态，细节模糊不清，字幕，风格，作品，画作，画面，静止，整体发灰，最差质量，低质量，JPEG压缩残留，丑陋的，残缺的，多余的手指，画得不好的手部，画得不好的脸部，畸形的，毁容的，形态畸形的肢体，手指融合，静止不动的画面，杂乱的背景，三条腿，背景人很多，倒着走"}, "fallback": false, "oversize": "shrink", "sampling": {"schedule": "A", "scheduler": "unipc"}, "fittingSizes": [], "takesUploads": true, "untiledSizes": []}', '2026-11-30 04:40:27.334+00'),
	('wan2.2-t2v-a14b-tiny-lightning', '{"id": "wan2.2-t2v-a14b-tiny-lightning", "fps": 16, "task": "t2v", "loras": [{"file": "loras/high_noise-original.safetensors", "expert": "transformer", "strength": 1}, {"file": "loras/low_noise-original.safetensors", "expert": "transformer_2", "strength": 1}], "title": "Wan2.2 text-to-video, 4 steps, tiny random weights (for trying the service out; the videos are noise)", "inputs": {"lastFrame": "none", "firstFrame": "none"}, "limits": {"minSide": 64, "autoArea": 61440, "maxSteps": 50, "minSteps": 1, "maxFrames": 81, "maxPixels": 61440, "minFrames": 1, "sizeMultiple": 16}, "aliases": ["Wan2.2-T2V-A14B-Lightning"], "buckets": null, "defaults": {"size": "320x176", "steps": 4, "frames": 49, "flowShift": 5, "guidanceScale": 1, "guidanceScale2": 1, "negativePrompt": "色调艳丽，过曝，静态，细节模糊不清，字幕，风格，作品，画作，画面，静止，整体发灰，最差质量，低质量，JPEG压缩残留，丑陋的，残缺的，多余的手指，画得不好的手部，画得不好的脸部，畸形的，毁容的，形态畸形的肢体，手指融合，静止不动的画面，杂乱的背景，三条腿，背景人很多，倒着走"}, "fallback": false, "oversize": "shrink", "sampling": {"schedule": "L", "scheduler": "euler"}, "unapplied": ["3 of 63 keys of loras/high_noise-original.safetensors belong to nothing: diffusion_model.blocks.0.cross_attn.k_img.alpha, diffusion_model.blocks.0.cross_attn.k_img.lora_down.weight, diffusion_model.blocks.0.cross_attn.k_img.lora_up.weight", "3 of 63 keys of loras/low_noise-original.safetensors belong to nothing: diffusion_model.blocks.0.cross_attn.k_img.alpha, diffusion_model.blocks.0.cross_attn.k_img.lora_down.weight, diffusion_model.blocks.0.cross_attn.k_img.lora_up.weight"], "fittingSizes": [], "takesUploads": true, "untiledSizes": []}', '2026-11-30 04:40:27.334+00'),
	('wan2.2-ti2v-5b-tiny', '{"id": "wan2.2-ti2v-5b-tiny", "fps": 24, "task": "ti2v", "loras": [], "title": "Wan2.2 text- and image-to-video, tiny random weights (for trying the service out; the videos are noise)", "inputs": {"lastFrame": "none", "firstFrame": "optional"}, "limits": {"minSide": 64, "autoArea": 61440, "maxSteps": 50, "minSteps": 1, "maxFrames": 121, "maxPixels": 61440, "minFrames": 1, "sizeMultiple": 32}, "aliases": ["Wan2.2-TI2V-5B"], "buckets": null, "defaults": {"size": "320x192", "steps": 20, "frames": 49, "flowShift": 5, "guidanceScale": 5, "guidanceScale2": null, "negativePrompt": "色调艳丽，过曝，静态，细节模糊不清，字幕，风格，作品，画作，画面，静止，整体发灰，最差质量，低质量，JPEG压缩残留，丑陋的，残缺的，多余的手指，画得不好的手部，画得不好的脸部，畸形的，毁容的，形态畸形的肢体，手指融合，静止不动的画面，杂乱的背景，三条腿，背景人很多，倒着走"}, "fallback": false, "oversize": "shrink", "sampling": {"schedule": "A", "scheduler": "unipc"}, "fittingSizes": [], "takesUploads": true, "untiledSizes": []}', '2026-11-30 04:40:27.334+00');


--
-- Data for Name: rate_limits; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.rate_limits VALUES
	('key:e60b2f75-3ec9-4e2e-ac33-41906cb194a1', 1796013630632, true),
	('key:5fbda0e3-a3a7-4297-bdcd-1ecaba9e49da', 1796013635087, true);


--
-- Data for Name: refused_attempts; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: request_nonces; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: run_speeds; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.run_speeds VALUES
	('wan2.1-t2v-tiny', 64, 64, 5, 2, 'AMD EPYC, 1 thread', 0.06941800700000021, 1.0946785420000016, 1.4397076340000003, 1, '2026-11-30 04:40:34.394+00');


--
-- Data for Name: sign_in_codes; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: sweeps; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: tasks; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.tasks VALUES
	('a69de8b8-5002-4183-9ed8-992875c5c9b0', 'studio', NULL, NULL, NULL, 'openai', 'wan2.1-t2v-tiny', '{"fps": 16, "seed": 2113873609, "steps": 2, "width": 64, "frames": 5, "height": 64, "prompt": "a cup of coffee", "schedule": "A", "flowShift": 5, "scheduler": "unipc", "guidanceScale": 5, "guidanceScale2": null, "negativePrompt": "色调艳丽，过曝，静态，细节模糊不清，字幕，风格，作品，画作，画面，静止，整体发灰，最差质量，低质量，JPEG压缩残留，丑陋的，残缺的，多余的手指，画得不好的手部，画得不好的脸部，畸形的，毁容的，形态畸形的肢体，手指融合，静止不动的画面，杂乱的背景，三条腿，背景人很多，倒着走", "easyCacheThreshold": null}', '[]', '{}', NULL, NULL, NULL, NULL, NULL, NULL, 'completed', 0, false, NULL, '94609d8e-ee99-4d86-8031-fdf0d0fff6da', 0, 1, 1, NULL, 2, 100, NULL, 3.1, '{"load": 0.8696770120000001, "decode": 0.1465507660000003, "upload": 0.03249939099999938, "denoise": 0.13883601400000042, "encode_image": 0, "encode_video": 1.2606574770000007, "encode_prompt": 0.22500153000000137}', '{"video": {"key": "tasks/a69de8b8-5002-4183-9ed8-992875c5c9b0/1/video.mp4", "sha256": "efddc9c814d19f1ed51965fed5ff915fdb26497d83851c2761cbf8a7c93c61ec", "sizeBytes": 9273, "contentType": "video/mp4"}, "lastFrame": {"key": "tasks/a69de8b8-5002-4183-9ed8-992875c5c9b0/1/last-frame.png", "sha256": "ac9c6f1962be5886eb44e17aa2e9e0926efa68f78108d4745f69b4b109ca7e21", "sizeBytes": 11680, "contentType": "image/png"}, "thumbnail": {"key": "tasks/a69de8b8-5002-4183-9ed8-992875c5c9b0/1/thumbnail.webp", "sha256": "d188e87b438f8231ed61adb9fde3bfca6eee86eb2faa27f4902d6ed120dcebea", "sizeBytes": 1996, "contentType": "image/webp"}, "spritesheet": {"key": "tasks/a69de8b8-5002-4183-9ed8-992875c5c9b0/1/spritesheet.jpg", "sha256": "25c3bd6ecc6a37b65b015b5756a361a8936429220dae561d902ae2cf86605e91", "sizeBytes": 8032, "contentType": "image/jpeg"}}', '{"key": "tasks/a69de8b8-5002-4183-9ed8-992875c5c9b0/preview/1-1.webp", "sha256": "0c3d3d45e6c4ea5a16abcbc6b35b8e9d08e7991efef4583793ee05ca14c2a079", "sizeBytes": 548, "contentType": "image/webp"}', '{"fps": 16, "seed": 2113873609, "dtype": "float32", "files": {"vae/config.json": "dab2eb1013290c680d0ea52ab6772b37d838df45a7690f0533cac7792c0494c5", "model_index.json": "77d30c31d8ec1a2a3fc574ff6ef36697db9ed25eaeb363f3d75413bb48369869", "transformer/config.json": "2f067d4146ecf93262da925f47ef0c8d419788ce4e949cd540048b75a018ab4d", "text_encoder/config.json": "3b33caa79524d955f186b5db352226c8baa8face5780a4bc66f22de2dc81e501", "tokenizer/tokenizer.json": "e335f56da854b464947334f195cb1d42b140c94e9b90006db46c56fe000e64e2", "scheduler/scheduler_config.json": "2e579a73ae8dc38a5b75e6ebb5d639e962fe527e1804f64f248dbdfba8212a00", "tokenizer/tokenizer_config.json": "d3312ce993fea6a9b2e32c06a870d20c233c1aee2ac0e50568cc0b2f45aa552b", "text_encoder/model.safetensors.index.json": "29dec54ad9457df1243d14b0af6c3a54af4e90ccbee49e30df687a4bcdbe0b94", "text_encoder/model-00001-of-00002.safetensors": "4c02bbf5cce083d5b8d9e6ca412eecd1b5c210acb467fea751871d07f8f6ed83", "text_encoder/model-00002-of-00002.safetensors": "e8c6042ae4a84858d2dceb58443ff16f19e782005f1b1c31e5b9cb7b3106c8d4", "vae/diffusion_pytorch_model.safetensors.index.json": "8f70b195807820d1f7ad76f1a05bb66fa05415a424ab47c7808b8c916dcfe7e0", "vae/diffusion_pytorch_model-00001-of-00002.safetensors": "7dc896d8ffff4d7464ac98b7b71f5275dce27eaee4258011cdf8e8659d8557e3", "vae/diffusion_pytorch_model-00002-of-00002.safetensors": "f8ec67642d05fa7a5feea5fa4f095b840cae7a9311a1e4d54aa7cd6771583a35", "transformer/diffusion_pytorch_model.safetensors.index.json": "2e605f5403c50c8154b495570cb9dc596870b4a945bd8d64a2ce0efe8633a17d", "transformer/diffusion_pytorch_model-00001-of-00003.safetensors": "2477c42ef48b094bda585d2b193d53be4bbe5e041b4fe5e62662e7d5c59475ad", "transformer/diffusion_pytorch_model-00002-of-00003.safetensors": "6fb7b38ccb1fc6affff1a86cf78e55908eacf7e349f1b63eb61c01efb2ce8bbd", "transformer/diffusion_pytorch_model-00003-of-00003.safetensors": "fc724dafda8fdca384551c86779542c66392361bc1438b0f8be0b79af2355203"}, "loras": [], "model": "wan2.1-t2v-tiny", "noise": {"version": 1, "generator": "torch-cpu"}, "steps": 2, "video": {"sha256": "efddc9c814d19f1ed51965fed5ff915fdb26497d83851c2761cbf8a7c93c61ec"}, "width": 64, "frames": 5, "height": 64, "inputs": {"lastFrame": null, "firstFrame": null, "precedingVideo": null}, "boundary": null, "provider": "cpu", "schedule": "A", "easyCache": null, "flowShift": 5, "scheduler": "unipc", "deviceClass": "AMD EPYC, 1 thread", "onnxRuntime": "1.30.0", "graphBuilder": "1", "promptTokens": 10, "guidanceScale": 5, "guidanceScale2": null, "promptTruncated": false, "resumedFromStep": null}', NULL, '3853f2d78a9b9d3a531e5e0a930caf64524a48075d034f11a5674c35373c3b66', '76f03e1fc41b46f4f1acde15855bf375ec9b6f4618134103602bf504f098b5f4', NULL, '2026-11-30 04:40:31.107+00', '2026-11-30 04:40:31.294+00', '2026-11-30 04:40:34.394+00', NULL, NULL, NULL, '2026-11-30 05:40:34.394+00', NULL, NULL, '2026-11-30 04:40:34.394+00', '7d32d25c-4770-4068-9cd6-f4889ec795ae', NULL, 0, NULL),
	('4757348f-c973-4716-95ce-e30455a8d15e', 'studio', NULL, NULL, NULL, 'openai', 'wan2.1-t2v-tiny', '{"fps": 16, "seed": 1937480526, "steps": 2, "width": 64, "frames": 5, "height": 64, "prompt": "a boat", "schedule": "A", "flowShift": 5, "scheduler": "unipc", "guidanceScale": 5, "guidanceScale2": null, "negativePrompt": "色调艳丽，过曝，静态，细节模糊不清，字幕，风格，作品，画作，画面，静止，整体发灰，最差质量，低质量，JPEG压缩残留，丑陋的，残缺的，多余的手指，画得不好的手部，画得不好的脸部，畸形的，毁容的，形态畸形的肢体，手指融合，静止不动的画面，杂乱的背景，三条腿，背景人很多，倒着走", "easyCacheThreshold": null}', '[]', '{}', NULL, NULL, 'http://127.0.0.1:9/hook', NULL, NULL, NULL, 'queued', 0, false, NULL, '803ad01c-4d51-4c84-9189-997bc6fdc04d', 0, 0, 0, NULL, 0, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, 'ecc84dcecb737160640d1c51d16b6f48e95406ccc13d4b400d4618a14357b212', '76f03e1fc41b46f4f1acde15855bf375ec9b6f4618134103602bf504f098b5f4', NULL, '2026-11-30 04:40:35.102+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 04:40:35.102+00', NULL, NULL, 0, NULL);


--
-- Data for Name: tenant_usage; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.tenant_usage VALUES
	('studio', '2026-11-30', 3.1, 0);


--
-- Data for Name: tenants; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.tenants VALUES
	('operator', 'Operator', 0, NULL, NULL, NULL, NULL, NULL, NULL, 'whsec_ysZK+QSf7dt5Ie/spCM4bI8/pXaz16HK8j4xejtmMBg=', NULL, NULL, NULL, '2026-11-30 04:40:30.150377+00', NULL, NULL),
	('studio', 'Studio', 0, NULL, NULL, NULL, NULL, NULL, NULL, 'whsec_BpTefYKMCiUd09CL+mIIjeDszvIRMlxf5ykl+BOVeoE=', NULL, NULL, '2026-11-30 04:40:31.294+00', '2026-11-30 04:40:30.53557+00', NULL, NULL);


--
-- Data for Name: upstream_jobs; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: webhook_attempts; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.webhook_attempts VALUES
	('f73729fb-9741-4d61-af89-2a3ffa7a8383', 1, '2026-11-30 04:40:34.461+00', 169, NULL, 'unreachable', NULL);


--
-- Data for Name: webhook_deliveries; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.webhook_deliveries VALUES
	('f73729fb-9741-4d61-af89-2a3ffa7a8383', 'evt_0a3b5be3041b48b69ae6b019470bc9d6', 'studio', 'a69de8b8-5002-4183-9ed8-992875c5c9b0', NULL, 'whe_de229312d9e4474d6d9fac75650b7053', 'http://127.0.0.1:9/hook', 'pending', 1, '2026-11-30 04:40:35.687+00', '2026-11-30 04:40:34.394+00', NULL, NULL, DEFAULT);


--
-- Data for Name: webhook_destinations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.webhook_destinations VALUES
	('whe_de229312d9e4474d6d9fac75650b7053', 'studio', NULL, '2026-11-30 04:40:49.453+00', 1, '2026-11-30 04:40:34.631+00', NULL);


--
-- Data for Name: webhook_endpoints; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.webhook_endpoints VALUES
	('whe_de229312d9e4474d6d9fac75650b7053', 'studio', 'shop', 'http://127.0.0.1:9/hook', '{video.completed}', '{}', 'whsec_tXVECkSlTUG1tBV0TuO/bVetkypc0scOqxM48TbZ+UU=', NULL, NULL, false, NULL, '2026-11-30 04:40:31.004+00', '2026-11-30 04:40:31.004+00');


--
-- Data for Name: workers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Name: event_positions; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.event_positions', 1, false);


--
-- Name: events_seq_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.events_seq_seq', 4, true);


--
-- Name: refused_attempts_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.refused_attempts_id_seq', 1, false);


--
-- Name: bam bam_pkey; Type: CONSTRAINT; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.bam
    ADD CONSTRAINT bam_pkey PRIMARY KEY (id);


--
-- Name: job job_pkey; Type: CONSTRAINT; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (name, id);


--
-- Name: job_common job_common_pkey; Type: CONSTRAINT; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.job_common
    ADD CONSTRAINT job_common_pkey PRIMARY KEY (name, id);


--
-- Name: job_dependency job_dependency_pkey; Type: CONSTRAINT; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.job_dependency
    ADD CONSTRAINT job_dependency_pkey PRIMARY KEY (child_name, child_id, parent_name, parent_id);


--
-- Name: queue queue_pkey; Type: CONSTRAINT; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.queue
    ADD CONSTRAINT queue_pkey PRIMARY KEY (name);


--
-- Name: queue_stats queue_stats_pkey; Type: CONSTRAINT; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.queue_stats
    ADD CONSTRAINT queue_stats_pkey PRIMARY KEY (id, captured_on);


--
-- Name: queue_stats_20261130 queue_stats_20261130_pkey; Type: CONSTRAINT; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.queue_stats_20261130
    ADD CONSTRAINT queue_stats_20261130_pkey PRIMARY KEY (id, captured_on);


--
-- Name: queue_stats_20261201 queue_stats_20261201_pkey; Type: CONSTRAINT; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.queue_stats_20261201
    ADD CONSTRAINT queue_stats_20261201_pkey PRIMARY KEY (id, captured_on);


--
-- Name: schedule schedule_pkey; Type: CONSTRAINT; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.schedule
    ADD CONSTRAINT schedule_pkey PRIMARY KEY (name, key);


--
-- Name: subscription subscription_pkey; Type: CONSTRAINT; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.subscription
    ADD CONSTRAINT subscription_pkey PRIMARY KEY (event, name);


--
-- Name: version version_pkey; Type: CONSTRAINT; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.version
    ADD CONSTRAINT version_pkey PRIMARY KEY (version);


--
-- Name: warning warning_pkey; Type: CONSTRAINT; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.warning
    ADD CONSTRAINT warning_pkey PRIMARY KEY (id);


--
-- Name: api_keys api_keys_key_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_key_hash_key UNIQUE (key_hash);


--
-- Name: api_keys api_keys_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);


--
-- Name: attempts attempts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (task_id, fencing_token);


--
-- Name: batches batches_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.batches
    ADD CONSTRAINT batches_pkey PRIMARY KEY (id);


--
-- Name: events events_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_id_key UNIQUE (id);


--
-- Name: events events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (seq);


--
-- Name: facts_version facts_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.facts_version
    ADD CONSTRAINT facts_version_pkey PRIMARY KEY (is_only);


--
-- Name: files files_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.files
    ADD CONSTRAINT files_pkey PRIMARY KEY (id);


--
-- Name: idempotency_keys idempotency_keys_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (tenant_id, key);


--
-- Name: installation installation_is_only_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.installation
    ADD CONSTRAINT installation_is_only_key UNIQUE (is_only);


--
-- Name: installation installation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.installation
    ADD CONSTRAINT installation_pkey PRIMARY KEY (id);


--
-- Name: kysely_migration_lock kysely_migration_lock_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kysely_migration_lock
    ADD CONSTRAINT kysely_migration_lock_pkey PRIMARY KEY (id);


--
-- Name: kysely_migration kysely_migration_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kysely_migration
    ADD CONSTRAINT kysely_migration_pkey PRIMARY KEY (name);


--
-- Name: model_revisions model_revisions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_revisions
    ADD CONSTRAINT model_revisions_pkey PRIMARY KEY (model);


--
-- Name: models models_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.models
    ADD CONSTRAINT models_pkey PRIMARY KEY (id);


--
-- Name: rate_limits rate_limits_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rate_limits
    ADD CONSTRAINT rate_limits_pkey PRIMARY KEY (key);


--
-- Name: refused_attempts refused_attempts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refused_attempts
    ADD CONSTRAINT refused_attempts_pkey PRIMARY KEY (id);


--
-- Name: request_nonces request_nonces_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.request_nonces
    ADD CONSTRAINT request_nonces_pkey PRIMARY KEY (key_id, nonce);


--
-- Name: run_speeds run_speeds_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run_speeds
    ADD CONSTRAINT run_speeds_pkey PRIMARY KEY (model, width, height, frames, steps, device_class);


--
-- Name: sign_in_codes sign_in_codes_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sign_in_codes
    ADD CONSTRAINT sign_in_codes_pkey PRIMARY KEY (code_hash);


--
-- Name: sweeps sweeps_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sweeps
    ADD CONSTRAINT sweeps_pkey PRIMARY KEY (name);


--
-- Name: tasks tasks_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tasks
    ADD CONSTRAINT tasks_pkey PRIMARY KEY (id);


--
-- Name: tenant_usage tenant_usage_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tenant_usage
    ADD CONSTRAINT tenant_usage_pkey PRIMARY KEY (tenant_id, day);


--
-- Name: tenants tenants_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (id);


--
-- Name: upstream_jobs upstream_jobs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.upstream_jobs
    ADD CONSTRAINT upstream_jobs_pkey PRIMARY KEY (key);


--
-- Name: webhook_attempts webhook_attempts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_attempts
    ADD CONSTRAINT webhook_attempts_pkey PRIMARY KEY (delivery_id, attempt);


--
-- Name: webhook_deliveries webhook_deliveries_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (id);


--
-- Name: webhook_destinations webhook_destinations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_destinations
    ADD CONSTRAINT webhook_destinations_pkey PRIMARY KEY (id);


--
-- Name: webhook_endpoints webhook_endpoints_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_endpoints
    ADD CONSTRAINT webhook_endpoints_pkey PRIMARY KEY (id);


--
-- Name: workers workers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.workers
    ADD CONSTRAINT workers_pkey PRIMARY KEY (id);


--
-- Name: job_common_i1; Type: INDEX; Schema: pgboss; Owner: -
--

CREATE UNIQUE INDEX job_common_i1 ON pgboss.job_common USING btree (name, COALESCE(singleton_key, ''::text)) WHERE ((state = 'created'::pgboss.job_state) AND (policy = 'short'::text));


--
-- Name: job_common_i10; Type: INDEX; Schema: pgboss; Owner: -
--

CREATE INDEX job_common_i10 ON pgboss.job_common USING btree (name, singleton_key, state DESC, created_on, id) INCLUDE (start_after) WHERE ((state < 'active'::pgboss.job_state) AND (NOT blocked) AND (policy = 'key_strict_fifo'::text));


--
-- Name: job_common_i11; Type: INDEX; Schema: pgboss; Owner: -
--

CREATE INDEX job_common_i11 ON pgboss.job_common USING btree (name, priority DESC, created_on, start_after) WHERE ((state < 'active'::pgboss.job_state) AND (NOT blocked));


--
-- Name: job_common_i12; Type: INDEX; Schema: pgboss; Owner: -
--

CREATE INDEX job_common_i12 ON pgboss.job_common USING btree (source_root_id) WHERE (source_root_id IS NOT NULL);


--
-- Name: job_common_i2; Type: INDEX; Schema: pgboss; Owner: -
--

CREATE UNIQUE INDEX job_common_i2 ON pgboss.job_common USING btree (name, COALESCE(singleton_key, ''::text)) WHERE ((state = 'active'::pgboss.job_state) AND (policy = 'singleton'::text));


--
-- Name: job_common_i3; Type: INDEX; Schema: pgboss; Owner: -
--

CREATE UNIQUE INDEX job_common_i3 ON pgboss.job_common USING btree (name, state, COALESCE(singleton_key, ''::text)) WHERE ((state <= 'active'::pgboss.job_state) AND (policy = 'stately'::text));


--
-- Name: job_common_i4; Type: INDEX; Schema: pgboss; Owner: -
--

CREATE UNIQUE INDEX job_common_i4 ON pgboss.job_common USING btree (name, singleton_on, COALESCE(singleton_key, ''::text)) WHERE ((state <> 'cancelled'::pgboss.job_state) AND (singleton_on IS NOT NULL));


--
-- Name: job_common_i6; Type: INDEX; Schema: pgboss; Owner: -
--

CREATE UNIQUE INDEX job_common_i6 ON pgboss.job_common USING btree (name, COALESCE(singleton_key, ''::text)) WHERE ((state <= 'active'::pgboss.job_state) AND (policy = 'exclusive'::text));


--
-- Name: job_common_i7; Type: INDEX; Schema: pgboss; Owner: -
--

CREATE INDEX job_common_i7 ON pgboss.job_common USING btree (name, group_id) WHERE ((state = 'active'::pgboss.job_state) AND (group_id IS NOT NULL));


--
-- Name: job_common_i8; Type: INDEX; Schema: pgboss; Owner: -
--

CREATE UNIQUE INDEX job_common_i8 ON pgboss.job_common USING btree (name, singleton_key) WHERE ((state = ANY (ARRAY['active'::pgboss.job_state, 'retry'::pgboss.job_state, 'failed'::pgboss.job_state])) AND (policy = 'key_strict_fifo'::text));


--
-- Name: job_common_i9; Type: INDEX; Schema: pgboss; Owner: -
--

CREATE INDEX job_common_i9 ON pgboss.job_common USING btree (name, id) WHERE (blocking AND (state = 'completed'::pgboss.job_state));


--
-- Name: job_dep_parent_idx; Type: INDEX; Schema: pgboss; Owner: -
--

CREATE INDEX job_dep_parent_idx ON pgboss.job_dependency USING btree (parent_name, parent_id);


--
-- Name: queue_stats_i1; Type: INDEX; Schema: pgboss; Owner: -
--

CREATE INDEX queue_stats_i1 ON ONLY pgboss.queue_stats USING btree (name, captured_on DESC) INCLUDE (deferred_count, queued_count, ready_count, active_count, failed_count, total_count);


--
-- Name: queue_stats_20261130_name_captured_on_deferred_count_queued_idx; Type: INDEX; Schema: pgboss; Owner: -
--

CREATE INDEX queue_stats_20261130_name_captured_on_deferred_count_queued_idx ON pgboss.queue_stats_20261130 USING btree (name, captured_on DESC) INCLUDE (deferred_count, queued_count, ready_count, active_count, failed_count, total_count);


--
-- Name: queue_stats_20261201_name_captured_on_deferred_count_queued_idx; Type: INDEX; Schema: pgboss; Owner: -
--

CREATE INDEX queue_stats_20261201_name_captured_on_deferred_count_queued_idx ON pgboss.queue_stats_20261201 USING btree (name, captured_on DESC) INCLUDE (deferred_count, queued_count, ready_count, active_count, failed_count, total_count);


--
-- Name: warning_i1; Type: INDEX; Schema: pgboss; Owner: -
--

CREATE INDEX warning_i1 ON pgboss.warning USING btree (created_on DESC);


--
-- Name: api_keys_by_expiry; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX api_keys_by_expiry ON public.api_keys USING btree (expires_at) WHERE (expires_at IS NOT NULL);


--
-- Name: api_keys_by_parent; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX api_keys_by_parent ON public.api_keys USING btree (parent_id) WHERE (parent_id IS NOT NULL);


--
-- Name: api_keys_by_tenant; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX api_keys_by_tenant ON public.api_keys USING btree (tenant_id, created_at);


--
-- Name: batches_by_tenant; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX batches_by_tenant ON public.batches USING btree (tenant_id, created_at DESC, id DESC);


--
-- Name: events_by_position; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX events_by_position ON public.events USING btree (tenant_id, "position");


--
-- Name: events_by_task; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX events_by_task ON public.events USING btree (task_id, seq);


--
-- Name: events_by_tenant; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX events_by_tenant ON public.events USING btree (tenant_id, seq);


--
-- Name: events_told_by_webhooks; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX events_told_by_webhooks ON public.events USING btree (tenant_id, created_at) WHERE (body IS NOT NULL);


--
-- Name: events_without_position; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX events_without_position ON public.events USING btree (tenant_id, seq) WHERE ("position" IS NULL);


--
-- Name: files_by_expiry; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX files_by_expiry ON public.files USING btree (expires_at);


--
-- Name: files_by_tenant; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX files_by_tenant ON public.files USING btree (tenant_id, created_at DESC, id DESC);


--
-- Name: idempotency_keys_by_age; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (created_at);


--
-- Name: idempotency_keys_of_calls; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idempotency_keys_of_calls ON public.idempotency_keys USING btree (tenant_id, fingerprint, created_at) WHERE (attempts_seen IS NOT NULL);


--
-- Name: refused_attempts_by_tenant; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX refused_attempts_by_tenant ON public.refused_attempts USING btree (tenant_id, created_at);


--
-- Name: request_nonces_by_age; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX request_nonces_by_age ON public.request_nonces USING btree (expires_at);


--
-- Name: tasks_by_batch; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX tasks_by_batch ON public.tasks USING btree (batch_id, batch_index) WHERE (batch_id IS NOT NULL);


--
-- Name: tasks_by_cache_key; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_by_cache_key ON public.tasks USING btree (tenant_id, cache_key) WHERE ((cache_key IS NOT NULL) AND (status = 'completed'::text) AND (deleted_at IS NULL) AND (assets_removed_at IS NULL));


--
-- Name: tasks_by_cancel_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_by_cancel_at ON public.tasks USING btree (cancel_at) WHERE ((cancel_at IS NOT NULL) AND (status = ANY (ARRAY['queued'::text, 'running'::text])));


--
-- Name: tasks_by_job; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_by_job ON public.tasks USING btree (job_id) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));


--
-- Name: tasks_by_model; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_by_model ON public.tasks USING btree (tenant_id, model, created_at DESC, id DESC) WHERE (deleted_at IS NULL);


--
-- Name: tasks_by_public_id; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX tasks_by_public_id ON public.tasks USING btree (public_id) WHERE (public_id IS NOT NULL);


--
-- Name: tasks_by_start_by; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_by_start_by ON public.tasks USING btree (start_by) WHERE ((start_by IS NOT NULL) AND (status = 'queued'::text) AND (fencing_token = 0));


--
-- Name: tasks_by_status; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_by_status ON public.tasks USING btree (tenant_id, status, created_at DESC, id DESC) WHERE (deleted_at IS NULL);


--
-- Name: tasks_by_tenant; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_by_tenant ON public.tasks USING btree (tenant_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);


--
-- Name: tasks_expiring; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_expiring ON public.tasks USING btree (expires_at) WHERE ((assets_removed_at IS NULL) AND (expires_at IS NOT NULL));


--
-- Name: tasks_measured; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_measured ON public.tasks USING btree (model, ((parameters ->> 'width'::text)), ((parameters ->> 'height'::text)), ((parameters ->> 'frames'::text)), ((parameters ->> 'steps'::text)), finished_at DESC) WHERE (status = 'completed'::text);


--
-- Name: tasks_open_in_batch; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_open_in_batch ON public.tasks USING btree (batch_id) WHERE ((batch_id IS NOT NULL) AND (status = ANY (ARRAY['queued'::text, 'running'::text])));


--
-- Name: tasks_parked; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_parked ON public.tasks USING btree (tenant_id, priority DESC, created_at, id) WHERE ((status = 'queued'::text) AND parked);


--
-- Name: tasks_queued; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_queued ON public.tasks USING btree (priority DESC, created_at, id) WHERE (status = 'queued'::text);


--
-- Name: tasks_running; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_running ON public.tasks USING btree (updated_at) WHERE (status = 'running'::text);


--
-- Name: tasks_running_by_tenant; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_running_by_tenant ON public.tasks USING btree (tenant_id) WHERE (status = 'running'::text);


--
-- Name: tasks_to_purge; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_to_purge ON public.tasks USING btree (deleted_at) WHERE ((deleted_at IS NOT NULL) AND (assets_removed_at IS NULL));


--
-- Name: tasks_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_waiting ON public.tasks USING btree (tenant_id, priority DESC, created_at, id) WHERE (status = 'queued'::text);


--
-- Name: tasks_waiting_by_model; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_waiting_by_model ON public.tasks USING btree (tenant_id, model, priority DESC, created_at, id) WHERE (status = 'queued'::text);


--
-- Name: upstream_jobs_by_server; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX upstream_jobs_by_server ON public.upstream_jobs USING btree (server, created_at);


--
-- Name: upstream_jobs_by_task; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX upstream_jobs_by_task ON public.upstream_jobs USING btree (task_id, created_at);


--
-- Name: webhook_deliveries_by_destination; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_deliveries_by_destination ON public.webhook_deliveries USING btree (destination, next_attempt_at) WHERE (status = 'pending'::text);


--
-- Name: webhook_deliveries_by_endpoint; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_deliveries_by_endpoint ON public.webhook_deliveries USING btree (endpoint_id, event_id);


--
-- Name: webhook_deliveries_by_task; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_deliveries_by_task ON public.webhook_deliveries USING btree (task_id);


--
-- Name: webhook_endpoints_by_tenant; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_endpoints_by_tenant ON public.webhook_endpoints USING btree (tenant_id, created_at DESC, id DESC);


--
-- Name: job_common_pkey; Type: INDEX ATTACH; Schema: pgboss; Owner: -
--

ALTER INDEX pgboss.job_pkey ATTACH PARTITION pgboss.job_common_pkey;


--
-- Name: queue_stats_20261130_name_captured_on_deferred_count_queued_idx; Type: INDEX ATTACH; Schema: pgboss; Owner: -
--

ALTER INDEX pgboss.queue_stats_i1 ATTACH PARTITION pgboss.queue_stats_20261130_name_captured_on_deferred_count_queued_idx;


--
-- Name: queue_stats_20261130_pkey; Type: INDEX ATTACH; Schema: pgboss; Owner: -
--

ALTER INDEX pgboss.queue_stats_pkey ATTACH PARTITION pgboss.queue_stats_20261130_pkey;


--
-- Name: queue_stats_20261201_name_captured_on_deferred_count_queued_idx; Type: INDEX ATTACH; Schema: pgboss; Owner: -
--

ALTER INDEX pgboss.queue_stats_i1 ATTACH PARTITION pgboss.queue_stats_20261201_name_captured_on_deferred_count_queued_idx;


--
-- Name: queue_stats_20261201_pkey; Type: INDEX ATTACH; Schema: pgboss; Owner: -
--

ALTER INDEX pgboss.queue_stats_pkey ATTACH PARTITION pgboss.queue_stats_20261201_pkey;


--
-- Name: api_keys facts_changed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER facts_changed AFTER DELETE OR UPDATE OF tenant_id, scopes, allowed_cidrs, signature_algorithm, signature_material, signature_required, expires_at, revoked_at ON public.api_keys FOR EACH STATEMENT EXECUTE FUNCTION public.facts_changed();


--
-- Name: model_revisions facts_changed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER facts_changed AFTER INSERT OR DELETE OR UPDATE ON public.model_revisions FOR EACH STATEMENT EXECUTE FUNCTION public.facts_changed();


--
-- Name: models facts_changed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER facts_changed AFTER INSERT OR DELETE OR UPDATE ON public.models FOR EACH STATEMENT EXECUTE FUNCTION public.facts_changed();


--
-- Name: tenants facts_changed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER facts_changed AFTER DELETE OR UPDATE OF name, priority, requests_per_minute, request_burst, max_running, max_queued, gpu_seconds_per_day, upload_bytes_per_day, loras, webhook_secret, deleted_at ON public.tenants FOR EACH STATEMENT EXECUTE FUNCTION public.facts_changed();


--
-- Name: workers facts_changed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER facts_changed AFTER INSERT OR DELETE ON public.workers FOR EACH ROW EXECUTE FUNCTION public.facts_changed();


--
-- Name: workers facts_changed_by_heartbeat; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER facts_changed_by_heartbeat AFTER UPDATE ON public.workers FOR EACH ROW WHEN (((((old.models IS DISTINCT FROM new.models) OR (old.fitting_sizes IS DISTINCT FROM new.fitting_sizes)) OR (old.unavailable IS DISTINCT FROM new.unavailable)) OR ((new.seen_at < old.seen_at) OR (new.seen_at > (old.seen_at + '00:00:15'::interval))))) EXECUTE FUNCTION public.facts_changed();


--
-- Name: job_common dlq_fkey; Type: FK CONSTRAINT; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.job_common
    ADD CONSTRAINT dlq_fkey FOREIGN KEY (dead_letter) REFERENCES pgboss.queue(name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED;


--
-- Name: job_common q_fkey; Type: FK CONSTRAINT; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.job_common
    ADD CONSTRAINT q_fkey FOREIGN KEY (name) REFERENCES pgboss.queue(name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED;


--
-- Name: queue queue_dead_letter_fkey; Type: FK CONSTRAINT; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.queue
    ADD CONSTRAINT queue_dead_letter_fkey FOREIGN KEY (dead_letter) REFERENCES pgboss.queue(name);


--
-- Name: schedule schedule_name_fkey; Type: FK CONSTRAINT; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.schedule
    ADD CONSTRAINT schedule_name_fkey FOREIGN KEY (name) REFERENCES pgboss.queue(name) ON DELETE CASCADE;


--
-- Name: subscription subscription_name_fkey; Type: FK CONSTRAINT; Schema: pgboss; Owner: -
--

ALTER TABLE ONLY pgboss.subscription
    ADD CONSTRAINT subscription_name_fkey FOREIGN KEY (name) REFERENCES pgboss.queue(name) ON DELETE CASCADE;


--
-- Name: api_keys api_keys_parent_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.api_keys(id);


--
-- Name: api_keys api_keys_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);


--
-- Name: attempts attempts_task_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_task_id_fkey FOREIGN KEY (task_id) REFERENCES public.tasks(id) ON DELETE CASCADE;


--
-- Name: attempts attempts_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);


--
-- Name: batches batches_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.batches
    ADD CONSTRAINT batches_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);


--
-- Name: events events_batch_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batches(id);


--
-- Name: events events_task_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_task_id_fkey FOREIGN KEY (task_id) REFERENCES public.tasks(id);


--
-- Name: files files_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.files
    ADD CONSTRAINT files_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);


--
-- Name: request_nonces request_nonces_key_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.request_nonces
    ADD CONSTRAINT request_nonces_key_id_fkey FOREIGN KEY (key_id) REFERENCES public.api_keys(id);


--
-- Name: sign_in_codes sign_in_codes_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sign_in_codes
    ADD CONSTRAINT sign_in_codes_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);


--
-- Name: tasks tasks_batch_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tasks
    ADD CONSTRAINT tasks_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batches(id);


--
-- Name: tasks tasks_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tasks
    ADD CONSTRAINT tasks_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);


--
-- Name: tenant_usage tenant_usage_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tenant_usage
    ADD CONSTRAINT tenant_usage_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);


--
-- Name: webhook_attempts webhook_attempts_delivery_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_attempts
    ADD CONSTRAINT webhook_attempts_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES public.webhook_deliveries(id);


--
-- Name: webhook_deliveries webhook_deliveries_batch_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batches(id);


--
-- Name: webhook_deliveries webhook_deliveries_endpoint_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES public.webhook_endpoints(id);


--
-- Name: webhook_deliveries webhook_deliveries_event_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_event_id_fkey FOREIGN KEY (event_id) REFERENCES public.events(id);


--
-- Name: webhook_deliveries webhook_deliveries_task_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_task_id_fkey FOREIGN KEY (task_id) REFERENCES public.tasks(id);


--
-- Name: webhook_endpoints webhook_endpoints_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_endpoints
    ADD CONSTRAINT webhook_endpoints_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);


--
-- Name: api_keys; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.api_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: attempts; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.attempts ENABLE ROW LEVEL SECURITY;

--
-- Name: batches; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.batches ENABLE ROW LEVEL SECURITY;

--
-- Name: events; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.events ENABLE ROW LEVEL SECURITY;

--
-- Name: files; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.files ENABLE ROW LEVEL SECURITY;

--
-- Name: idempotency_keys; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.idempotency_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: api_keys of_service; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_service ON public.api_keys USING ((CURRENT_USER <> 'wan_tenant'::name)) WITH CHECK ((CURRENT_USER <> 'wan_tenant'::name));


--
-- Name: attempts of_service; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_service ON public.attempts USING ((CURRENT_USER <> 'wan_tenant'::name)) WITH CHECK ((CURRENT_USER <> 'wan_tenant'::name));


--
-- Name: batches of_service; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_service ON public.batches USING ((CURRENT_USER <> 'wan_tenant'::name)) WITH CHECK ((CURRENT_USER <> 'wan_tenant'::name));


--
-- Name: events of_service; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_service ON public.events USING ((CURRENT_USER <> 'wan_tenant'::name)) WITH CHECK ((CURRENT_USER <> 'wan_tenant'::name));


--
-- Name: files of_service; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_service ON public.files USING ((CURRENT_USER <> 'wan_tenant'::name)) WITH CHECK ((CURRENT_USER <> 'wan_tenant'::name));


--
-- Name: idempotency_keys of_service; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_service ON public.idempotency_keys USING ((CURRENT_USER <> 'wan_tenant'::name)) WITH CHECK ((CURRENT_USER <> 'wan_tenant'::name));


--
-- Name: refused_attempts of_service; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_service ON public.refused_attempts USING ((CURRENT_USER <> 'wan_tenant'::name)) WITH CHECK ((CURRENT_USER <> 'wan_tenant'::name));


--
-- Name: sign_in_codes of_service; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_service ON public.sign_in_codes USING ((CURRENT_USER <> 'wan_tenant'::name)) WITH CHECK ((CURRENT_USER <> 'wan_tenant'::name));


--
-- Name: tasks of_service; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_service ON public.tasks USING ((CURRENT_USER <> 'wan_tenant'::name)) WITH CHECK ((CURRENT_USER <> 'wan_tenant'::name));


--
-- Name: tenant_usage of_service; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_service ON public.tenant_usage USING ((CURRENT_USER <> 'wan_tenant'::name)) WITH CHECK ((CURRENT_USER <> 'wan_tenant'::name));


--
-- Name: webhook_attempts of_service; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_service ON public.webhook_attempts USING ((CURRENT_USER <> 'wan_tenant'::name)) WITH CHECK ((CURRENT_USER <> 'wan_tenant'::name));


--
-- Name: webhook_deliveries of_service; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_service ON public.webhook_deliveries USING ((CURRENT_USER <> 'wan_tenant'::name)) WITH CHECK ((CURRENT_USER <> 'wan_tenant'::name));


--
-- Name: webhook_destinations of_service; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_service ON public.webhook_destinations USING ((CURRENT_USER <> 'wan_tenant'::name)) WITH CHECK ((CURRENT_USER <> 'wan_tenant'::name));


--
-- Name: webhook_endpoints of_service; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_service ON public.webhook_endpoints USING ((CURRENT_USER <> 'wan_tenant'::name)) WITH CHECK ((CURRENT_USER <> 'wan_tenant'::name));


--
-- Name: api_keys of_tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_tenant ON public.api_keys FOR SELECT TO wan_tenant USING ((tenant_id = NULLIF(current_setting('wan.tenant'::text, true), ''::text)));


--
-- Name: attempts of_tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_tenant ON public.attempts FOR SELECT TO wan_tenant USING ((tenant_id = NULLIF(current_setting('wan.tenant'::text, true), ''::text)));


--
-- Name: batches of_tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_tenant ON public.batches FOR SELECT TO wan_tenant USING ((tenant_id = NULLIF(current_setting('wan.tenant'::text, true), ''::text)));


--
-- Name: events of_tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_tenant ON public.events FOR SELECT TO wan_tenant USING ((tenant_id = NULLIF(current_setting('wan.tenant'::text, true), ''::text)));


--
-- Name: files of_tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_tenant ON public.files FOR SELECT TO wan_tenant USING ((tenant_id = NULLIF(current_setting('wan.tenant'::text, true), ''::text)));


--
-- Name: idempotency_keys of_tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_tenant ON public.idempotency_keys FOR SELECT TO wan_tenant USING ((tenant_id = NULLIF(current_setting('wan.tenant'::text, true), ''::text)));


--
-- Name: refused_attempts of_tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_tenant ON public.refused_attempts FOR SELECT TO wan_tenant USING ((tenant_id = NULLIF(current_setting('wan.tenant'::text, true), ''::text)));


--
-- Name: sign_in_codes of_tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_tenant ON public.sign_in_codes FOR SELECT TO wan_tenant USING ((tenant_id = NULLIF(current_setting('wan.tenant'::text, true), ''::text)));


--
-- Name: tasks of_tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_tenant ON public.tasks FOR SELECT TO wan_tenant USING ((tenant_id = NULLIF(current_setting('wan.tenant'::text, true), ''::text)));


--
-- Name: tenant_usage of_tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_tenant ON public.tenant_usage FOR SELECT TO wan_tenant USING ((tenant_id = NULLIF(current_setting('wan.tenant'::text, true), ''::text)));


--
-- Name: webhook_attempts of_tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_tenant ON public.webhook_attempts FOR SELECT TO wan_tenant USING ((EXISTS ( SELECT
   FROM public.webhook_deliveries d
  WHERE (d.id = webhook_attempts.delivery_id))));


--
-- Name: webhook_deliveries of_tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_tenant ON public.webhook_deliveries FOR SELECT TO wan_tenant USING ((tenant_id = NULLIF(current_setting('wan.tenant'::text, true), ''::text)));


--
-- Name: webhook_destinations of_tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_tenant ON public.webhook_destinations FOR SELECT TO wan_tenant USING ((tenant_id = NULLIF(current_setting('wan.tenant'::text, true), ''::text)));


--
-- Name: webhook_endpoints of_tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY of_tenant ON public.webhook_endpoints FOR SELECT TO wan_tenant USING ((tenant_id = NULLIF(current_setting('wan.tenant'::text, true), ''::text)));


--
-- Name: refused_attempts; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.refused_attempts ENABLE ROW LEVEL SECURITY;

--
-- Name: sign_in_codes; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.sign_in_codes ENABLE ROW LEVEL SECURITY;

--
-- Name: tasks; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.tasks ENABLE ROW LEVEL SECURITY;

--
-- Name: tenant_usage; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.tenant_usage ENABLE ROW LEVEL SECURITY;

--
-- Name: webhook_attempts; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.webhook_attempts ENABLE ROW LEVEL SECURITY;

--
-- Name: webhook_deliveries; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.webhook_deliveries ENABLE ROW LEVEL SECURITY;

--
-- Name: webhook_destinations; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.webhook_destinations ENABLE ROW LEVEL SECURITY;

--
-- Name: webhook_endpoints; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.webhook_endpoints ENABLE ROW LEVEL SECURITY;

--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA public TO wan_tenant;


--
-- Name: TABLE attempts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.attempts TO wan_tenant;


--
-- Name: TABLE batches; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.batches TO wan_tenant;


--
-- Name: TABLE events; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.events TO wan_tenant;


--
-- Name: TABLE files; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.files TO wan_tenant;


--
-- Name: TABLE idempotency_keys; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.idempotency_keys TO wan_tenant;


--
-- Name: TABLE tasks; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.tasks TO wan_tenant;


--
-- Name: TABLE tenant_usage; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.tenant_usage TO wan_tenant;


--
-- Name: TABLE webhook_attempts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.webhook_attempts TO wan_tenant;


--
-- Name: TABLE webhook_deliveries; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.webhook_deliveries TO wan_tenant;


--
-- Name: TABLE webhook_destinations; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.webhook_destinations TO wan_tenant;


--
-- Name: TABLE webhook_endpoints; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.webhook_endpoints TO wan_tenant;


--
-- PostgreSQL database dump complete
--


