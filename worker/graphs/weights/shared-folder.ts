import { join, relative, sep } from 'node:path'

/**
 * The deepest folder that holds all of `folders`, which are real absolute paths. ONNX Runtime 1.30
 * reads the external data of a session from one folder. It refuses absolute locations, `..` that
 * leaves the folder, and symbolic links whose target lies outside, but it accepts locations in
 * sub-folders and `/` as the folder. Files of several folders are therefore read in place through
 * their common ancestor, also on read-only mounts.
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

/** The location of `file` for ONNX: its path relative to `folder`, which holds it, with slashes. */
export function locationIn(folder: string, file: string): string {
  return relative(folder, file).split(sep).join('/')
}
