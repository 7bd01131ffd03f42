// What has no scene of its own (开场, 讲话, 培训, 休息): its name and time, and where we are in the programme.
import { html } from '../../live/ui.js'
import { StageDial } from '../parts.js'
import { itemNow, nextItemWords, subjectOf } from '../view.js'
import { spaced } from '../words.js'

const MOST_ROWS = 10
const MOST_CHARACTERS = 8; // larger letters for no more than two lines of four

export const layout = 'person'
export const next = (view) => nextItemWords(view)

/** What the line of state says; a name too long for it stands above, and a pinned scene without an item says nothing. */
export function doing(view) {
  const item = itemNow(view)
  if (!item) return ''
  return item.title.length > MOST_CHARACTERS ? '正在进行' : `正在进行：${spaced(item.title)}`
}

export function Spine({ view, hand }) {
  const { meeting } = view.sections
  const title = itemNow(view)?.title ?? '会议程序'
  return html`<aside class="spine">
    <p class="turn">${spaced(meeting.title)}</p>
    <div class="person"><h1 class="who" data-len=${title.length > MOST_CHARACTERS ? 'l' : 'm'}>${spaced(title)}</h1><p class="post">${spaced(meeting.host_unit)}</p></div>
    <div class="grow"></div>
    <${StageDial} view=${view} hand=${hand} />
  </aside>`
}

export function Matter({ view }) {
  const { agenda, stage } = view.sections
  const at = agenda.findIndex((item) => item.item_id === stage.item_id)
  // the present one stays in sight, with one or two of those before it
  const first = Math.max(0, Math.min(at - 2, agenda.length - MOST_ROWS))
  return html`<main class="matter">
    <header class="row top"><h2>会议程序</h2><p class="soft">共 ${agenda.length} 项</p></header>
    <ol class="programme">
      ${agenda.slice(first, first + MOST_ROWS).map((item) => html`<${Row} key=${item.item_id} view=${view} item=${item} now=${item.item_id === stage.item_id} />`)}
    </ol>
  </main>`
}

function Row({ view, item, now }) {
  const subject = item.kind === 'subject' ? subjectOf(view, item.subject_ids[0]) : null
  const state = now ? 'now' : item.done ? 'done' : 'next'
  const minutes = item.stages.reduce((sum, one) => sum + (one.minutes ?? 0), 0)
  return html`<li data-state=${state} aria-current=${now ? 'step' : null}>
    <span class=${subject ? 'name' : 'name wide'}>${subject ? subject.name : spaced(item.title)}</span>
    ${subject && html`<span class="soft unit">${spaced(subject.unit)}</span>`}
    <span class="n">${state === 'done' ? '已完成' : now ? '正在进行' : minutes ? `${minutes} 分钟` : ''}</span>
  </li>`
}
