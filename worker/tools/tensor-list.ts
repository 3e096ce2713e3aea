/** Name and shape of every tensor in a component's weights. */
export type TensorShapes = ReadonlyMap<string, readonly number[]>

/** Collects tensors by name. */
export interface TensorList {
  readonly shapes: TensorShapes
  /** One tensor. */
  tensor(name: string, dims: readonly number[]): void
  /** `<name>.weight` of `dims` and `<name>.bias` of its first axis. */
  layer(name: string, dims: readonly number[]): void
}

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
