import { findFfmpeg } from '#worker/media/ffmpeg.ts'
import { readsUploads } from '#worker/media/decode-upload.ts'
import type { Log } from '#core/log.ts'
import type { Engine } from '#worker/engine/engine.ts'
import type { ModelFault } from '#worker/wan/folder/model-folders.ts'
import { openComfyProtocol } from '#worker/engine/remote/comfyui/protocol.ts'
import { createSlot } from './engine.ts'
import { unservedFolders } from '#worker/engine/remote/models/served-by.ts'
import { readUpstreamFolders } from '#worker/engine/remote/models/upstream-folders.ts'
import type { ServerEntry } from '#worker/engine/remote/server/entries.ts'
import type { ServerProtocol } from '#worker/engine/remote/server/protocol.ts'
import { watchServer } from '#worker/engine/remote/server/server.ts'
import { openVideosProtocol } from '#worker/engine/remote/videos/protocol.ts'

/** The interface of a server, not yet asked for anything. */
export const protocolOf = (entry: ServerEntry): ServerProtocol =>
  entry.interface === 'comfyui' ? openComfyProtocol(entry) : openVideosProtocol(entry)

export interface RemoteOptions {
  readonly servers: readonly ServerEntry[]
  readonly modelsDirectory: string
  readonly threads: number
  readonly stallTimeoutMs: number
  readonly ffmpegPath: string | null
  readonly ffprobePath: string | null
  readonly uploadedVideos: 'auto' | 'always' | 'never'
  readonly log: Log
}

/** The servers that make videos, as engines. */
export interface RemoteEngines {
  /** One for each slot of each server. */
  readonly engines: readonly Engine[]
  /** Models that are meant for servers and that none of them runs now, and why. */
  unserved(): ModelFault[]
}

/**
 * Asks every server who it is, and makes an engine of each of its slots. One that does not answer
 * has engines too, which take no tasks until it does.
 *
 * @throws Error when the models directory cannot be read, or no ffmpeg is found for the servers.
 */
export async function openRemoteEngines(o: RemoteOptions): Promise<RemoteEngines> {
  const { folders, faults } = await readUpstreamFolders(o.modelsDirectory).catch((error: unknown) => {
    if (o.servers.length > 0) throw error
    // Engines with devices say what is wrong with the directory.
    return { folders: [], faults: [] }
  })
  for (const fault of faults) o.log.error(fault, 'model folder cannot be served')
  if (o.servers.length === 0)
    return { engines: [], unserved: () => [...faults, ...unservedFolders([], folders)] }
  const ffmpeg = await findFfmpeg(o)
  const takesUploads =
    o.uploadedVideos === 'always' || (o.uploadedVideos === 'auto' && readsUploads(ffmpeg.ffmpegVersion))
  const tools = { ffmpeg, threads: o.threads, takesUploads, stallTimeoutMs: o.stallTimeoutMs }
  const servers = await Promise.all(o.servers.map((entry) => watchServer(entry, protocolOf(entry), o.log)))
  return {
    engines: servers.flatMap((server) =>
      Array.from({ length: server.entry.slots }, (_, i) =>
        createSlot(server, i, { folders, tools, log: o.log }),
      ),
    ),
    unserved: () => [...faults, ...unservedFolders(servers, folders)],
  }
}
