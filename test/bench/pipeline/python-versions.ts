import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'

const PACKAGES = ['torch', 'diffusers', 'transformers', 'PIL', 'ftfy'] as const
const PRINT = `import importlib, importlib.util, sys
missing = [name for name in ${JSON.stringify(PACKAGES)} if importlib.util.find_spec(name) is None]
if missing: sys.exit("it has no " + ", ".join(missing))
print(*("%s %s" % (name, importlib.import_module(name).__version__) for name in ("torch", "diffusers", "transformers")), sep=", ")`

/**
 * Versions of what is compared.
 *
 * @throws when the Python is not there, or lacks a package, and says which.
 */
export async function readVersions(python: string): Promise<string> {
  const runtime = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string }
  try {
    const { stdout } = await promisify(execFile)(python, ['-c', PRINT])
    return `Node.js ${process.versions.node}, onnxruntime-node ${runtime.version}; ${stdout.trim()}`
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string }
    const reason = code === 'ENOENT' ? 'there is no such program' : stderr?.trim().split('\n').at(-1)
    throw new Error(
      `${python} cannot run diffusers: ${reason}. Give the Python of an environment with test/reference/requirements.txt by --python.`,
      { cause: error },
    )
  }
}
