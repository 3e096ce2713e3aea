import { useEffect, useState } from 'preact/hooks'

/** The part of a long list that is near the screen: indices from … to, exclusive. */
export interface RowWindow {
  readonly from: number
  readonly to: number
}

const MARGIN = 12

/**
 * Which rows of a list are drawn, by the scroll position of the page. A thousand rows then cost as
 * much as one screen of them.
 *
 * @param top the element at whose top the first row begins
 * @param rowPx height of a row, in CSS pixels
 * @param columns items beside each other
 */
export function useRowWindow(
  top: () => HTMLElement | null,
  count: number,
  rowPx: number,
  columns = 1,
): RowWindow {
  const [seen, setSeen] = useState<RowWindow>({ from: 0, to: 40 })
  useEffect(() => {
    let request = 0
    const measure = (): void => {
      request = 0
      const offset = -(top()?.getBoundingClientRect().top ?? 0)
      const first = Math.max(0, Math.floor(offset / rowPx) - MARGIN)
      const rows = Math.ceil(window.innerHeight / rowPx) + 2 * MARGIN
      const next = { from: first * columns, to: (first + rows) * columns }
      setSeen((now) => (now.from === next.from && now.to === next.to ? now : next))
    }
    const later = (): void => void (request ||= requestAnimationFrame(measure))
    measure()
    window.addEventListener('scroll', later, { passive: true })
    window.addEventListener('resize', later)
    return () => {
      cancelAnimationFrame(request)
      window.removeEventListener('scroll', later)
      window.removeEventListener('resize', later)
    }
  }, [count, rowPx, columns])
  return { from: Math.min(seen.from, count), to: Math.min(seen.to, count) }
}
