import { type Graph } from '#worker/graphs/onnx/graph.ts'
import { type ModelFolder } from '#worker/wan/folder/model-folder.ts'
import { type Component, COMPONENTS } from '#worker/wan/folder/graphs.ts'
import { createLoraReader, type LoraReader } from '#worker/wan/folder/loras/requested.ts'
import { type GraphSession, type SessionOptions } from '#worker/wan/sessions/session.ts'
import { createSessionPool, type SessionPool } from '#worker/wan/sessions/pool.ts'
import { NO_TILES, type TileSides } from '#worker/wan/tiles/grid.ts'
import { createTextEncoder, type TextEncoder } from '#worker/wan/text/encoder.ts'

export interface LoadOptions extends SessionOptions {
  /**
   * Components whose sessions stay open between runs. Any other session opens when a run reaches it
   * and is freed when the run proceeds. Without both transformers in this set, they take turns in
   * memory, exchanged once per run. Default: all.
   */
  readonly resident?: ReadonlySet<Component>
  /** The sides of tiles where memory does not hold whole pictures. Default: no tiles. */
  readonly tileSides?: TileSides
  /** Told when the weights of a component have been loaded onto the device. */
  readonly onLoad?: (component: Component, seconds: number) => void
}

/** A model on a device. It takes no memory until its first session opens. */
export interface LoadedModel {
  readonly folder: ModelFolder
  readonly tileSides: TileSides
  /**
   * Opens the resident sessions and frees those that other models left open. `yieldPoint` is
   * awaited before each session is opened; an error thrown there stops without losing anything.
   */
  open(yieldPoint?: () => Promise<void>): Promise<void>
  /**
   * The session of a component, after freeing others that are not resident; valid until the next
   * call.
   */
  session(component: Component, yieldPoint: () => Promise<void>): Promise<GraphSession>
  /** What the LoRAs of a run add to its transformers. */
  readonly loras: LoraReader
  /** Runs on the text encoder's session; the remembered prompts outlive that session. */
  textEncoder(yieldPoint: () => Promise<void>): Promise<TextEncoder>
  /** Frees all sessions; the next use opens them again. */
  release(): Promise<void>
}

/**
 * The model of a folder on one device. Models with the same pool share it and the sessions of
 * common graphs.
 */
export function loadModel(
  folder: ModelFolder,
  { resident, tileSides = NO_TILES, onLoad, ...options }: LoadOptions,
  pool: SessionPool = createSessionPool(options),
): LoadedModel {
  const graphs = new Map<Component, Graph>()
  for (const component of COMPONENTS) {
    const inTiles = component === 'vaeDecoder' && tileSides.decode !== null
    const graph = inTiles ? folder.tileDecoder : folder.graphs[component]
    if (graph) graphs.set(component, graph)
  }
  const residents = new Map([...graphs].filter(([component]) => resident?.has(component) ?? true))
  let textEncoder: TextEncoder | undefined
  const openOne = (component: Component, graph: Graph, yieldPoint: () => Promise<void>) =>
    pool.open(graph, yieldPoint, (seconds) => onLoad?.(component, seconds))

  const session = async (component: Component, yieldPoint: () => Promise<void>): Promise<GraphSession> => {
    const graph = graphs.get(component)
    if (!graph) throw new Error(`the model ${folder.definition.id} has no ${component}`)
    await pool.keepOnly(new Set([...residents.values(), graph]))
    return openOne(component, graph, yieldPoint)
  }

  return {
    folder,
    tileSides,
    session,
    loras: createLoraReader(folder.loraOffers, {
      transformer: folder.graphs.transformer,
      transformer_2: folder.graphs.transformer2,
    }),
    async open(yieldPoint = async () => {}) {
      await pool.keepOnly(new Set(residents.values()))
      for (const [component, graph] of residents) await openOne(component, graph, yieldPoint)
    },
    async textEncoder(yieldPoint) {
      await session('textEncoder', yieldPoint)
      return (textEncoder ??= createTextEncoder(await folder.tokenizer(), {
        run: async (inputs) => (await session('textEncoder', async () => {})).run(inputs),
      }))
    },
    release: () => pool.keepOnly(new Set()),
  }
}
