import type { Db, Trx } from '#core/postgres/db.ts'

/** What a one-time code may be exchanged for. */
export interface SignInCode {
  readonly tenantId: string
  readonly scopes: readonly string[]
}

/** Stores a code by its SHA-256. */
export async function insertSignInCode(
  db: Db,
  code: SignInCode & { readonly hash: Buffer; readonly expiresAt: Date },
): Promise<void> {
  await db
    .insertInto('sign_in_codes')
    .values({
      code_hash: code.hash,
      tenant_id: code.tenantId,
      scopes: [...code.scopes],
      expires_at: code.expiresAt,
    })
    .execute()
}

/** Deletes the code, so that of two exchanges one succeeds. Undefined for a used or expired one. */
export async function consumeSignInCode(trx: Trx, hash: Buffer, now: Date): Promise<SignInCode | undefined> {
  const row = await trx
    .deleteFrom('sign_in_codes')
    .where('code_hash', '=', hash)
    .where('expires_at', '>', now)
    .returning(['tenant_id', 'scopes'])
    .executeTakeFirst()
  return row && { tenantId: row.tenant_id, scopes: row.scopes }
}

export async function deleteExpiredSignInCodes(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('sign_in_codes').where('expires_at', '<=', now).execute()
}
