// 述法: the person, and the time that is left, to be read from the stage and from the last row.
import { html } from '../../live/ui.js'
import { Countdown, PersonSpine, Rail } from '../parts.js'
import { isRunning, nextSubject, nextWords, rail, stageClock } from '../view.js'

export const layout = 'person'
export const next = nextWords

export function Spine({ view }) {
  const after = nextSubject(view)
  const foot = after && html`<div class="dial after-me"><p class="label">下一位</p><p>${after.name}</p></div>`
  return html`<${PersonSpine} view=${view} foot=${foot} />`
}

export function Matter({ view, hand }) {
  const clock = isRunning(view) ? stageClock(view, hand.value) : null
  const minutes = rail(view).find((step) => step.state === 'now')?.minutes
  return html`<main class="matter">
    <${Rail} view=${view} minutes />
    ${clock ? html`<${Countdown} clock=${clock} minutes=${minutes} />` : html`<p class="call">请述法</p>`}
  </main>`
}
