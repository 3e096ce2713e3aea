/** A create as it was sent, and the file that was uploaded for it. */
export interface SentRequest {
  readonly baseUrl: string
  readonly body: Readonly<Record<string, unknown>>
  /** Names of uploaded files by the field that refers to them. */
  readonly uploads: Readonly<Record<string, string>>
}

export const LANGUAGES = ['curl', 'TypeScript', 'Python'] as const
export type Language = (typeof LANGUAGES)[number]

/** The same request as a program that uploads the files, creates the video and waits for it. */
export function codeOf(language: Language, sent: SentRequest): string {
  return { curl: curlCode, TypeScript: typescriptCode, Python: pythonCode }[language](sent)
}

const entriesOf = ({ uploads }: SentRequest): [string, string][] => Object.entries(uploads)
const variableOf = (field: string): string => (field === 'last_frame' ? 'last' : 'first')

function curlCode(sent: SentRequest): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
  const uploads = entriesOf(sent).map(
    ([field, file]) =>
      `${variableOf(field).toUpperCase()}=$(curl -sS --fail-with-body "$WAN_URL/v1/files" -H "$AUTH" \\\n` +
      `  -F purpose=vision -F file=@${quoted(file)} | jq -r .id)`,
  )
  const body = { ...sent.body }
  const names = entriesOf(sent).map(([field]) => field)
  for (const field of names) body[field] = { file_id: `$${variableOf(field).toUpperCase()}` }
  const json = shortened(JSON.stringify(body, null, 2))
  // The shell fills in the ids of the files, so what it would read in texts is escaped.
  const filled = json.replaceAll(/[\\`$]/g, (found, at: number) =>
    found === '$' && /^\$(FIRST|LAST)"/.test(json.slice(at)) ? found : `\\${found}`,
  )
  return [
    `WAN_URL=${sent.baseUrl}`,
    'AUTH="Authorization: Bearer $WAN_API_KEY"',
    ...uploads,
    'ID=$(curl -sS --fail-with-body "$WAN_URL/v1/videos" -H "$AUTH" \\',
    "  -H 'Content-Type: application/json' -d @- <<JSON | jq -r .id",
    filled,
    'JSON',
    ')',
    'until curl -sS --fail-with-body "$WAN_URL/v1/videos/$ID" -H "$AUTH" -H \'Prefer: wait=30\' |',
    `  jq -e 'select(.status == "completed" or .status == "failed")'; do sleep 1; done`,
    'curl -sS --fail-with-body "$WAN_URL/v1/videos/$ID/content" -H "$AUTH" -o video.mp4',
  ].join('\n')
}

function typescriptCode(sent: SentRequest): string {
  const files = entriesOf(sent)
  return [
    ...(files.length > 0 ? ["import { openAsBlob } from 'node:fs'"] : []),
    "import { writeFile } from 'node:fs/promises'",
    '',
    `const base = '${sent.baseUrl}'`,
    'const headers = { Authorization: `Bearer ${process.env.WAN_API_KEY}` }',
    'const call = async (path: string, init: RequestInit = {}) => {',
    '  const answer = await fetch(base + path, { ...init, headers: { ...headers, ...init.headers } })',
    '  if (!answer.ok) throw new Error(await answer.text())',
    '  return answer',
    '}',
    ...files.flatMap(([field, file]) => [
      '',
      `const ${variableOf(field)}Form = new FormData()`,
      `${variableOf(field)}Form.set('purpose', 'vision')`,
      `${variableOf(field)}Form.set('file', await openAsBlob(${literal(file)}), ${literal(file)})`,
      `const ${variableOf(field)} = await (await call('/v1/files', { method: 'POST', body: ${variableOf(field)}Form })).json()`,
    ]),
    '',
    "const created = await call('/v1/videos', {",
    "  method: 'POST',",
    "  headers: { 'Content-Type': 'application/json' },",
    `  body: JSON.stringify(${indented(
      objectOf(sent, (name) => `${name}.id`, {}),
      2,
    )}),`,
    '})',
    'let video = await created.json()',
    "while (video.status === 'queued' || video.status === 'in_progress')",
    "  video = await (await call(`/v1/videos/${video.id}`, { headers: { Prefer: 'wait=30' } })).json()",
    'const mp4 = await (await call(`/v1/videos/${video.id}/content`)).arrayBuffer()',
    "await writeFile('video.mp4', Buffer.from(mp4))",
  ].join('\n')
}

function pythonCode(sent: SentRequest): string {
  const files = entriesOf(sent)
  const body = objectOf(sent, (name) => `${name}["id"]`, { true: 'True', false: 'False', null: 'None' })
  return [
    'import os',
    'import requests',
    '',
    `base = ${literal(sent.baseUrl)}`,
    'session = requests.Session()',
    'session.headers["Authorization"] = f"Bearer {os.environ[\'WAN_API_KEY\']}"',
    'session.hooks["response"] = lambda answer, **_: answer.raise_for_status()',
    ...files.flatMap(([field, file]) => [
      '',
      `with open(${literal(file)}, "rb") as file:`,
      `    ${variableOf(field)} = session.post(`,
      '        f"{base}/v1/files", data={"purpose": "vision"}, files={"file": file}',
      '    ).json()',
    ]),
    '',
    `video = session.post(f"{base}/v1/videos", json=${body}).json()`,
    'while video["status"] in ("queued", "in_progress"):',
    '    video = session.get(f"{base}/v1/videos/{video[\'id\']}", headers={"Prefer": "wait=30"}).json()',
    'with open("video.mp4", "wb") as file:',
    '    file.write(session.get(f"{base}/v1/videos/{video[\'id\']}/content").content)',
  ].join('\n')
}

const literal = (text: string): string => JSON.stringify(text)
const indented = (text: string, spaces: number): string => text.replaceAll('\n', `\n${' '.repeat(spaces)}`)

/**
 * The body as an object of TypeScript or Python, with the ids of uploads as expressions.
 *
 * @param words how the language spells `true`, `false` and `null`
 */
function objectOf(
  sent: SentRequest,
  idOf: (variable: string) => string,
  words: Readonly<Record<string, string>>,
): string {
  const printed = (value: unknown, depth: number): string => {
    if (typeof value !== 'object' || value === null) {
      const text = JSON.stringify(value)
      return typeof value === 'string' ? shortened(text) : (words[text] ?? text)
    }
    const pad = '    '.repeat(depth + 1)
    if (Array.isArray(value))
      return `[\n${value.map((each) => `${pad}${printed(each, depth + 1)},\n`).join('')}${'    '.repeat(depth)}]`
    const members = Object.entries(value).map(
      ([name, member]) => `${pad}${literal(name)}: ${printed(member, depth + 1)},\n`,
    )
    return members.length === 0 ? '{}' : `{\n${members.join('')}${'    '.repeat(depth)}}`
  }
  const members = Object.entries(sent.body).map(([name, value]) =>
    name in sent.uploads
      ? `    ${literal(name)}: { "file_id": ${idOf(variableOf(name))} },\n`
      : `    ${literal(name)}: ${printed(value, 1)},\n`,
  )
  return `{\n${members.join('')}}`
}

/** An image within the body would fill the page. */
const shortened = (text: string): string =>
  text.replaceAll(/"data:([\w/+.-]+);base64,([\w+/=]{40})[\w+/=]*"/g, '"data:$1;base64,$2…"')
