// 整改通报: a person reads out what became of last year's findings; the wall says what is being told.
import { html } from '../../live/ui.js'
import { StageDial } from '../parts.js'
import { itemNow, nextItemWords } from '../view.js'
import { MARKS, spaced } from '../words.js'

export const layout = 'person'
export const next = (view) => nextItemWords(view)

/** The item of the agenda in which it is told: the one that runs, else the first; null where the meeting has none. */
function itemOf(view) {
  const now = itemNow(view)
  if (now?.kind === 'rectification') return now
  return view.sections.agenda.find(({ kind }) => kind === 'rectification') ?? null
}

export function Spine({ view, hand }) {
  const runs = itemNow(view)?.kind === 'rectification'
  return html`<aside class="spine">
    <p class="turn"><b class="mark">${MARKS.rectification}</b>上次述法会</p>
    <div class="person"><h1 class="who">整改通报</h1><p class="post">${spaced(view.sections.meeting.host_unit)}</p></div>
    <div class="grow"></div>
    ${runs && html`<${StageDial} view=${view} hand=${hand} />`}
  </aside>`
}

export function Matter({ view }) {
  const item = itemOf(view)
  return html`<main class="matter">
    <header class="row top"><h2>上次整改情况</h2></header>
    <p class="call">${item ? spaced(item.title) : '本次会议没有安排整改通报'}</p>
  </main>`
}
