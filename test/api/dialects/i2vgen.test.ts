import { conformance } from './conformance.ts'

const create = { image_base64: '{photo}', prompt: 'A person walking forward naturally' }

conformance({
  dialect: 'i2vgen',
  create: { path: '/api/v1/generate', json: create },
  createOther: { path: '/api/v1/generate', json: { ...create, fps: 9 } },
  createStatus: 200,
  waits: true,
  status: null,
  fileOf: (body: { video_url: string }) => body.video_url,
})
