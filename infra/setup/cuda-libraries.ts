import { copyFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'

/** The libraries of ONNX Runtime's CUDA provider, which are too large for npm. */
export const PROVIDER_FILES = [
  'libonnxruntime_providers_cuda.so',
  'libonnxruntime_providers_shared.so',
] as const

/** Package of NuGet with these libraries, as onnxruntime-node's install script names it. */
const PACKAGE = 'microsoft.ml.onnxruntime.gpu.linux'

const resolve = (file: string): string => createRequire(import.meta.url).resolve(`onnxruntime-node/${file}`)

/** The folder from which onnxruntime-node loads the libraries. */
export const runtimeFolder = (): string =>
  path.join(path.dirname(resolve('package.json')), 'bin/napi-v6/linux', process.arch)

/** Address of the package that belongs to the installed onnxruntime-node. */
export function packageAddress(): string {
  const { nuget } = createRequire(import.meta.url)(resolve('script/install-metadata-versions.js')) as {
    nuget: readonly { version: string }[]
  }
  const version = nuget[0]?.version ?? ''
  return `https://api.nuget.org/v3-flatcontainer/${PACKAGE}/${version}/${PACKAGE}.${version}.nupkg`
}

/** Puts a library where the runtime finds it; a process never meets half of one. */
export async function installLibrary(source: string, folder: string): Promise<void> {
  const target = path.join(folder, path.basename(source))
  const temporary = `${target}.${process.pid}`
  try {
    await copyFile(source, temporary)
    await rename(temporary, target)
  } finally {
    await rm(temporary, { force: true })
  }
}
