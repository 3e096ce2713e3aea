import { html } from './html.ts'

/** Paths of a 16-pixel grid, drawn with the colour of the text. */
const PATHS = {
  make: 'M8 2v12M2 8h12',
  videos: 'M2 3h5v4H2zM9 3h5v4H9zM2 9h5v4H2zM9 9h5v4H9z',
  webhooks:
    'M6 4a2.5 2.5 0 1 1 3.6 2.2L7 11M10 12.5a2.5 2.5 0 1 0 .3-5L7.5 4.5M4.6 8.2A2.5 2.5 0 1 0 7 11.5h5',
  operate: 'M2 13h12M4 13V8M8 13V3M12 13V6',
  play: 'M5 3l8 5-8 5z',
  pause: 'M5 3v10M11 3v10',
  first: 'M4 3v10M13 3L6 8l7 5z',
  last: 'M12 3v10M3 3l7 5-7 5z',
  back: 'M10 3L5 8l5 5',
  forward: 'M6 3l5 5-5 5',
  loop: 'M3 8a4 4 0 0 1 4-4h5M10 2l2 2-2 2M13 8a4 4 0 0 1-4 4H4M6 14l-2-2 2-2',
  copy: 'M5 5V3h8v8h-2M3 5h8v8H3z',
  download: 'M8 2v8M5 7l3 3 3-3M3 13h10',
  image: 'M2 3h12v10H2zM2 11l4-4 3 3 2-2 3 3M10.5 6h.01',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1',
  out: 'M6 3H3v10h3M7 8h7M11 5l3 3-3 3',
  close: 'M4 4l8 8M12 4l-8 8',
  table: 'M2 3h12M2 8h12M2 13h12',
  fold: 'M5 6l3 3 3-3',
  book: 'M3 2.5h8.5a1.5 1.5 0 0 1 1.5 1.5v9.5H4.5A1.5 1.5 0 0 1 3 12zM3 12a1.5 1.5 0 0 1 1.5-1.5H13',
} as const

export type IconName = keyof typeof PATHS

/** Decoration: the control that holds it has the name. */
export const Icon = ({ name }: { name: IconName }) => html`
  <svg class="glyph" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <path d=${PATHS[name]} />
  </svg>
`
