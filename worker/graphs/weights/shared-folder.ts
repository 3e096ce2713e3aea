import { join, relative, sep } from 'node:path'

/**
 * The deepest folder that holds all of `folders`, which are real absolute paths. ONNX Runtime 1.30
 * reads external data from one folder per session: it refuses absolute locations, `..` that leaves
 * the folder, and symbolic links whose target lies outside it, but takes locations in sub-folders,
 * and `/` as the folder. So files of several folders can be read in place, on read-only mounts too,
 * through their common ancestor.
 */
export function commonFolder(folders: readonly string[]): string {
  const shared = folders
    .map((folder) => folder.split(sep))
    .reduce((parts, folder) => {
      const end = parts.findIndex((part, i) => part !== folder[i])
      return end < 0 ? parts : parts.slice(0, end)
    })
  return join(sep, ...shared)
}

/**
 * The path of `file` as seen from `folder`, which it lies in or below, in the form that ONNX wants.
 */
export function locationIn(folder: string, file: string): string {
  return relative(folder, file).split(sep).join('/')
}
