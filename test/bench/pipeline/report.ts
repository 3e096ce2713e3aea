import { readFile, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { type CompiledRuns, type Compiler, compilersTable } from './compilers.ts'
import { median } from '#test/bench/median.ts'
import { TIMED_PHASES, type DecodeAnswer, type LoadAnswer, type RunAnswer } from './commands.ts'

/** Runs of one model by both sides. */
export interface Comparison {
  readonly name: string
  readonly parameters: number
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly steps: number
  readonly ours: readonly RunAnswer[]
  readonly theirs: readonly RunAnswer[]
  readonly compiled: readonly CompiledRuns[]
  /** Why compilers were not compared. */
  readonly absent: Readonly<Partial<Record<Compiler, string>>>
  /** Operations in matrix products and convolutions of a run, and the machine's rate of GEMM. */
  readonly work: { readonly transformer: number; readonly decoder: number; readonly gemmRate: number }
}

export interface DecodeMemory {
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly ours: DecodeAnswer
  readonly theirs: DecodeAnswer
}

export interface Report {
  readonly results: readonly {
    readonly comparison: Comparison
    readonly loads: { readonly ours: LoadAnswer; readonly theirs: LoadAnswer }
  }[]
  readonly decoded: readonly DecodeMemory[]
  readonly threads: number
  readonly repeats: number
  readonly machine: string
  readonly versions: string
  readonly loadAverage: number
  readonly date: string
}

const MIB = 2 ** 20
const LABELS: Readonly<Record<(typeof TIMED_PHASES)[number], string>> = {
  encode_prompt: 'prompt and negative prompt',
  encode_image: 'image (CLIP and VAE encoder)',
  denoise: 'denoising',
  decode: 'decoding',
}

/** The section of BENCHMARKS.md about the pipeline, as Markdown. */
export function renderReport({ results, decoded, ...facts }: Report): string {
  const { threads, repeats, machine, versions, loadAverage, date } = facts
  return [
    `## Pipeline, beside diffusers on the CPU${threads === 1 ? ', one thread' : ''}`,
    '',
    'By `npm run bench:pipeline -- --python <python of an environment with test/reference/requirements.txt>`.',
    '',
    `${date}; ${machine}; ${versions}; ${threads === 1 ? 'one thread' : `${threads} threads`} each; load average ${loadAverage.toFixed(1)} at the end.`,
    `Medians of ${repeats} runs after one that is not counted, of both sides in turn, each in a process that keeps its model loaded;`,
    'float32; the same weights, seeds and sizes. The frames of both differ by less than one step of brightness on average, which is',
    'checked. Time is wall time; its ratio is the median of the ratios of the pairs; memory is the most that the process ever had (VmHWM), interpreter and mapped weights included.',
    '',
    ...results.flatMap(({ comparison, loads }) => comparisonTable(comparison, loads)),
    ...(decoded.length > 0 ? decodeTable(decoded) : []),
  ].join('\n')
}

function comparisonTable(
  { name, parameters, width, height, frames, steps, ours, theirs, compiled, absent, work }: Comparison,
  loads: Report['results'][number]['loads'],
): string[] {
  const seconds = (answers: readonly RunAnswer[], phase: keyof RunAnswer['seconds']) =>
    median(answers.map((answer) => answer.seconds[phase] ?? 0))
  const row = (label: string, our: number, their: number, ratio: number, unit: string, digits: number) =>
    `| ${label} | ${our.toFixed(digits)} ${unit} | ${their.toFixed(digits)} ${unit} | ${ratio.toFixed(2)} |`
  // Of each pair of runs, which were made one after the other: what else the machine does changes
  // slowly.
  const timeRow = (label: string, phase: keyof RunAnswer['seconds'], scale = 1, unit = 's', digits = 2) => {
    const ratios = ours.map(
      (answer, i) => (theirs[i]?.seconds[phase] ?? NaN) / (answer.seconds[phase] ?? NaN),
    )
    return row(
      label,
      scale * seconds(ours, phase),
      scale * seconds(theirs, phase),
      median(ratios),
      unit,
      digits,
    )
  }
  const cpu = (answers: readonly RunAnswer[], phase: keyof RunAnswer['cpuSeconds']) =>
    median(answers.map(({ cpuSeconds }) => cpuSeconds[phase]))
  const cpuRow = (label: string, phase: keyof RunAnswer['cpuSeconds']) => {
    const ratios = ours.map((answer, i) => (theirs[i]?.cpuSeconds[phase] ?? NaN) / answer.cpuSeconds[phase])
    return row(label, cpu(ours, phase), cpu(theirs, phase), median(ratios), 's', 2)
  }
  const share = (operations: number, phase: keyof RunAnswer['cpuSeconds']) =>
    `${((100 * operations) / cpu(ours, phase) / work.gemmRate).toFixed(0)} %`
  const peak = (answers: readonly RunAnswer[]) => Math.max(...answers.map(({ peakBytes }) => peakBytes)) / MIB
  const [ourPeak, theirPeak] = [peak(ours), peak(theirs)]
  const [ourStart, theirStart] = [loads.ours.loadSeconds, loads.theirs.loadSeconds]
  const host = median(ours.map((answer) => (answer.hostSeconds ?? 0) / answer.seconds.total))
  const previews = median(ours.map((answer) => (answer.previewSeconds ?? 0) / answer.seconds.denoise))
  return [
    `### ${name === 'tiny' ? 'wan2.1-i2v-tiny' : 'Random weights'}, ${(parameters / 1e6).toFixed(0)} million parameters: ${width}x${height}, ${frames} frames, ${steps} steps with guidance`,
    '',
    '| | ours | diffusers | diffusers / ours |',
    '|---|---|---|---|',
    row('start', ourStart, theirStart, theirStart / ourStart, 's', 2),
    `| opening sessions, in each run | ${seconds(ours, 'load').toFixed(2)} s | | |`,
    ...TIMED_PHASES.map((phase) => timeRow(LABELS[phase], phase)),
    timeRow('a step', 'denoise', 1000 / steps, 'ms', 0),
    timeRow('**whole run**', 'total'),
    cpuRow('CPU time: denoising', 'denoise'),
    cpuRow('CPU time: decoding', 'decode'),
    cpuRow('**CPU time: whole run**', 'total'),
    row('**peak memory**', ourPeak, theirPeak, theirPeak / ourPeak, 'MiB', 0),
    '',
    `By CPU time, a product of two 1536x1536 matrices has ${(work.gemmRate / 1e9).toFixed(1)} GFLOP/s; our denoising reaches`,
    `${share(work.transformer, 'denoise')} of that rate and our decoding ${share(work.decoder, 'decode')}.`,
    `Ours is ${(ourPeak / theirPeak).toFixed(2)} times the peak memory of diffusers.`,
    `Outside ONNX Runtime: ${(100 * host).toFixed(1)} % of our wall time. Previews, which were off, would add ${(100 * previews).toFixed(1)} %`,
    'to the denoising if nothing of them ran beside it.',
    '',
    ...compilersTable(ours, compiled, absent),
  ]
}

function decodeTable(rows: readonly DecodeMemory[]): string[] {
  const [first] = rows
  const cells = ({ seconds, grownBytes }: DecodeAnswer) =>
    `${(grownBytes / MIB).toFixed(0)} MiB, ${seconds.toFixed(1)} s`
  return [
    `### Memory of decoding, random weights, ${first?.width}x${first?.height}`,
    '',
    'Growth of the process while it decodes; the frames that come out are in it.',
    '',
    '| frames | ours | diffusers |',
    '|---|---|---|',
    ...rows.map(({ frames, ours, theirs }) => `| ${frames} | ${cells(ours)} | ${cells(theirs)} |`),
    '',
  ]
}

/**
 * Writes `text` into the place of the last report with as many threads in `file`, or to its end;
 * other sections stay.
 */
export async function replaceSection(file: string, text: string, threads: number): Promise<void> {
  const name = threads === 1 ? 'bench:pipeline:one-thread' : 'bench:pipeline'
  const [opening, closing] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const section = `${opening}\n\n${text}\n${closing}\n`
  const old = await readFile(file, 'utf8').catch(() => '# Benchmarks\n')
  const [start, end] = [old.indexOf(opening), old.indexOf(closing)]
  const replaced =
    start < 0 || end < 0
      ? `${old.trimEnd()}\n\n${section}`
      : old.slice(0, start) + section + old.slice(end + closing.length).trimStart()
  await writeFile(file, await format(replaced, { ...(await resolveConfig(file)), parser: 'markdown' }))
}
