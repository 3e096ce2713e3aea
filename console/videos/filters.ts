/** The filters of `GET /v1/videos`, as the address bar and the API carry them. */
export interface Filters {
  readonly status: string
  readonly model: string
  readonly batch_id: string
  /** Local dates, `YYYY-MM-DD`. */
  readonly from: string
  readonly to: string
  /** `name=value`. */
  readonly metadata: string
  readonly order: string
}

const NAMES = ['status', 'model', 'batch_id', 'from', 'to', 'metadata', 'order'] as const

/** Reads the filters of an address. */
export const filtersOf = (query: URLSearchParams): Filters =>
  Object.fromEntries(NAMES.map((name) => [name, query.get(name) ?? ''])) as unknown as Filters

/** The address of the filters that are set, with everything else that it holds. */
export function withFilter(
  query: URLSearchParams,
  name: keyof Filters | 'view',
  value: string,
): URLSearchParams {
  const changed = new URLSearchParams(query)
  if (value === '') changed.delete(name)
  else changed.set(name, value)
  return changed
}

/** The query of the API for a page. */
export function listQuery(
  filters: Filters,
  after: string | null,
  limit: number,
): Record<string, string | number> {
  const { from, to, metadata, ...same } = filters
  const [name = '', ...value] = metadata.split('=')
  return {
    limit,
    ...same,
    ...(after === null ? {} : { after }),
    ...(from === '' ? {} : { created_after: secondsOf(from, 0) }),
    // The whole of the last day.
    ...(to === '' ? {} : { created_before: secondsOf(to, 1) }),
    ...(name.trim() === '' || value.length === 0
      ? {}
      : { [`metadata[${name.trim()}]`]: value.join('=').trim() }),
  }
}

function secondsOf(date: string, daysLater: number): number {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number)
  return Math.floor(new Date(year, month - 1, day + daysLater).getTime() / 1000)
}
