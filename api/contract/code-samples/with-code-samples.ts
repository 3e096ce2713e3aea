import type { Contract } from '#api/contract/contract.ts'
import { curlSample } from './curl.ts'
import { pythonSample } from './python.ts'
import { sampleRequest } from './sample-request.ts'
import { typescriptSample } from './typescript.ts'

/** One entry of `x-codeSamples`. */
export interface CodeSample {
  readonly lang: 'Shell' | 'TypeScript' | 'Python'
  readonly label: string
  readonly source: string
}

/**
 * The contract's document with `x-codeSamples` for every operation, as documentation tools read
 * them: a call of the service at this address from the shell and with each client, with the
 * contract's example values.
 */
export function withCodeSamples(contract: Contract, baseUrl: string): Readonly<Record<string, unknown>> {
  const document = structuredClone(contract.document) as Record<string, unknown>
  const paths = document['paths'] as Record<string, Record<string, Record<string, unknown>>>
  for (const operation of contract.operations) {
    const details = paths[operation.path]?.[operation.method] as Record<string, unknown>
    const request = sampleRequest(
      contract,
      operation,
      details as unknown as Parameters<typeof sampleRequest>[2],
    )
    details['x-codeSamples'] = [
      { lang: 'Shell', label: 'curl', source: curlSample(request, baseUrl) },
      { lang: 'TypeScript', label: 'TypeScript', source: typescriptSample(request, baseUrl) },
      { lang: 'Python', label: 'Python', source: pythonSample(request, baseUrl) },
    ] satisfies CodeSample[]
  }
  return document
}
