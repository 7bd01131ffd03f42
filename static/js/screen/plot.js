// One Plotly figure: drawn for 1920x1080 by app/charts.py, scaled to this screen, redrawn when it or the window changes.
import { html, signal, useEffect, useLayoutEffect, useRef } from '../live/ui.js'

const SIZES = new Set(['size', 'width', 'height', 'gridwidth', 'linewidth', 'l', 'r', 't', 'b', 'pad'])

/** This window's size. One that is only wider scales nothing, but its charts are wider too. */
const room = signal(roomNow())

function roomNow() {
  return { width: window.innerWidth, height: window.innerHeight }
}

/** Draw all figures again when the window changes. */
export function followWindow() {
  window.addEventListener('resize', () => (room.value = roomNow()))
}

/** Multiply every size in a figure, its template or its layout by `factor`. Pure. */
export function scaled(part, factor) {
  if (Array.isArray(part)) return part.map((one) => scaled(one, factor))
  if (part === null || typeof part !== 'object') return part
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      SIZES.has(name) && typeof value === 'number' ? value * factor : scaled(value, factor),
    ]),
  )
}

/** Fill a template of one bar with counts, one a trace. Pure. */
export function withCounts(figure, counts) {
  const sum = counts.reduce((total, count) => total + count, 0)
  return {
    data: figure.data.map((trace, i) => ({ ...trace, x: [counts[i]] })),
    layout: { ...figure.layout, xaxis: { ...figure.layout.xaxis, range: [0, Math.max(sum, 1)] } },
  }
}

/**
 * A figure that fills its box.
 *
 * @param {{figure: object|null, figures: {template: object, config: object}, name: string, label?: string, style?: object}}
 *   props `name` is its class; without `label` it only repeats what stands beside it
 */
export function Plot({ figure, figures, name, label, style }) {
  const box = useRef(null)
  const drawnIn = useRef(null)
  const size = room.value
  const key = JSON.stringify(figure)
  // before the picture is painted: rows must not stand there for a moment beside the chart of fewer
  useLayoutEffect(() => {
    if (!figure || !window.Plotly) return
    // a bar keeps the width that it was first drawn with: another room or number of bars needs another drawing, and a
    // change of the old one would come a picture late
    const now = `${size.width} ${size.height} ${figure.data.map((trace) => trace.x?.length)}`
    if (drawnIn.current !== now) window.Plotly.purge(box.current)
    drawnIn.current = now
    draw(box.current, figure, figures, Math.min(size.width / 1920, size.height / 1080))
  }, [key, size])
  useEffect(() => {
    const drawn = box.current
    return () => window.Plotly?.purge(drawn)
  }, [])
  return html`<div class=${`plot ${name}`} style=${style} role=${label && 'img'} aria-label=${label} aria-hidden=${label ? null : 'true'}>
    <div ref=${box}></div>
  </div>`
}

function draw(box, figure, { template, config }, factor) {
  const { width, height } = box.parentElement.getBoundingClientRect()
  const layout = {
    ...scaled(figure.layout, factor),
    template: scaled(template, factor),
    transition: { duration: 0 }, // a bar without width is drawn as another shape, and would melt into the next
    width,
    height,
  }
  window.Plotly.react(box, scaled(figure.data, factor), layout, config)
}
