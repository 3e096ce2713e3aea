import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { hexFromUuid } from '#core/ids.ts'
import { photograph, startApi, type TestApi } from '#test/support/service/service.ts'
import { finish, newestTask } from './golden.ts'

const SCRIPTS = path.join(import.meta.dirname, 'scripts')
const has = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0
const withoutPython = has('python3', '-c', 'import requests')
  ? false
  : 'there is no python3 with the package requests'
const withoutCurl = has('curl', '--version') ? false : 'there is no curl'

let api: TestApi
let folder: string
before(async () => {
  // The article's curl command sends no key, because its service had none.
  api = await startApi({ env: { LEGACY_COMFY_OPEN: 'true' } })
  folder = await mkdtemp(path.join(tmpdir(), 'wan-scripts-'))
  for (const name of ['input.jpg', 'test.jpg']) await writeFile(path.join(folder, name), await photograph())
})
after(async () => {
  await api?.close()
  await rm(folder, { recursive: true, force: true })
})

/** Runs the script of an article with our host and key in place of its own. */
async function run(command: string, name: string, host: string, key: string | null): Promise<string> {
  let script = await readFile(path.join(SCRIPTS, name), 'utf8')
  assert.ok(script.includes(host) && (key === null || script.includes(key)))
  script = script.replaceAll(host, api.baseUrl)
  if (key !== null) script = script.replaceAll(key, api.key)
  await writeFile(path.join(folder, name), script)
  const child = spawn(command, [name], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_PROXY: '*', PYTHONIOENCODING: 'utf-8' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const output = text(child.stdout)
  await once(child, 'close')
  return await output
}

/** Waits for the next task, completes it and returns its id. */
async function makeNext(): Promise<string> {
  const tasks = await api.countTasks()
  while ((await api.countTasks()) === tasks) await new Promise((resolve) => setTimeout(resolve, 20))
  const { id } = await newestTask(api)
  await finish(api, id)
  return id
}

async function publicHex(taskId: string): Promise<string> {
  const row = await api.deps.db
    .selectFrom('tasks')
    .select('public_id')
    .where('id', '=', taskId)
    .executeTakeFirstOrThrow()
  return hexFromUuid(row.public_id ?? assert.fail('it has no public id'))
}

describe('The published clients with only host and key changed', () => {
  it('The published t2v script gets the link of its video', { skip: withoutPython }, async () => {
    const making = makeNext()
    const output = await run('python3', 't2v.py', 'https://api.wanmodel.com', 'your_access_key_here')
    const id = await making
    assert.match(output, new RegExp(`^任务已创建,ID: ${id}$`, 'm'))
    assert.match(
      output,
      new RegExp(`^生成完成!下载链接: ${api.baseUrl}/videos/${await publicHex(id)}\\.mp4$`, 'm'),
    )
  })

  it('The published I2VGen-XL script gets the link of its video', { skip: withoutPython }, async () => {
    const making = makeNext()
    const output = await run('python3', 'i2vgen.py', 'http://localhost:8000', 'secret-token')
    const file = `video_${await publicHex(await making)}.mp4`
    assert.equal(output, `✅ 视频生成成功!保存路径:${file}\n🌐 下载链接:${api.baseUrl}/outputs/${file}\n`)
  })

  it('The published ComfyUI curl command gets the id of its task', { skip: withoutCurl }, async () => {
    const output = await run('sh', 'comfy-api.sh', 'http://localhost:5014', null)
    assert.deepEqual(JSON.parse(output), {
      prompt_id: (await newestTask(api)).id,
      status: 'submitted',
      message: 'Wan2.2 图生视频任务已提交，请使用 prompt_id 查询生成状态',
    })
  })
})
