import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'
import { format, resolveConfig } from 'prettier'
import ts from 'typescript'
import type { GeneratedFile } from '#infra/gen/generated-files.ts'

const NAME = 'sdk/typescript/src/schema.gen.ts'

/**
 * The types of the TypeScript client. They differ from the service's own in what a client sends:
 * fields with a default are optional, and files are Blobs.
 */
export async function typescriptClient(contract: URL): Promise<GeneratedFile> {
  const blob = ts.factory.createTypeReferenceNode('Blob')
  const ast = await openapiTS(contract, {
    defaultNonNullable: false,
    transform: (schema) => ('format' in schema && schema.format === 'binary' ? blob : undefined),
  })
  const path = fileURLToPath(new URL(`../../${NAME}`, import.meta.url))
  const text = `// Generated from openapi.yaml by \`npm run sdk\`; not edited by hand.\n\n${astToString(ast)}`
  return {
    name: NAME,
    path,
    text: await format(text, { ...(await resolveConfig(path)), filepath: path }),
  }
}
