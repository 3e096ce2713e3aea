import assert from 'node:assert/strict'
import { Ajv } from 'ajv'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, it } from 'node:test'
import { globSync } from 'node:fs'
import yaml from 'js-yaml'
import pg from 'pg'
import { SETTINGS } from '#core/config/settings.ts'
import { ROOT } from '#test/architecture/sources.ts'
import { createTestDatabase } from '#test/support/database/database.ts'

interface Container {
  readonly image: string
  readonly env?: readonly { readonly name: string; readonly value: string }[]
  readonly securityContext?: { readonly readOnlyRootFilesystem?: boolean }
}
interface Manifest {
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly data?: Readonly<Record<string, string>>
  readonly spec?: {
    readonly template?: {
      readonly spec: {
        readonly terminationGracePeriodSeconds?: number
        readonly containers: readonly Container[]
      }
    }
    readonly triggers?: readonly { readonly metadata: { readonly query: string } }[]
  }
}

const FOLDER = path.join(ROOT, 'infra/kubernetes')
const manifests = async (file: string): Promise<Manifest[]> =>
  yaml.loadAll(await readFile(path.join(FOLDER, file), 'utf8')) as Manifest[]
const base = async (): Promise<Manifest[]> =>
  (await Promise.all(globSync('base/*.yaml', { cwd: FOLDER }).map(manifests))).flat()

describe('The manifests for Kubernetes', () => {
  it('They set settings that exist', async () => {
    const known = new Set<string>(Object.values(SETTINGS).map(({ name }) => name))
    const set = (await base()).flatMap(({ data = {}, spec }) => [
      ...Object.keys(data),
      ...(spec?.template?.spec.containers ?? []).flatMap(({ env = [] }) => env.map(({ name }) => name)),
    ])
    assert.ok(set.length > 10)
    assert.deepEqual(
      set.filter((name) => !known.has(name)),
      [],
    )
  })

  it('A pod gets longer than its worker takes to give its videos back, and writes no file of its image', async () => {
    const all = await base()
    const shared = Number(all.find(({ kind }) => kind === 'ConfigMap')?.data?.['SHUTDOWN_GRACE_SECONDS'])
    const pods = all.flatMap(({ metadata, spec }) =>
      spec?.template === undefined ? [] : [{ name: metadata.name, pod: spec.template.spec }],
    )
    assert.equal(pods.length, 4)
    for (const { name, pod } of pods)
      for (const { env = [], securityContext } of pod.containers) {
        assert.equal(securityContext?.readOnlyRootFilesystem, true, name)
        if (!name.includes('worker')) continue
        const own = env.find((each) => each.name === 'SHUTDOWN_GRACE_SECONDS')?.value
        assert.ok((pod.terminationGracePeriodSeconds ?? 30) > Number(own ?? shared), name)
      }
  })

  it('Objects of KEDA and of the Prometheus operator have the shape of their definitions', async () => {
    const all = (await Promise.all(globSync('**/*.yaml', { cwd: FOLDER }).map(manifests))).flat()
    for (const [kind, schema] of [
      ['ScaledObject', 'scaledobject_v1alpha1'],
      ['TriggerAuthentication', 'triggerauthentication_v1alpha1'],
      ['ServiceMonitor', 'servicemonitor_v1'],
      ['PodMonitor', 'podmonitor_v1'],
    ] as const) {
      const file = path.join(ROOT, 'infra/check/schemas', `${schema}.json`)
      // Kubernetes' formats, such as int32, are no formats of JSON schema.
      const validate = new Ajv({ strict: false, validateFormats: false }).compile(
        JSON.parse(await readFile(file, 'utf8')) as object,
      )
      const objects = all.filter((object) => object.kind === kind)
      assert.ok(objects.length > 0, `there is no ${kind}`)
      for (const object of objects) {
        assert.ok(validate(object), `${kind} ${object.metadata.name}: ${JSON.stringify(validate.errors)}`)
        const misspelt = {
          ...object,
          spec: Object.fromEntries(Object.keys(object.spec!).map((key) => [key, 0])),
        }
        assert.ok(!validate(misspelt), `${kind}: the schema refuses nothing`)
      }
    }
  })

  it('The query of KEDA runs in the role that its comment makes, and counts what waits and runs', async (t) => {
    const database = await createTestDatabase(t)
    const role = `keda_${randomBytes(4).toString('hex')}`
    const text = await readFile(path.join(FOLDER, 'overlays/keda/scaling.yaml'), 'utf8')
    const statements = [...text.matchAll(/^# {3}(.+;)$/gm)].map((match) =>
      (match[1] as string).replaceAll('wan_keda', role).replace('…', 'x'),
    )
    assert.equal(statements.length, 3)
    const admin = new pg.Client({ connectionString: database.url })
    await admin.connect()
    for (const statement of statements) await admin.query(statement)
    await admin.query(`insert into tenants (id, name, webhook_secret) values ('a', 'A', 'x')`)
    for (const [status, model, later] of [
      ['queued', 'wan2.2-ti2v-5b', null],
      ['running', 'wan2.2-ti2v-5b', null],
      ['queued', 'wan2.2-ti2v-5b', new Date(Date.now() + 3_600_000)],
      ['completed', 'wan2.2-ti2v-5b', null],
      ['queued', 'another', null],
    ] as const)
      await admin.query(
        `insert into tasks (id, tenant_id, dialect, model, parameters, status, not_before, job_id, created_at, updated_at)
         values (gen_random_uuid(), 'a', 'openai', $1, '{}', $2, $3, gen_random_uuid(), now(), now())`,
        [model, status, later],
      )
    const url = new URL(database.url)
    Object.assign(url, { username: role, password: 'x' })
    const keda = new pg.Client({ connectionString: url.href })
    await keda.connect()
    const objects = await manifests('overlays/keda/scaling.yaml')
    const query = objects.flatMap(({ spec }) => spec?.triggers ?? [])[0]?.metadata.query as string
    const { rows } = await keda.query<{ count: string }>(query)
    const refused = await keda.query('select parameters from tasks').then(
      () => null,
      (error: unknown) => (error as { code: string }).code,
    )
    await keda.end()
    const quoted = admin.escapeIdentifier(role)
    await admin.query('drop owned by ' + quoted)
    await admin.query('drop role ' + quoted)
    await admin.end()
    assert.deepEqual([rows, refused], [[{ count: '2' }], '42501'])
  })
})
