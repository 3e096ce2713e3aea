import { conformance } from './conformance.ts'

const create = { prompt: '一只金毛犬在雪地里追逐飞盘，慢动作回放' }

conformance({
  dialect: 't2v',
  create: { path: '/v1/t2v/generate', json: create },
  createOther: { path: '/v1/t2v/generate', json: { ...create, duration: 3 } },
  createStatus: 200,
  status: (taskId) => ({ method: 'GET', path: `/v1/t2v/status?task_id=${taskId}` }),
  unknownStatus: 404,
  states: {
    queued: 'processing',
    running: 'processing',
    completed: 'completed',
    failed: 'failed',
    cancelled: 'failed',
    unknown: null,
  },
  fileOf: (body: { result_url: string }) => body.result_url,
})
