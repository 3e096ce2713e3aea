/**
 * Version of the graph builders. It rises when the same configuration and weights give a graph that
 * computes other numbers, so that results are distinguishable and no run resumes across the change.
 */
export const GRAPH_BUILDER_VERSION = '1'
