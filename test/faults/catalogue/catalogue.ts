import type { Fault } from '#test/faults/fault.ts'
import { API_FAULTS } from './api.ts'
import { ENGINE_FAULTS } from './engine.ts'
import { HELD_FAULTS } from './held.ts'
import { MEMORY_FAULTS } from './memory.ts'
import { POOLER_FAULTS } from './pooler.ts'
import { POSTGRES_FAULTS } from './postgres.ts'
import { SERVER_FAULTS } from './servers.ts'
import { STATEMENT_FAULTS } from './statements.ts'
import { STORAGE_FAULTS } from './storage.ts'
import { SURROUNDING_FAULTS } from './surroundings.ts'
import { WEBHOOK_FAULTS } from './webhooks.ts'
import { WORKER_FAULTS } from './worker.ts'

/** Every fault, in the order in which they happen. */
export const CATALOGUE: readonly Fault[] = [
  ...WORKER_FAULTS,
  ...POSTGRES_FAULTS,
  ...STATEMENT_FAULTS,
  ...STORAGE_FAULTS,
  ...API_FAULTS,
  ...WEBHOOK_FAULTS,
  ...ENGINE_FAULTS,
  ...SURROUNDING_FAULTS,
  ...MEMORY_FAULTS,
  ...POOLER_FAULTS,
  ...SERVER_FAULTS,
  ...HELD_FAULTS,
]
