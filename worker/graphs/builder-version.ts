/**
 * Version of the graph builders. It rises when the same configuration and weights give a graph that
 * computes other numbers, so that results can be told apart and no run is resumed across the
 * change.
 */
export const GRAPH_BUILDER_VERSION = '1'
