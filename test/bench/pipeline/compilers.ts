import type { RunAnswer } from './commands.ts'
import { median } from '#test/bench/median.ts'

/** What compiles the models of diffusers; `diffusers_run.py` knows them by these names. */
export const COMPILERS = ['inductor', 'openvino'] as const
export type Compiler = (typeof COMPILERS)[number]

/** Runs of diffusers with compiled models. */
export interface CompiledRuns {
  readonly compiler: Compiler
  /** Seconds of the first run, in which the models are compiled. */
  readonly firstRunSeconds: number
  readonly answers: readonly RunAnswer[]
}

const NAMES: Readonly<Record<Compiler, string>> = { inductor: 'torch.compile', openvino: 'OpenVINO' }

/** A table of the compilers as Markdown lines, and a line for each that did not work. */
export function compilersTable(
  ours: readonly RunAnswer[],
  compiled: readonly CompiledRuns[],
  absent: Readonly<Partial<Record<Compiler, string>>>,
): string[] {
  const cell = (answers: readonly RunAnswer[], of: (answer: RunAnswer) => number) => {
    const ratios = ours.map((answer, i) => of(answers[i]!) / of(answer))
    return `${median(answers.map(of)).toFixed(2)} s, ${median(ratios).toFixed(2)} of ours`
  }
  const row = (label: string, of: (runs: CompiledRuns) => string) =>
    `| ${label} | ${compiled.map(of).join(' | ')} |`
  const timeRow = (label: string, of: (answer: RunAnswer) => number) =>
    row(label, ({ answers }) => cell(answers, of))
  const peak = ({ answers }: CompiledRuns) => Math.max(...answers.map(({ peakBytes }) => peakBytes)) / 2 ** 20
  const table = [
    row('diffusers, compiled', ({ compiler }) => NAMES[compiler]),
    row('---', () => '---'),
    row('first run, which compiles', ({ firstRunSeconds }) => `${firstRunSeconds.toFixed(0)} s`),
    timeRow('denoising', ({ seconds }) => seconds.denoise),
    timeRow('decoding', ({ seconds }) => seconds.decode),
    timeRow('**whole run**', ({ seconds }) => seconds.total),
    timeRow('CPU time: denoising', ({ cpuSeconds }) => cpuSeconds.denoise),
    timeRow('CPU time: decoding', ({ cpuSeconds }) => cpuSeconds.decode),
    row('peak memory', (runs) => `${peak(runs).toFixed(0)} MiB`),
    '',
  ]
  const reasons = Object.entries(absent) as [Compiler, string][]
  return [
    ...(compiled.length > 0 ? table : []),
    ...reasons.flatMap(([compiler, reason]) => [`${NAMES[compiler]} did not work here: ${reason}`, '']),
  ]
}
