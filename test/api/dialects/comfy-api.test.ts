import { conformance } from './conformance.ts'

const form = { image: '@photo test.jpg', prompt: '开心的舞蹈，背景是美丽的花园' }

conformance({
  dialect: 'comfy-api',
  create: { path: '/api/upload_and_generate', form },
  createOther: { path: '/api/upload_and_generate', form: { ...form, fps: '24' } },
  createStatus: 200,
  status: (taskId) => ({ method: 'GET', path: `/api/status/${taskId}` }),
  unknownStatus: 200,
  states: {
    queued: 'pending',
    running: 'running',
    completed: 'completed',
    failed: 'failed',
    cancelled: 'failed',
    unknown: 'unknown',
  },
  fileOf: (body: { videos: { url: string }[] }) => body.videos[0]?.url,
})
