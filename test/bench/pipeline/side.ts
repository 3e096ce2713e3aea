import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Answer, Command, LoadAnswer } from './commands.ts'

/** One side of the comparison: a process that keeps its model loaded and answers commands. */
export interface Side {
  readonly loaded: LoadAnswer
  ask<T extends Answer>(command: Command): Promise<T>
  close(): Promise<void>
}

/**
 * Starts a program and waits for its first answer. Throws, with what it printed, when it ends
 * early.
 */
export async function startSide(program: string, args: readonly string[]): Promise<Side> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-4000)))
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async <T>(): Promise<T> => {
    const line = await lines.next()
    if (line.done === true) throw new Error(`${program} ${args.join(' ')} ended:\n${errors}`)
    return JSON.parse(line.value) as T
  }
  return {
    loaded: await next<LoadAnswer>(),
    async ask(command) {
      child.stdin.write(`${JSON.stringify(command)}\n`)
      return next()
    },
    async close() {
      child.stdin.end()
      await exited
    },
  }
}
