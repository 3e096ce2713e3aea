import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { isComfyuiFolder } from '#worker/wan/folder/comfyui/find-files.ts'
import { readComfyuiFolder } from '#worker/wan/folder/comfyui/read-folder.ts'
import { type RepackInto } from '#worker/wan/folder/comfyui/read-weights.ts'
import { readComfyuiKeys } from '#worker/wan/folder/comfyui/service-keys.ts'
import { naming, readOptionalJson } from '#worker/wan/folder/config/folder-files.ts'
import { type FolderContents, readDiffusersFolder } from './contents.ts'

/**
 * The contents of a model folder, and what its service.json says about serving it. The layout is
 * that of `layout` in service.json; else of diffusers with a model_index.json, of ComfyUI with its
 * folders.
 *
 * @throws ModelFolderError that names the file and the reason.
 */
export async function readFolder(
  path: string,
  into: RepackInto | null = null,
): Promise<{ readonly service: unknown; readonly contents: FolderContents }> {
  const { layout, keys, rest } = await naming(path, 'service.json', async () =>
    readComfyuiKeys(await readOptionalJson(path, 'service.json')),
  )
  const named = Object.keys(keys.files).length > 0
  const read = layout ?? (named || (await looksLikeComfyui(path)) ? 'comfyui' : 'diffusers')
  const contents =
    read === 'comfyui' ? await readComfyuiFolder(path, keys, into) : await readDiffusersFolder(path)
  return { service: rest, contents }
}

/** Whether a folder without a model_index.json has ComfyUI's folders with weights in them. */
export async function looksLikeComfyui(path: string): Promise<boolean> {
  const hasIndex = await access(join(path, 'model_index.json')).then(
    () => true,
    () => false,
  )
  return !hasIndex && isComfyuiFolder(path)
}
