import { type Graph } from '#worker/graphs/onnx/graph.ts'
import { type GraphSession, openSession, type SessionOptions } from './session.ts'

/** The open sessions of one device; models that share a graph share its session. */
export interface SessionPool {
  /**
   * The session of a graph, made if there is none; then `yieldPoint` is awaited first and may throw
   * to stop, which loses nothing.
   */
  open(graph: Graph, yieldPoint: () => Promise<void>): Promise<GraphSession>
  /** Frees the sessions of all graphs but these. */
  keepOnly(graphs: ReadonlySet<Graph>): Promise<void>
}

/** An empty pool. Sessions stay until they are freed. */
export function createSessionPool(options: SessionOptions): SessionPool {
  const sessions = new Map<Graph, GraphSession>()
  return {
    async open(graph, yieldPoint) {
      const open = sessions.get(graph)
      if (open) return open
      await yieldPoint()
      const opened = await openSession(graph, options)
      sessions.set(graph, opened)
      return opened
    },
    async keepOnly(graphs) {
      const others = [...sessions].filter(([graph]) => !graphs.has(graph))
      for (const [graph] of others) sessions.delete(graph)
      await Promise.all(others.map(([, session]) => session.release()))
    },
  }
}
