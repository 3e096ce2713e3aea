import type { Db } from '#core/postgres/db.ts'

/** Records a nonce of a key. Of simultaneous requests with the same nonce, one gets true. */
export async function useNonce(db: Db, keyId: string, nonce: string, expiresAt: Date): Promise<boolean> {
  const row = await db
    .insertInto('request_nonces')
    .values({ key_id: keyId, nonce, expires_at: expiresAt })
    .onConflict((oc) => oc.columns(['key_id', 'nonce']).doNothing())
    .returning('nonce')
    .executeTakeFirst()
  return row !== undefined
}

export async function deleteExpiredNonces(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('request_nonces').where('expires_at', '<', now).execute()
}
