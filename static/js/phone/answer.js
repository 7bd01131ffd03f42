// Rating an answer: one choice, secret, once.
import { html, useState } from '../live/ui.js'
import { randomHex } from '../live/ids.js'
import { Bar, Button, Say, State, Top } from './frame.js'
import { back, home } from './route.js'
import { rateable, subjectOf } from './place.js'
import { ANSWER_GRADES } from './words.js'

/** The page for one answer. The choice is kept by the page alone until it is sent. */
export function AnswerPage({ app, questionId }) {
  const { meeting, questions, me } = app.sections.value
  const question = questions.find((each) => each.id === questionId)
  const entry = app.outbox.entries.value[`rating/${questionId}`]
  const done = me.rated.includes(questionId) || app.outbox.receipt(`rating/${questionId}`)
  if (done) return html`<${Done} app=${app} title="评价已提交" words="谢谢您。评价匿名，只公布合计的人数。" icon="check" tone="ok" />`
  if (entry?.state === 'refused') return html`<${Refused} app=${app} questionId=${questionId} entry=${entry} />`
  if (!question || (!rateable(question, app.sections.value) && !entry)) {
    return html`<${Done} app=${app} title="这条答复现在不能评价" words="答复评价到这位同志的环节结束为止。" icon="clock" tone="warn" />`
  }
  return html`<${Form} app=${app} question=${question} subject=${subjectOf(meeting, question.subject_id)} busy=${Boolean(entry)} />`
}

function Form({ app, question, subject, busy }) {
  const draft = app.drafts.draft(`rating/${question.id}`)
  const [asked, setAsked] = useState(false)
  const chosen = ANSWER_GRADES.find(([key]) => key === draft.value)

  function send() {
    if (!chosen) return setAsked(true)
    app.outbox.put(`rating/${question.id}`, 'answer.rate', { question_id: question.id, grade: chosen[0], ballot_id: randomHex(16) })
  }

  return html`<${Top} inner name="评价答复" /><main><section class="card">
      <h1 tabindex="-1">您对答复满意吗？</h1><p class="soft">答复人：${subject.name}</p>
      <div class="grades-tall" role="radiogroup" aria-label="满意程度">${ANSWER_GRADES.map(([key, name, tone]) => html`<label class=${tone} key=${key}>
        <input type="radio" name="a" checked=${draft.value === key} onChange=${() => app.drafts.keep(`rating/${question.id}`, key)} /><span>${name}</span></label>`)}</div>
      <p class="q-why">问：${question.text}</p>${question.answer && html`<p class="q-why">答：${question.answer}</p>`}
    </section></main>
    <${Bar}>${app.strips()}${asked && !chosen && html`<${Say} icon="alert" tone="warn">请先选一项。<//>`}
      <p class="bar-note">匿名评价，提交后不能修改</p>
      <${Button} main busy=${busy} onClick=${send}>${busy ? '正在提交' : chosen ? `提交“${chosen[1]}”` : '提交'}<//><//>`
}

function Refused({ app, questionId, entry }) {
  function leave() {
    app.outbox.drop(`rating/${questionId}`)
    app.drafts.wipe(`rating/${questionId}`)
    back()
  }
  if (entry.error.code === 'internal') {
    return html`<${Top} inner name="评价答复" /><main><${State} icon="alert" tone="warn" title="评价还没有送到"><p>${entry.error.message}</p><//></main>
      <${Bar}>${app.strips()}<${Button} main onClick=${() => app.outbox.retry(`rating/${questionId}`)}>再试一次<//><//>`
  }
  return html`<${Top} inner name="评价答复" /><main><${State} icon="alert" tone="warn" title="评价没有计入"><p>${entry.error.message}</p><//></main>
    <${Bar}>${app.strips()}<${Button} main onClick=${leave}>知道了<//><//>`
}

function Done({ app, title, words, icon, tone }) {
  return html`<${Top} inner name="评价答复" /><main><${State} icon=${icon} tone=${tone} title=${title}><p>${words}</p><//></main>
    <${Bar}>${app.strips()}<${Button} main onClick=${() => home()}>回到会议<//><//>`
}
