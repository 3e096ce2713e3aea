import { endpoint } from '#api/endpoints/endpoint.ts'
import { renderFile } from './bodies.ts'
import { findTenantFile, parseFileId } from './find-file.ts'

/** The metadata of a file. @throws AppError file_not_found. */
export const getFile = endpoint({ parse: parseFileId, act: findTenantFile, render: renderFile })
