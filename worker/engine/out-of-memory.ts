/**
 * How ONNX Runtime, CUDA, the C++ runtime, the C library and V8 report a lack of memory; none of
 * them has an error code for it. The first wording is that of ONNX Runtime's arena, on CPU and CUDA
 * alike (core/framework/bfc_arena.cc).
 */
const OUT_OF_MEMORY =
  /failed to allocate memory|bad_alloc|out of memory|cannot allocate memory|cudaErrorMemoryAllocation|(CUBLAS|CUDNN)_STATUS_ALLOC_FAILED|array buffer allocation failed/i

/**
 * What the C++ runtime prints when it aborts because it cannot start a thread: every run starts
 * one, and its stack needs memory. A limit on the number of threads reads the same, but an engine
 * has too few threads to reach one.
 */
const NO_THREAD = /std::system_error'[^]*Resource temporarily unavailable/

/** Whether an error message reports a lack of memory. */
export const reportsOutOfMemory = (message: string): boolean => OUT_OF_MEMORY.test(message)

/** Whether the last lines of a process that aborted report a lack of memory. */
export const diedOutOfMemory = (lastLines: string): boolean =>
  OUT_OF_MEMORY.test(lastLines) || NO_THREAD.test(lastLines)
