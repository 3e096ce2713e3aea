import type { Fault } from '#test/faults/fault.ts'

const held = (id: string, title: string, file: string, name?: string): Fault => ({
  id,
  title,
  how: { file, ...(name === undefined ? {} : { name }) },
})

/** Faults of single parts, where a whole scene would show no more. */
export const HELD_FAULTS: readonly Fault[] = [
  held('F09', 'A GPU runs out of memory', 'test/worker/engine/child/runs.test.ts', 'out_of_memory'),
  held('F13', 'A run hangs', 'test/worker/engine/parent/supervision.test.ts', 'stall timeout'),
  held('F18', '10,000 tasks wait', 'test/core/limits/turns.test.ts', '10,000'),
  held('F19', 'A tenant floods the queue', 'test/core/limits/turns.test.ts', 'within two slots|alternate'),
  held('F38', 'Several processes migrate at once', 'test/migrations/migrate.test.ts', 'at the same time'),
  held(
    'N14',
    'A crash of Postgres gives the id of a lost transaction to another one',
    'test/core/lifecycle/crash.test.ts',
  ),
  held('F52', 'A receiver fails three times', 'test/e2e/faults.test.ts', 'repeated on schedule'),
  held('F53', 'A receiver accepts and never answers', 'test/core/outbound/post.test.ts', 'never answers'),
  held('F56', 'A receiver redirects to a metadata address', 'test/core/outbound/rebinding.test.ts'),
  held(
    'F57',
    'Forbidden addresses in every spelling',
    'test/core/outbound/forbidden-targets.test.ts',
    'ways to name',
  ),
  held(
    'F58',
    'A name server gives another address with every answer',
    'test/core/outbound/rebinding.test.ts',
  ),
  held(
    'F60',
    'A receiver answers 410',
    'test/api/endpoints/webhooks/webhook-endpoints.test.ts',
    'A 410 disables',
  ),
  held(
    'F62',
    'A dead endpoint with 1,000 events beside a healthy one',
    'test/worker/webhooks/deliverer.test.ts',
    '1,000 events',
  ),
  held('F65', 'TLS that is expired, self-signed or for another host', 'test/core/outbound/tls.test.ts'),
  held(
    'F68',
    'A key with another body, or of another tenant',
    'test/api/creation/idempotency.test.ts',
    'another body|another tenant',
  ),
  held('F70', 'Forged tokens', 'test/api/auth/jwt-attacks.test.ts'),
  held('F71', 'Tokens at the edge of their times', 'test/api/middleware/authenticate.test.ts', 'wrong claim'),
  held('F73', 'A key is revoked under load', 'test/e2e/two-apis.test.ts', 'revoked key'),
  held('F74', 'Ids of other tenants everywhere', 'test/api/endpoints/tenant-isolation.test.ts'),
  held('F76', '200 requests at once', 'test/e2e/two-apis.test.ts', 'burst of a key'),
  held('F77', 'A signed request is sent again', 'test/api/auth/signed-requests.test.ts', 'accepted once'),
  held('F78', 'Images that unfold', 'test/api/images/decode-image.test.ts', 'too large'),
  held(
    'F79',
    'Files that are no images, or odd ones',
    'test/api/images/decode-image.test.ts',
    'not JPEG|Damaged|truncated|CMYK|16-bit|EXIF',
  ),
  held('F80', 'Images of many frames', 'test/api/images/decode-image.test.ts', 'animated'),
  held(
    'F81',
    'An image address that never ends, lies or drips',
    'test/core/outbound/fetch-bytes.test.ts',
    'endless|announces|total timeout',
  ),
  held('F82', 'Bodies that are too large or compressed', 'test/api/http/limits.test.ts', 'Uploads'),
  held('F85', 'Clients that drip', 'test/api/http/limits.test.ts', 'drips'),
  held('F86', 'Many idle event streams', 'test/e2e/idle-streams.test.ts'),
  held('F91', 'Secrets in every error path', 'test/e2e/secrets.test.ts'),
]
