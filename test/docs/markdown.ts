import { readFile } from 'node:fs/promises'
import path from 'node:path'

export const ROOT = path.resolve(import.meta.dirname, '..', '..')

/** A fenced block of a Markdown page. */
export interface Block {
  readonly language: string
  readonly text: string
  /** The line of the opening fence, from 1. */
  readonly line: number
  /** The page says `<!-- python -->` before it: it needs Python and the packages of an index. */
  readonly needsPython: boolean
}

/** @param page relative to the repository */
export async function readBlocks(page: string): Promise<Block[]> {
  return blocksOf(await readFile(path.join(ROOT, page), 'utf8'))
}

/** @throws Error when a fence is not closed */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = []
  const lines = markdown.split('\n')
  for (let i = 0; i < lines.length; i += 1) {
    const opening = /^\s*(`{3,}|~{3,})\s*(.*)$/.exec(lines[i] ?? '')
    if (opening === null) continue
    const [, fence = '', info = ''] = opening
    const end = lines.findIndex((line, at) => at > i && line.trim() === fence)
    if (end < 0) throw new Error(`the block of line ${i + 1} is not closed`)
    blocks.push({
      language: info.trim(),
      text: lines.slice(i + 1, end).join('\n'),
      line: i + 1,
      needsPython: lines.slice(0, i).findLast((line) => line.trim() !== '') === '<!-- python -->',
    })
    i = end
  }
  return blocks
}

/**
 * The name in the first line of a program (`// submit.ts`, `# submit.py: …`); undefined without
 * one.
 */
export const fileNameOf = (block: Block): string | undefined =>
  /^(?:\/\/|#) ([\w-]+\.(?:ts|mjs|py))\b/.exec(block.text)?.[1]
