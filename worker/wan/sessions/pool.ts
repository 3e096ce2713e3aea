import { type Graph } from '#worker/graphs/onnx/graph.ts'
import { type GraphSession, openSession, type SessionOptions } from './session.ts'

/** The open sessions of one device. Models that share a graph share its session. */
export interface SessionPool {
  /**
   * The session of a graph, opened if it is not open yet. `yieldPoint` is awaited before that; an
   * error thrown there stops without losing anything. `onOpened` is told how long it took.
   */
  open(
    graph: Graph,
    yieldPoint: () => Promise<void>,
    onOpened?: (seconds: number) => void,
  ): Promise<GraphSession>
  /** Frees the sessions of all graphs but these. */
  keepOnly(graphs: ReadonlySet<Graph>): Promise<void>
}

/** An empty pool. Sessions stay open until they are freed. */
export function createSessionPool(options: SessionOptions): SessionPool {
  const sessions = new Map<Graph, GraphSession>()
  return {
    async open(graph, yieldPoint, onOpened) {
      const open = sessions.get(graph)
      if (open) return open
      await yieldPoint()
      const startedAt = performance.now()
      const opened = await openSession(graph, options)
      sessions.set(graph, opened)
      onOpened?.((performance.now() - startedAt) / 1000)
      return opened
    },
    async keepOnly(graphs) {
      const others = [...sessions].filter(([graph]) => !graphs.has(graph))
      for (const [graph] of others) sessions.delete(graph)
      await Promise.all(others.map(([, session]) => session.release()))
    },
  }
}
