// 点评: the form of leaders and experts, and the cards of what the host has shown to all.
import { html, useEffect, useRef } from '../live/ui.js'
import { randomHex } from '../live/ids.js'
import { Bar, Button, Cell, FineLine, Say, State, Top } from './frame.js'
import { Count, Saved, grow } from './field.js'
import { go } from './route.js'
import { subjectOf } from './place.js'
import { postOf } from './words.js'

const FIELDS = [
  ['strengths', '成绩', '简要肯定', ''],
  ['problems', '问题短板', '直接指出', ''],
  ['advice', '建议', '可检验的整改要求', '例：三个月内建立联合执法清单，按月公布'],
]
const EMPTY = { strengths: '', problems: '', advice: '' }

/** The page on which one person is commented on; given comments may be amended until the item is done. */
export function CommentPage({ app, subjectId }) {
  const { meeting, agenda, me } = app.sections.value
  const subject = subjectOf(meeting, subjectId)
  if (!subject) return html`<${Top} inner name="点评" /><main><${State} icon="info" title="没有这位同志"><//></main>`
  const item = agenda.find((each) => each.kind === 'subject' && each.subject_ids.includes(subjectId))
  const given = me.comments.find((comment) => comment.subject_id === subjectId)
  const done = item?.done || meeting.state === 'closed'
  const draft = app.drafts.draft(`comment/${subjectId}`).value
  return html`<${Top} inner heading name=${`点评：${subject.name}`} note=${postOf(subject)} />
    ${done
      ? html`<main><${Say} icon="clock" tone="warn">这位同志的环节已经结束，点评不能再提交或修改。<//>
          ${given && html`<${CommentCard} comment=${{ ...given, by: '您的点评' }} />`}
          ${draft && html`<${CommentCard} comment=${{ ...draft, by: '您写了但没有提交的' }} />`}</main>`
      : html`<${Form} key=${subjectId} app=${app} subject=${subject} given=${given} />`}`
}

function Form({ app, subject, given }) {
  const name = `comment/${subject.id}`
  const draft = app.drafts.draft(name).value
  const entry = app.outbox.entries.value[name]
  const words = draft ?? { ...EMPTY, ...given }
  const empty = FIELDS.every(([key]) => !words[key].trim())
  const same = given && FIELDS.every(([key]) => words[key].trim() === given[key])

  function send() {
    if (empty) return document.getElementById('c-strengths').focus()
    const payload = Object.fromEntries(FIELDS.map(([key]) => [key, words[key].trim()]))
    if (entry) app.outbox.drop(name)
    app.outbox.put(name, 'comment.submit', { subject_id: subject.id, ...payload, client_id: randomHex(16) })
  }

  return html`<main>
      ${given && same && html`<${Say} icon="check">点评已提交。这位同志的环节结束前可以修改。<//>`}
      ${entry?.state === 'refused' && html`<${Say} icon="alert" tone="warn">${entry.error.message}<//>`}
      ${entry?.state === 'held' && html`<${Say} icon="clock" tone="warn">会议暂停，恢复后会自动提交。<//>`}
      <${Answers} app=${app} subject=${subject} />
      <form class="card" onSubmit=${(event) => event.preventDefault()}>
        ${FIELDS.map((field) => html`<${Part} key=${field[0]} field=${field} text=${words[field[0]]}
          onText=${(text) => app.drafts.keep(name, { ...words, [field[0]]: text })} />`)}
        ${draft && html`<${Saved} of=${draft} />`}
      </form>
      <${FineLine} soft icon="info">提交后由主持人安排在大屏展示，并列入整改清单。可以用输入法的语音输入。<//>
    </main>
    <${Bar}>${app.strips()}${empty && given && html`<p class="bar-note">三栏不能都空着</p>`}
      <${Button} main busy=${entry?.state === 'sending'} onClick=${send}>${entry?.state === 'sending' ? '正在提交' : given ? '提交修改' : '提交点评'}<//><//>`
}

function Part({ field: [key, name, note, hint], text, onText }) {
  const box = useRef()
  useEffect(() => grow(box.current), [text])
  return html`<div class="field"><label class="field-name" for=${`c-${key}`}>${name} <span class="soft">${note} <${Count} id=${`n-${key}`} text=${text} limit=${500} /></span></label>
    <textarea class="input" id=${`c-${key}`} maxlength="500" placeholder=${hint} ref=${box} value=${text}
      onInput=${(event) => onText(event.target.value)}></textarea></div>`
}

function Answers({ app, subject }) {
  const heard = app.sections.value.questions.filter((question) => question.subject_id === subject.id && ['called', 'answered'].includes(question.state))
  if (!heard.length) return null
  return html`<details class="card remark"><summary>本场质询与答复（${heard.length} 条）</summary>
    ${heard.map((question) => html`<p class="q-why" key=${question.id}>问：${question.text}${question.answer && html`<br />答：${question.answer}`}</p>`)}</details>`
}

/** A comment as it was given; `of` = whom it is about, where that is not plain. */
export function CommentCard({ comment, of }) {
  return html`<section class="card"><div class="card-head"><h2>${comment.by}${comment.role ? '点评' : ''}</h2>${of && html`<p class="soft">${of.name}</p>`}</div>
    ${FIELDS.map(([key, name]) => comment[key] && html`<h3 key=${key}>${name}</h3><p>${comment[key]}</p>`)}</section>`
}

/** The row that leads to the comment on the present person, beside a round. */
export function CommentCell({ app }) {
  const { meeting, stage, me } = app.sections.value
  const subject = subjectOf(meeting, stage.subject_id)
  if (!subject || !me.rights.includes('comment')) return null
  const given = me.comments.some((comment) => comment.subject_id === subject.id)
  return html`<${Cell} name=${`点评${subject.name}`} say=${given ? '已提交' : '未写'} onOpen=${() => go('comment', subject.id)} />`
}
