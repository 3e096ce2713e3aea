import { endpoint } from '#api/endpoints/endpoint.ts'
import { renderFile } from './bodies.ts'
import { findTenantFile, parseFileId } from './find-file.ts'

/** What is known of a file. */
export const getFile = endpoint({ parse: parseFileId, act: findTenantFile, render: renderFile })
