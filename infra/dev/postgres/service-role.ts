import pg from 'pg'
import { grantStatements, roleAndDatabase, TENANT_ROLE } from '#core/postgres/grants.ts'

/** The role that the service has in the embedded Postgres: without any attribute but LOGIN. */
export const SERVICE_ROLE = 'wan_service'

/**
 * Whatever lies in the service's schemas belongs to its role, also after a restore or a change that
 * a superuser made by hand.
 */
const OWN_EVERYTHING = `
do $$ declare statement text; begin
  for statement in
    with schemas as (select oid, nspname from pg_namespace where nspname in ('public', 'pgboss'))
    select format('alter schema %I owner to ${SERVICE_ROLE}', nspname) from schemas
      where nspname = 'pgboss'
    union all
    select format(
        'alter %s %s owner to ${SERVICE_ROLE}',
        case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end,
        pg_class.oid::regclass)
      from pg_class join schemas on schemas.oid = relnamespace
      where relkind in ('r', 'p', 'v', 'm', 'S') and relowner <> '${SERVICE_ROLE}'::regrole
        -- The sequence of a column goes with its table.
        and not exists (select from pg_depend
          where classid = 'pg_class'::regclass and objid = pg_class.oid and relkind = 'S' and deptype in ('a', 'i'))
    union all
    select format('alter routine %s owner to ${SERVICE_ROLE}', pg_proc.oid::regprocedure)
      from pg_proc join schemas on schemas.oid = pronamespace where proowner <> '${SERVICE_ROLE}'::regrole
    union all
    select format('alter type %s owner to ${SERVICE_ROLE}', pg_type.oid::regtype)
      from pg_type join schemas on schemas.oid = typnamespace
      where typtype in ('e', 'd') and typowner <> '${SERVICE_ROLE}'::regrole
  loop execute statement; end loop;
end $$`

/**
 * Makes the service's roles, with the superuser's password: one that owns the database's tables,
 * and one that reads for tenants.
 *
 * @param superuserUrl connection string of the superuser
 * @returns connection strings of both
 */
export async function ensureServiceRoles(
  superuserUrl: string,
): Promise<{ readonly url: string; readonly tenantUrl: string }> {
  const url = new URL(superuserUrl)
  const { password } = url
  url.username = SERVICE_ROLE
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [SERVICE_ROLE])
    // A statement about roles takes no parameters.
    const login = (role: string): string =>
      `role ${role} login password ${client.escapeLiteral(decodeURIComponent(password))}`
    await client.query((rowCount === 0 ? 'create ' : 'alter ') + login(SERVICE_ROLE))
    await client.query(grantStatements(roleAndDatabase(url.href)))
    await client.query('alter ' + login(TENANT_ROLE))
    await client.query(OWN_EVERYTHING)
  } finally {
    await client.end()
  }
  const tenantUrl = new URL(url)
  tenantUrl.username = TENANT_ROLE
  return { url: url.href, tenantUrl: tenantUrl.href }
}
