import type { WorkerFault } from './failure.ts'

/** What the file system says to a process that cannot keep its own files. */
const FILE_SYSTEM_CODES = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'EIO']
/** The same in the words of ffmpeg, which has no codes. */
const FILE_SYSTEM_WORDS =
  /no space left on device|disk quota exceeded|read-only file system|permission denied|too many open files|input\/output error/i
const FFMPEG_WORDS = /cannot be executed|spawn \S*ffmpeg\S* (ENOENT|EACCES)/i
/**
 * Errors of CUDA that no run causes and none can mend: no device, an invalid one, one that others
 * hold or that is lost, uncorrectable memory errors, a driver that does not fit. The numbers are
 * cudaError_t of driver_types.h; ONNX Runtime writes "CUDA failure <number>: <text>".
 */
const DEVICE_WORDS =
  /CUDA failure (3|35|46|100|101|214|226|802|803|804|999):|no CUDA-capable device|cudaErrorDevicesUnavailable|uncorrectable ECC error/i

const MOST_CAUSES = 5

/** What of a worker an error shows to be broken, by its code or words and those of its causes. */
export function workerFaultOf(error: unknown): WorkerFault | null {
  for (let at = error, depth = 0; at instanceof Error && depth < MOST_CAUSES; at = at.cause, depth++) {
    const { message } = at
    if (FFMPEG_WORDS.test(message)) return 'ffmpeg'
    if (DEVICE_WORDS.test(message)) return 'device'
    if ('code' in at && FILE_SYSTEM_CODES.includes(String(at.code))) return 'folder'
    if (FILE_SYSTEM_WORDS.test(message)) return 'folder'
  }
  return null
}
