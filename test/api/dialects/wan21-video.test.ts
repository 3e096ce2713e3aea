import { hexFromUuid } from '#core/ids.ts'
import { conformance } from './conformance.ts'

const create = { prompt: 'Sunset scene with mountains', image_url: '{images}/photo.jpg' }

conformance({
  dialect: 'wan21-video',
  create: { path: '/video/submit', json: create },
  createOther: { path: '/video/submit', json: { ...create, num_frames: 24 } },
  createStatus: 202,
  status: (taskId) => ({
    method: 'POST',
    path: '/video/status',
    json: { requestId: hexFromUuid(taskId) },
  }),
  unknownStatus: 404,
  states: {
    queued: 'InQueue',
    running: 'InProgress',
    completed: 'Succeed',
    failed: 'Failed',
    cancelled: 'Cancelled',
    unknown: null,
  },
  fileOf: (body: { results: { videos: { url: string }[] } }) => body.results.videos[0]?.url,
})
