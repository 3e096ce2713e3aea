import { readFile } from 'node:fs/promises'
import { type Graph } from '#worker/graphs/graph.ts'
import { type ModelFolder } from './model-folder.ts'
import { type GraphSession, openSession, type SessionOptions } from './session.ts'
import { createTextEncoder, type TextEncoder } from './text-encoder.ts'
import { createTokenizer } from './tokenizer.ts'

/** The components of a model, ready to run. */
export interface ModelParts {
  readonly textEncoder: TextEncoder
  readonly imageEncoder: GraphSession | undefined
  readonly vaeEncoder: GraphSession
  readonly transformer: GraphSession
  readonly vaeDecoder: GraphSession
}

/** A model on a device. It takes no memory until it is opened. */
export interface LoadedModel {
  readonly folder: ModelFolder
  /** Opens what is not open yet; `checkpoint` is called before each session and may throw to stop, which loses nothing. */
  open(checkpoint?: () => Promise<void>): Promise<ModelParts>
  /** Frees all sessions; the next open makes them anew. */
  release(): Promise<void>
}

/** The model of a folder on one device; sessions are made at the first open and stay. */
export function loadModel(folder: ModelFolder, options: SessionOptions): LoadedModel {
  const { graphs, tokenizer } = folder
  const sessions = new Map<Graph, GraphSession>()
  let parts: ModelParts | undefined

  const session = async (graph: Graph, checkpoint: () => Promise<void>): Promise<GraphSession> => {
    const open = sessions.get(graph)
    if (open) return open
    await checkpoint()
    const opened = await openSession(graph, options)
    sessions.set(graph, opened)
    return opened
  }

  return {
    folder,
    async open(checkpoint = async () => {}) {
      if (parts) return parts
      const tokenize = createTokenizer(await readJson(tokenizer.file), await readJson(tokenizer.configFile))
      return (parts = {
        textEncoder: createTextEncoder(tokenize, await session(graphs.textEncoder, checkpoint)),
        imageEncoder: graphs.imageEncoder && (await session(graphs.imageEncoder, checkpoint)),
        vaeEncoder: await session(graphs.vaeEncoder, checkpoint),
        transformer: await session(graphs.transformer, checkpoint),
        vaeDecoder: await session(graphs.vaeDecoder, checkpoint),
      })
    },
    async release() {
      parts = undefined
      const open = [...sessions.values()]
      sessions.clear()
      await Promise.all(open.map((opened) => opened.release()))
    },
  }
}

async function readJson(file: string): Promise<object> {
  return JSON.parse(await readFile(file, 'utf8')) as object
}
