import { releaseLock, takeLock } from '#worker/graphs/weights/lock.ts'
import { PullError } from './hub.ts'

/**
 * Runs a download that alone may write a folder.
 *
 * @param folder that `work` writes; the lock lies beside it
 * @throws PullError while another download of the folder is running.
 */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const file = `${folder}.lock`
  const holder = await takeLock(file).catch((error: Error) => {
    throw new PullError(`${file} cannot be written: ${error.message}`)
  })
  if (holder !== null)
    throw new PullError(
      `another download of this folder is running (process ${holder.pid} of ${holder.host}): wait for its end, ` +
        `or choose another folder with --name. If there is none, delete ${file}`,
    )
  try {
    return await work()
  } finally {
    await releaseLock(file)
  }
}
