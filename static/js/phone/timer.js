// Clocks on the phone. Only the clock is drawn again as time goes, never the page or form around it.
import { html, useComputed } from '../live/ui.js'
import { leftMs, mmss } from '../live/clock.js'

/** The time left of a timer, a turn or a round, as a signal of mm:ss; 00:00 when it is over. */
export function useRemaining(app, timer) {
  return useComputed(() => {
    const left = leftMs(timer, app.hand.value)
    return left === null ? null : mmss(Math.max(left, 0))
  })
}

/** A clock; `small` for the one in a line. Drawn anew (`key`) when its timer changes. */
export function Clock(props) {
  const { timer } = props
  return html`<${Face} key=${`${timer?.state}:${timer?.ends_at}:${timer?.left_ms}`} ...${props} />`
}

function Face({ app, timer, small }) {
  const remaining = useRemaining(app, timer)
  if (remaining.value === null) return null
  return html`<span class=${small ? 'clock clock-s' : 'clock'} role="timer">${remaining}</span>`
}

/** How much of `minutes` is left, as a bar. */
export function Meter({ app, timer, minutes }) {
  if (!minutes) return null
  return html`<${Bar} key=${`${timer.ends_at}:${timer.left_ms}:${minutes}`} app=${app} timer=${timer} minutes=${minutes} />`
}

function Bar({ app, timer, minutes }) {
  const width = useComputed(() => {
    const left = leftMs(timer, app.hand.value) ?? 0
    return `${Math.min(100, Math.max(0, Math.round(left / (minutes * 600))))}%`
  })
  return html`<svg class="meter" aria-hidden="true"><rect width=${width} height="100%" /></svg>`
}
