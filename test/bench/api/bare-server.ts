/**
 * The peer of reads for `npm run bench:api`, in a process of its own: Express and one prepared
 * SELECT or one file, without credentials, limits or a contract. Its arguments are the database, a
 * tenant and the file.
 */
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import type { AddressInfo } from 'node:net'
import express from 'express'
import pg from 'pg'
import { TASK_COLUMNS } from '#core/store/tasks.ts'

const [databaseUrl, tenantId, file = ''] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })
// The database ends before this process does.
pool.on('error', () => undefined)
const app = express()
app.disable('x-powered-by')

app.get('/videos/:id', async (req, res) => {
  const text = 'select * from tasks where id = $1 and tenant_id = $2 and deleted_at is null'
  const { rows } = await pool.query({ name: 'one', text, values: [req.params.id, tenantId] })
  res.json(rows[0])
})

app.get('/videos', async (_req, res) => {
  // A list shows no manifests.
  const columns = TASK_COLUMNS.filter((column) => column !== 'manifest').join(', ')
  const text = `select ${columns} from tasks where tenant_id = $1 and deleted_at is null
    order by created_at desc, id desc limit 21`
  const { rows } = await pool.query({ name: 'page', text, values: [tenantId] })
  res.json({ data: rows.slice(0, 20), has_more: rows.length > 20 })
})

app.get('/content', (_req, res) => {
  res.type('video/mp4')
  createReadStream(file).pipe(res)
})

const server = app.listen(0, '127.0.0.1')
await once(server, 'listening')
process.send?.({ port: (server.address() as AddressInfo).port })
process.on('disconnect', () => process.exit())
