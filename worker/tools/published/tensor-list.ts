/** Name and shape of every tensor in a component's weights. */
export type TensorShapes = ReadonlyMap<string, readonly number[]>

/** A collection of tensor shapes by name. */
export interface TensorList {
  readonly shapes: TensorShapes
  /** Adds one tensor. */
  tensor(name: string, dims: readonly number[]): void
  /** Adds `<name>.weight` of shape `dims` and `<name>.bias` with the size of its first axis. */
  layer(name: string, dims: readonly number[]): void
}

/** An empty list. */
export function tensorList(): TensorList {
  const shapes = new Map<string, readonly number[]>()
  const tensor = (name: string, dims: readonly number[]): void => void shapes.set(name, dims)
  return {
    shapes,
    tensor,
    layer(name, dims) {
      tensor(`${name}.weight`, dims)
      tensor(`${name}.bias`, dims.slice(0, 1))
    },
  }
}
