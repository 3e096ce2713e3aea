import { openaiEvents } from '#api/dialects/openai/events.ts'
import { parseVideoId } from '#api/dialects/openai/videos.ts'
import { wireRequest, type Handler } from '#api/endpoints/endpoint.ts'

/** The events of a task as they happen. @throws AppError video_not_found, service_unavailable. */
export const watchVideo: Handler = ({ streams }) =>
  streams.open(openaiEvents, (req) => parseVideoId(wireRequest(req)).taskId)
