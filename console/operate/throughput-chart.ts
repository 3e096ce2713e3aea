import { useEffect, useRef } from 'preact/hooks'
import type uPlot from 'uplot'
import type { components } from '#api/openapi.gen.ts'
import { html } from '#console/parts/html.ts'

type Statistics = components['schemas']['Statistics']

const HEIGHT_PX = 170

/** Ended videos over time. The chart library is loaded with the first chart. */
export function ThroughputChart({ past }: { past: Statistics }) {
  const frame = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  const data: uPlot.AlignedData = [
    past.series.map(({ at }) => at),
    // The failed ones show above the completed ones.
    past.series.map(({ completed, failed }) => completed + failed),
    past.series.map(({ completed }) => completed),
  ]
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    let isOpen = true
    const resize = new ResizeObserver(() =>
      chart.current?.setSize({ width: element.clientWidth, height: HEIGHT_PX }),
    )
    void import('uplot').then(({ default: Plot }) => {
      if (!isOpen) return
      chart.current = new Plot(optionsFor(element, Plot.paths.bars?.({ size: [0.7, 40] })), data, element)
      resize.observe(element)
    })
    return () => {
      isOpen = false
      resize.disconnect()
      chart.current?.destroy()
      chart.current = null
    }
  }, [])
  useEffect(() => chart.current?.setData(data), [past])
  const total = past.series.reduce((sum, each) => sum + each.completed, 0)
  return html`
    <section aria-label="Throughput">
      <h2>Throughput <span class="hint">videos per ${spanOf(past.period_seconds)}</span></h2>
      <div
        ref=${frame}
        class="chart"
        role="img"
        aria-label=${`${total} videos were completed in this time`}
      ></div>
    </section>
  `
}

const spanOf = (seconds: number): string =>
  seconds < 3600 ? `${Math.round(seconds / 60)} minutes` : `${Number((seconds / 3600).toFixed(1))} hours`

/** Colours are those of the page when the chart is made. */
function optionsFor(element: HTMLElement, paths: uPlot.Series.PathBuilder | undefined): uPlot.Options {
  const style = getComputedStyle(element)
  const colour = (name: string): string => style.getPropertyValue(name).trim()
  const axis = {
    stroke: colour('--faint'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    font: '11px Inter, sans-serif',
  }
  const bars = { width: 0, points: { show: false }, ...(paths === undefined ? {} : { paths }) }
  return {
    width: element.clientWidth,
    height: HEIGHT_PX,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_plot, _min, max) => [0, Math.max(4, max * 1.15)] } },
    axes: [axis, { ...axis, size: 34, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000] }],
    series: [
      {},
      { ...bars, label: 'failed', stroke: colour('--bad'), fill: colour('--bad') },
      { ...bars, label: 'completed', stroke: colour('--accent'), fill: colour('--accent') },
    ],
  }
}
