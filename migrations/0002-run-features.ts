import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table tasks
      -- What decided the video, to make it again; set at completion.
      add column manifest jsonb,
      -- The newest picture of a run, as an asset.
      add column preview jsonb,
      -- The task that this one repeats, which may be long gone.
      add column rerun_of uuid`.execute(db)

  await sql`alter table workers add column device_classes text[] not null default '{}'`.execute(db)

  await sql`
    create table run_speeds (
      model text not null,
      width integer not null,
      height integer not null,
      frames integer not null,
      steps integer not null,
      device_class text not null,
      -- Of one denoising step.
      step_seconds double precision not null,
      -- Before the first step and after the last one.
      lead_seconds double precision not null,
      tail_seconds double precision not null,
      runs integer not null,
      updated_at timestamptz not null,
      primary key (model, width, height, frames, steps, device_class)
    )`.execute(db)
  await sql`drop index tasks_recent_runs`.execute(db)
}
