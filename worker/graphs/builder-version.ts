/**
 * Version of what the builders of this folder make of a configuration. It rises whenever the same
 * configuration and weights come to give a graph that computes other numbers, so that results can
 * be told apart and runs are not continued across the change.
 */
export const GRAPH_BUILDER_VERSION = '1'
