/** What the terminal shows of a line of a log. */
export interface Warning {
  readonly text: string
  /** Equal for repetitions of one warning. */
  readonly gist: string
}

const WARNING = 40
/** Members of a line that say where it comes from, and stacks, which the file has. */
const ORIGIN = ['level', 'time', 'pid', 'hostname', 'process', 'msg', 'stack', 'requestId']
/** Members whose value is a sentence; the others are shown with their name. */
const TELLING = ['error', 'warning', 'output', 'reason', 'note', 'text', 'failure']
const LONGEST_CHARACTERS = 500
/** Escape sequences, with which ONNX Runtime colours its errors. */
// oxlint-disable-next-line no-control-regex
const COLOURS = /\u001b\[[\d;]*m/g

/** A warning, an error or a line that is not JSON as the terminal shows it; null for the rest. */
export function warningOf(line: string): Warning | null {
  const entry = entryOf(line)
  if (entry === null) return line.trim() === '' ? null : { text: line, gist: line }
  if (Number(entry['level']) < WARNING) return null
  const [message, error] = [String(entry['msg']), entry['error']]
  return {
    text: [message, ...contentOf(entry)].join(': '),
    gist: `${message} ${typeof error === 'string' ? error.replace(/ \(.*\)$/, '') : contentOf(entry).join()}`,
  }
}

function entryOf(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const entry = JSON.parse(line) as Record<string, unknown> | null
    return typeof entry?.['level'] === 'number' ? entry : null
  } catch {
    return null
  }
}

/** What a warning is about: the values of its members on one line. */
function contentOf(entry: Readonly<Record<string, unknown>>): string[] {
  const values = Object.entries(entry).filter(([name, value]) => !ORIGIN.includes(name) && value !== null)
  const text = values
    .map(([name, value]) => {
      const shown = typeof value === 'string' ? value : JSON.stringify(value)
      return TELLING.includes(name) ? shown : `${name} ${shown}`
    })
    .join(', ')
  if (text === '') return []
  return [text.replaceAll(COLOURS, '').replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_CHARACTERS)]
}
