// Writing a question: the text is a draft from the first letter, the button stands right under the field.
import { html, useEffect, useRef, useState } from '../live/ui.js'
import { randomHex } from '../live/ids.js'
import { Act, Button } from './frame.js'
import { Count, grow } from './field.js'
import { Icon } from './icon.js'
import { subjectOf } from './place.js'
import { categoryName } from './words.js'

const LIMIT = 500

/** The draft of a question, or null where nothing is written: `{text, subject, anonymous, follows: {id, text}}`. */
export function questionDraft(app) {
  const draft = app.drafts.draft('question').value
  return draft?.text || draft?.follows ? draft : null
}

/** What was written and not sent before its subject's turn ended: it does not vanish from under the fingers. */
export function Unasked({ app }) {
  const draft = questionDraft(app)
  if (!draft?.text) return null
  const whose = subjectOf(app.sections.value.meeting, draft.subject)
  return html`<section class="card"><h2>没有提交的问题</h2><p>${draft.text}</p>
    <p class="soft">${whose ? `这是向${whose.name}提的，他的质询已经结束。` : ''}草稿存在本机。</p>
    <${Act} of=${draft.text} onClick=${() => app.drafts.wipe('question')}>不要了<//></section>`
}

/** The form for a question to one subject. */
export function AskForm({ app, subject }) {
  const { meeting, me } = app.sections.value
  const kept = app.drafts.draft('question').value ?? { text: '' }
  const earlier = kept.text && kept.subject && kept.subject !== subject.id && subjectOf(meeting, kept.subject)
  const draft = earlier ? { ...kept, follows: null } : kept
  const box = useRef()
  const [empty, setEmpty] = useState(false)
  const keep = (change) => app.drafts.keep('question', { ...draft, subject: (draft.text && draft.subject) || subject.id, ...change })
  const choice = meeting.questions_shown_as === 'choice'
  useEffect(() => grow(box.current), [draft.text])
  useEffect(() => draft.follows && box.current.focus(), [draft.follows?.id])

  function type(event) {
    app.delivery.justSent.value = false
    setEmpty(false)
    keep({ text: event.target.value })
  }

  function send(event) {
    event.preventDefault()
    const text = draft.text.trim()
    setEmpty(!text)
    if (!text) return box.current.focus()
    const id = randomHex(16)
    const payload = { subject_id: subject.id, text, client_id: id }
    if (choice) payload.anonymous = draft.anonymous !== false
    if (draft.follows) payload.follows = draft.follows.id
    app.outbox.put(`question/${id}`, 'question.submit', payload)
    app.drafts.wipe('question')
    app.delivery.askedOne.value = true
    scrollTo(0, 0) // where it will say that the question has arrived
  }

  return html`<form class="card" onSubmit=${send}>
    ${draft.follows && html`<div class="q-why"><p>追问：“${draft.follows.text}”</p>
      <${Act} of="与前一问无关" onClick=${() => keep({ follows: null })}>改为新问题<//></div>`}
    ${earlier && html`<div class="q-why"><p>这段话是向${earlier.name}提问时写的，还没有提交。现在提交，就是问${subject.name}。</p>
      <${Act} of="这段草稿" onClick=${() => app.drafts.wipe('question')}>不要了<//></div>`}
    <div class="field"><label class="field-name" for="q">您的问题 <${Count} id="q-count" text=${draft.text} limit=${LIMIT} /></label>
      <textarea class="input" id="q" maxlength=${LIMIT} aria-describedby="q-count" placeholder="请写具体的事，一次一个问题" ref=${box}
        value=${draft.text} onInput=${type}></textarea>
      ${empty && html`<p class="wrong" role="alert"><${Icon} name="alert" /><span>还没有写问题，请先写下来再提交。</span></p>`}</div>
    ${choice && html`<${Sign} anonymous=${draft.anonymous !== false} onChoose=${(anonymous) => keep({ anonymous })} />`}
    <${Button} main type="submit">提交问题<//>
    <p class="soft">${signature(meeting, me, choice)}提交后由主持人审核。</p>
  </form>`
}

function signature(meeting, me, choice) {
  const name = categoryName(meeting, me.category)
  if (choice) return `选“显示界别”，大屏上写“${name}”。`
  if (meeting.questions_shown_as === 'anonymous') return '大屏上不写是谁提的。'
  return `大屏上写“${name}”，不写姓名。`
}

function Sign({ anonymous, onChoose }) {
  return html`<div class="field" role="radiogroup" aria-labelledby="sign"><p class="field-name" id="sign">署名</p>
    <div class="pick2"><label><input type="radio" name="sign" checked=${anonymous} onChange=${() => onChoose(true)} /><span>匿名</span></label>
      <label><input type="radio" name="sign" checked=${!anonymous} onChange=${() => onChoose(false)} /><span>显示界别</span></label></div></div>`
}
