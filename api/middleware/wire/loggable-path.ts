const MAX_LENGTH = 200

/** API keys, signing secrets, and JWTs: three parts of which the first is a JSON object. */
const CREDENTIALS = /wvk_\w+|whsec_[\w+/=-]+|eyJ[\w-]+\.[\w-]+(\.[\w-]*)?/gi
/** Any other long text without a structure, such as a key of another service. */
const LONG_RANDOM =
  /(?<=\/)(?![a-z]+_[0-9a-f]{32}(?:\/|$))(?=[^/]*\d)(?=[^/]*[A-Z])(?=[^/]*[a-z])[\w+=~-]{24,}(?=\/|$)/g

/**
 * A path as it may be logged. Clients paste keys and tokens into addresses by mistake; those are
 * replaced, wherever they stand.
 */
export function loggablePath(path: string): string {
  const decoded = path.replaceAll(/%(2[bdef]|3d|5f|[46][1-9a-f]|[57][0-9a]|3[0-9])/gi, (code) =>
    String.fromCharCode(Number.parseInt(code.slice(1), 16)),
  )
  const redacted = decoded.replaceAll(CREDENTIALS, '[redacted]').replaceAll(LONG_RANDOM, '[redacted]')
  return (redacted === decoded ? path : redacted).slice(0, MAX_LENGTH)
}
