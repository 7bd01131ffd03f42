// 会议程序: what was, is and will be; for who comments, the way to each comment.
import { html } from '../live/ui.js'
import { Cell, Top } from './frame.js'
import { go } from './route.js'
import { subjectOf } from './place.js'
import { postOf } from './words.js'

/** The whole run of show. */
export function AgendaPage({ app }) {
  const { meeting, agenda } = app.sections.value
  return html`<${Top} inner heading name="会议程序" note=${meeting.title} />${app.strips()}<main>
    <div class="cells">${agenda.map((item) => html`<${Row} key=${item.item_id} app=${app} item=${item} />`)}</div></main>`
}

function Row({ app, item }) {
  const { meeting, stage, me } = app.sections.value
  const subject = item.kind === 'subject' ? subjectOf(meeting, item.subject_ids[0]) : null
  const chip = chipOf(item, stage)
  const writes = subject && me.rights.includes('comment') && (!item.done || me.comments.some((comment) => comment.subject_id === subject.id))
  return html`<${Cell} strong=${item.item_id === stage.item_id} name=${subject ? subject.name : item.title}
    note=${subject ? postOf(subject) : people(meeting, item)} chip=${chip} onOpen=${writes ? () => go('comment', subject.id) : null} />`
}

function people(meeting, item) {
  return item.subject_ids.map((id) => subjectOf(meeting, id)?.name).join('、')
}

function chipOf(item, stage) {
  if (item.item_id === stage.item_id) return html`<span class="chip chip-now">正在进行</span>`
  return item.done ? html`<span class="chip chip-done">已完成</span>` : null
}
