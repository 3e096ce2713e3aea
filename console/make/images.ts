import type { components } from '#api/openapi.gen.ts'
import type { SignedIn } from '#console/session/session.ts'
import type { InputImage } from './request.ts'

type StoredFile = components['schemas']['File']

/**
 * The image that a person picked: uploaded once, so that estimates and repeats send its id alone.
 * A key that may not upload sends the bytes with every request.
 *
 * @throws ApiError when the service refuses the file.
 */
export async function takeImage(user: SignedIn, file: File): Promise<InputImage> {
  const shown = URL.createObjectURL(file)
  if (!user.can('files:write'))
    return { kind: 'file', name: file.name, shown, reference: { image_url: await dataUrlOf(file) } }
  const form = new FormData()
  form.set('purpose', 'vision')
  form.set('file', file, file.name)
  const stored = await user.api.json<StoredFile>('v1/files', { method: 'POST', body: form })
  return { kind: 'file', name: file.name, shown, reference: { file_id: stored.id } }
}

function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(new Error('The file cannot be read.'))
    reader.readAsDataURL(file)
  })
}

/** The first image among what was dropped or pasted. */
export function imageAmong(data: DataTransfer | null): File | null {
  return [...(data?.files ?? [])].find((file) => file.type.startsWith('image/')) ?? null
}
