/**
 * A body as a multipart form, for operations that take files: `bodySerializer: toForm`. Blobs and
 * Files become file parts, nested members `name[member]`, members of arrays `name[]`; null and
 * undefined are left out.
 */
export function toForm(body: object): FormData {
  const form = new FormData()
  append(form, '', body)
  return form
}

function append(form: FormData, name: string, value: unknown): void {
  if (value === null || value === undefined) return
  if (value instanceof Blob) form.append(name, value)
  else if (Array.isArray(value)) for (const member of value) append(form, `${name}[]`, member)
  else if (typeof value === 'object')
    for (const [key, member] of Object.entries(value))
      append(form, name === '' ? key : `${name}[${key}]`, member)
  else form.append(name, typeof value === 'string' ? value : JSON.stringify(value))
}
