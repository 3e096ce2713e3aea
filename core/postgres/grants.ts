import { hostUrls } from './address.ts'

/** A role that may only read, and only the rows of the tenant in `wan.tenant`. */
export const TENANT_ROLE = 'wan_tenant'

/** A name as SQL quotes it. */
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/**
 * The statements after which the service works as a role without any attribute: neither superuser
 * nor CREATEROLE. An administrator runs them once, connected to the service's database. The role
 * owns the tables that `npm run migrate` makes, and may become `wan_tenant`, in which reads for a
 * customer run.
 *
 * @param o.role the role of DATABASE_URL
 * @param o.database its database
 */
export function grantStatements(o: { readonly role: string; readonly database: string }): string {
  const [role, database] = [quoted(o.role), quoted(o.database)]
  return `-- Once, as an administrator, connected to the database ${database}.
-- The role itself, unless it exists:
--   create role ${role} login password '…';
do $$ begin
  create role wan_tenant nologin;
exception when duplicate_object then null;
end $$;
grant wan_tenant to ${role};
-- For DATABASE_TENANT_URL, a login of that role:
--   alter role wan_tenant login password '…';
-- create: for the schema of the job queue, pgboss.
grant connect, create, temporary on database ${database} to ${role};
grant usage, create on schema public to ${role};
`
}

/**
 * The role and the database that a connection string names.
 *
 * @throws Error when it names no role
 */
export function roleAndDatabase(databaseUrl: string): { readonly role: string; readonly database: string } {
  const { username, pathname } = new URL(hostUrls(databaseUrl)[0] as string)
  const role = decodeURIComponent(username)
  if (role === '')
    throw new Error('DATABASE_URL names no role: write it as postgres://role:password@host/database')
  return { role, database: decodeURIComponent(pathname.slice(1)) || role }
}

/** The same in one line, for an error message: what a role lacks that may not create roles. */
export const roleStatements = (role: string): string =>
  `create role wan_tenant nologin; grant wan_tenant to ${quoted(role)};`
