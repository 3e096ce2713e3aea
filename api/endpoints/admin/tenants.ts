import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { dayOf, findUsage, type Usage } from '#core/store/quotas.ts'
import { findTenant, type TenantPatch, type TenantRow } from '#core/store/tenants.ts'
import type { WireRequest } from '#api/dialects/dialect.ts'
import type { Call } from '#api/http/call.ts'
import type { components } from '#api/openapi.gen.ts'

type Schemas = components['schemas']

/** The id of the tenant in the path. */
export const parseTenantId = ({ path }: WireRequest): string => path['tenant_id'] as string

/** The row of a tenant. @throws AppError tenant_not_found. */
export async function requireTenant({ deps }: Call, id: string): Promise<TenantRow> {
  const row = await findTenant(deps.db, id)
  if (row === undefined) throw new AppError('tenant_not_found')
  return row
}

/** A tenant, its usage of today, and the settings that hold where it has no limits of its own. */
export interface TenantView {
  readonly row: TenantRow
  readonly usage: Usage
  readonly config: Deps['config']
}

/** The tenant with what it has used today. */
export const viewTenant = async (
  { db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>,
  row: TenantRow,
): Promise<TenantView> => ({ row, usage: await findUsage(db, row.id, dayOf(clock.now())), config })

/** Limits as the table holds them: bytes are a bigint there, written as text. */
export const patchOf = (patch: Schemas['UpdateTenant']): TenantPatch => {
  const { upload_bytes_per_day: bytes, loras, ...rest } = patch
  return {
    ...rest,
    ...(loras === undefined ? {} : { loras: loras && [...loras] }),
    ...(bytes === undefined ? {} : { upload_bytes_per_day: bytes === null ? null : String(bytes) }),
  }
}
