import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { cleanPrompt } from '#worker/wan/text/prompt.ts'

const FILE = resolve(import.meta.dirname, '../../../reference/mojibake.json.gz')

/** What make_reference_mojibake.py writes: a prompt, and its cleaned form where that differs. */
type Row = readonly [prompt: string, cleaned?: string]

it('Prompts that were decoded wrongly, and those that only look so, are cleaned as Python cleans them', async () => {
  const rows = JSON.parse(gunzipSync(await readFile(FILE)).toString('utf8')) as Row[]
  assert.ok(rows.length > 14_000)
  assert.ok(rows.filter(([, cleaned]) => cleaned !== undefined).length > 8_000)
  const differences = rows.filter(([prompt, cleaned = prompt]) => cleanPrompt(prompt) !== cleaned)
  assert.deepEqual(
    differences
      .slice(0, 20)
      .map(([prompt, cleaned = prompt]) => ({ prompt, cleaned, ours: cleanPrompt(prompt) })),
    [],
    `${differences.length} of ${rows.length} differ`,
  )
})
