const SETUP = '`npm run setup:cuda`'

/** What a library belongs to, and how it gets onto a machine. */
const LIBRARIES: readonly (readonly [name: RegExp, cure: string])[] = [
  [/^libonnxruntime_providers_/, `${SETUP} brings it`],
  [/^libcuda\.so/, "it belongs to NVIDIA's driver: install that, or start the container with `--gpus all`"],
  [
    /^libcudnn/,
    'install cuDNN 9, on Debian and Ubuntu as the package cudnn9-cuda-12 or cudnn9-cuda-13 of ' +
      "NVIDIA's repository, or name its folder in LD_LIBRARY_PATH",
  ],
  [
    /^lib(cublas|cudart|curand|cufft|nvrtc|nvJitLink)/,
    "install the CUDA runtime of that version, on Debian and Ubuntu as the package cuda-libraries-12-8 or cuda-libraries-13-0 of NVIDIA's repository, or name its folder in LD_LIBRARY_PATH",
  ],
]

/**
 * Why an engine's device cannot work and what to do about it, in one line.
 *
 * @param output what the runtime said, in its error and on standard error
 */
export function explainDeviceFault(output: string): string {
  const library = missingLibrary(output)
  if (library !== null) {
    const cure = LIBRARIES.find(([name]) => name.test(library))?.[1]
    return `${library} is missing${cure === undefined ? '' : `; ${cure}`}`
  }
  const said = /CUDA (?:failure|error) \d+: ([^;\n]+)/i.exec(output)?.[1]
  if (said !== undefined) return `CUDA says: ${said.trim()}`
  return (output.split('\n').find((line) => line.trim() !== '') ?? 'no reason was given').trim()
}

/** The library that the system's loader did not find; null when it found all. */
function missingLibrary(output: string): string | null {
  const found = [...output.matchAll(/([\w.+-]+\.so[\w.]*): cannot open shared object file/g)]
  return found.at(-1)?.[1] ?? null
}
