// 列席记录: an observer's notes, seen by 督察 only.
import { html, useEffect, useRef } from '../live/ui.js'
import { hhmm } from '../live/clock.js'
import { randomHex } from '../live/ids.js'
import { Act, Button, Top } from './frame.js'
import { Saved, grow } from './field.js'
import { subjectOf } from './place.js'

const LIMIT = 2000

/** The page of the notes: write one, and those that are saved. */
export function NotesPage({ app }) {
  const { me } = app.sections.value
  const unsent = app.delivery.notes.value
  const saved = [...me.notes].sort((one, two) => two.at - one.at)
  return html`<${Top} inner heading name="列席记录" note="列席督察·仅督察组可见" />${app.strips()}<main>
      <${NoteForm} app=${app} />
      ${unsent.length + saved.length > 0 && html`<h2 class="group-name">已保存（${saved.length}）</h2><ol class="cells lines">
        ${unsent.map(({ key, entry }) => html`<${Unsent} key=${key} app=${app} id=${key} entry=${entry} />`)}
        ${saved.map((note) => html`<li key=${note.id}><div class="q-head"><b>${about(app, note.subject_id)}</b>
          <span class="soft num">${hhmm(note.at)}</span></div><p class="q-text">${note.text}</p></li>`)}</ol>`}
    </main>`
}

function about(app, subjectId) {
  return subjectOf(app.sections.value.meeting, subjectId)?.name ?? '会议整体'
}

function NoteForm({ app }) {
  const { meeting, stage } = app.sections.value
  const draft = app.drafts.draft('note').value ?? { text: '', subject: stage.subject_id ?? '' }
  const box = useRef()
  const keep = (change) => app.drafts.keep('note', { ...draft, ...change })
  useEffect(() => grow(box.current), [draft.text])

  function save(event) {
    event.preventDefault()
    if (!draft.text.trim()) return box.current.focus()
    const id = randomHex(16)
    const about = draft.subject ? { subject_id: draft.subject } : {}
    app.outbox.put(`note/${id}`, 'note.save', { ...about, text: draft.text.trim(), client_id: id })
    app.drafts.wipe('note')
  }

  return html`<form class="card" onSubmit=${save}>
    <div class="field"><label class="field-name" for="s">记录对象</label>
      <select class="input" id="s" value=${draft.subject} onChange=${(event) => keep({ subject: event.target.value })}>
        ${meeting.subjects.map((subject) => html`<option key=${subject.id} value=${subject.id}>${subject.name}·${subject.unit}</option>`)}
        <option value="">会议整体</option></select></div>
    <div class="field"><label class="field-name" for="n">记录</label>
      <textarea class="input" id="n" maxlength=${LIMIT} ref=${box} placeholder="所见所闻，写具体" value=${draft.text}
        onInput=${(event) => keep({ text: event.target.value })}></textarea></div>
    ${draft.text && html`<${Saved} of=${draft} />`}
    <${Button} main type="submit">保存记录<//></form>`
}

function Unsent({ app, id, entry }) {
  const refused = entry.state === 'refused'
  const words = { refused: '没有保存', delivered: '已保存' }[entry.state] ?? '正在保存'
  function edit() {
    app.drafts.keep('note', { text: entry.payload.text, subject: entry.payload.subject_id ?? '' })
    app.outbox.drop(id)
  }
  return html`<li><div class="q-head"><b>${about(app, entry.payload.subject_id)}</b><span class="chip chip-wait">${words}</span></div>
    <p class="q-text">${entry.payload.text}</p>
    ${refused && html`<p class="q-why">${entry.error.message}</p><div class="q-foot"><${Act} of=${entry.payload.text} onClick=${edit}>改一下再存<//></div>`}</li>`
}
