// What several scenes are made of: ticking figures, the spine with the person, the rail, a bar.
import { html, useEffect, useState } from '../live/ui.js'
import { SUBJECT_KINDS } from '../console/words.js'
import { MARKS, spaced } from './words.js'
import { isRunning, rail, stageClock, subjectOf, turnWords } from './view.js'

/** Figures that tick: serif digits are not tabular, so each has a cell of its own. */
export function Digits({ text }) {
  return html`<p class="figure">
    ${[...text].map((sign) => (sign === ':' ? html`<b>:</b>` : html`<i>${sign}</i>`))}
  </p>`
}

/** A clock at the foot of the spine; `clock` is a reading of view.js or null. */
export function Dial({ clock }) {
  if (!clock) return null
  return html`<div class="dial" data-state=${clock.state} role="timer" aria-label=${`${clock.label} ${clock.digits}`}>
    <p class="label">${clock.label}</p>
    <${Digits} text=${clock.digits} />
  </div>`
}

/** The clock of the stage, where it belongs to this picture. */
export function StageDial({ view, hand }) {
  return html`<${Dial} clock=${isRunning(view) ? stageClock(view, hand.value) : null} />`
}

/** The left third: who. `foot` stands where time stands, and the score when it comes. */
export function PersonSpine({ view, kind = true, foot }) {
  const subject = subjectOf(view)
  if (!subject) return null
  return html`<aside class="spine">
    <p class="turn"><b class="mark">${MARKS[view.scene]}</b>${turnWords(view)}</p>
    <div class="person">
      <h1 class="who">${subject.name}</h1>
      <p class="post">${subject.post}</p>
      <p class="unit">${spaced(subject.unit)}</p>
      ${kind && html`<p class="kind">${SUBJECT_KINDS[subject.kind] ?? ''}</p>`}
    </div>
    <div class="grow"></div>
    ${foot}
  </aside>`
}

/** The four stages of the person and where we are in them. */
export function Rail({ view, minutes = false }) {
  const steps = rail(view)
  if (steps.length < 2) return null
  return html`<ol class="rail" aria-label="会议环节" style=${{ gridTemplateColumns: `repeat(${steps.length}, 1fr)` }}>
    ${steps.map(
      (step) => html`<li key=${step.stage} data-state=${step.state} aria-current=${step.state === 'now' ? 'step' : null}>
        ${step.name}${minutes && step.minutes ? html`<small>${step.minutes} 分钟</small>` : null}
      </li>`,
    )}
  </ol>`
}

/** A bar that is `share` full, 0 to 1. */
export function Bar({ share }) {
  return html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
    <rect class="empty" width="100" height="1" /><rect class="full" width=${share * 100} height="1" />
  </svg>`
}

/** The great countdown that the reporter and the whole hall read. */
export function Countdown({ clock, minutes }) {
  return html`<div class="countdown" data-state=${clock.state} role="timer" aria-label=${`${clock.label} ${clock.digits}`}>
    <${Digits} text=${clock.digits} />
    <${Bar} share=${clock.state === 'over' ? 0 : clock.share} />
    <p class="row"><span>${clock.label}</span><span class="soft">${minutes && `限时 ${minutes} 分钟`}</span></p>
  </div>`
}

const PAGE_MS = 12_000

/** Which of `pages` stands: the next one every 12 s. */
export function usePage(pages) {
  const [page, setPage] = useState(0)
  useEffect(() => {
    if (pages < 2) return undefined
    const timer = setInterval(() => setPage((now) => now + 1), PAGE_MS)
    return () => clearInterval(timer)
  }, [pages])
  return page % Math.max(pages, 1)
}

/** The names of the first categories with their numbers; what is over `most` together as 其他. */
export function folded(rows, most) {
  if (rows.length <= most) return rows
  const rest = rows.slice(most - 1)
  const sums = Object.fromEntries(
    Object.keys(rest[0]).map((name) => [name, rest.reduce((total, row) => total + row[name], 0)]),
  )
  return [...rows.slice(0, most - 1), { ...sums, category: 'others', name: '其他' }]
}

/** Give counts by category the categories' names, in the meeting's order; those that expect nobody are left out. */
export function byCategory(view, counts, whole) {
  return view.sections.meeting.categories.flatMap(({ key, name }) => {
    const row = counts.find((one) => one.category === key)
    return row && row[whole] ? [{ ...row, name }] : []
  })
}
