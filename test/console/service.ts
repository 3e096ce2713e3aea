import path from 'node:path'
import { issueApiKey } from '#test/support/service/auth.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { startService, type Service } from '#test/support/processes/processes.ts'

export const PHOTO = path.resolve(import.meta.dirname, '..', 'fixtures', 'photo.jpg')
/** Every scope but `admin`. */
export const CUSTOMER_SCOPES = ['videos:read', 'videos:write', 'webhooks:write', 'files:write']
export const DEMO_MODELS = path.resolve(import.meta.dirname, '..', '..', 'models')

/** The real service with the demo model, and keys of one tenant. */
export interface ConsoleService {
  readonly service: Service
  /** Of a customer. */
  readonly key: string
  readonly readOnlyKey: string
  readonly adminKey: string
  readonly url: string
  readonly databaseUrl: string
  close(): Promise<void>
}

/** @param env settings of both processes; a short life of results, for example */
export async function startConsoleService(
  env: Record<string, string> = {},
  o: { readonly workers?: number; readonly port?: number } = {},
): Promise<ConsoleService> {
  const database = await createTestDatabase()
  const service = await startService({
    ...o,
    databaseUrl: database.url,
    env: { MODELS_DIR: DEMO_MODELS, ENGINES: 'cpu', ...env },
  })
  return {
    service,
    key: (await issueApiKey(service.db, 'e2e', CUSTOMER_SCOPES)).key,
    readOnlyKey: (await issueApiKey(service.db, 'e2e', ['videos:read'])).key,
    adminKey: (await issueApiKey(service.db, 'e2e', [...CUSTOMER_SCOPES, 'admin'])).key,
    url: `${service.baseUrl}/console`,
    databaseUrl: database.url,
    async close() {
      await service.stop()
      await database.drop()
    },
  }
}

/** Asks for the smallest video of the demo model, about a second of work. @returns its id */
export async function submitSmall(
  { service }: Pick<ConsoleService, 'service'>,
  prompt: string,
  o: { readonly fields?: Record<string, string>; readonly key?: string } = {},
): Promise<string> {
  const { id } = await service.submit(
    {
      model: 'wan-demo',
      prompt,
      size: '160x96',
      num_frames: '5',
      num_inference_steps: '1',
      ...o.fields,
    },
    o.key === undefined ? {} : { authorization: `Bearer ${o.key}` },
  )
  return id
}
