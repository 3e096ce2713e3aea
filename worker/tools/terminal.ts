import { processEnvironment } from '#core/config/config.ts'

/** Where a program writes: over what stands there on a terminal, line after line elsewhere. */
export type Output = Pick<NodeJS.WriteStream, 'isTTY'> & { write(text: string): unknown }

/** What a program has from those who start it, beside its arguments. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly out: Output
  readonly err: Output
}

/** Those of this process. */
export const processTerminal = (): Terminal => ({
  environment: processEnvironment(),
  out: process.stdout,
  err: process.stderr,
})
