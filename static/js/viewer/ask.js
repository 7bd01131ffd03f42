// 提问: the form while somebody may be asked, one's own questions, and everybody's with 同问.
import { html, useEffect, useRef } from '../live/ui.js'
import { hhmm } from '../live/clock.js'
import { randomHex } from '../live/ids.js'
import { Button, opening } from '../phone/frame.js'
import { Icon } from '../phone/icon.js'
import { askable, subjectOf } from '../phone/place.js'
import { Count, grow } from '../phone/field.js'
import { QUESTION_STATES } from '../phone/words.js'

const STATES = { ...QUESTION_STATES, called: ['正在答复', 'chip chip-now'] } // to who only watches it is being answered

export function AskTab({ app }) {
  const { meeting, stage } = app.sections.value
  const subject = askable(meeting, stage)
  return html`<main>
    ${subject ? html`<${Form} app=${app} subject=${subject} />` : html`<p class="card soft">${shut(meeting)}</p>`}
    <${Own} app=${app} /><${All} app=${app} /></main>`
}

function shut(meeting) {
  if (meeting.state === 'closed') return '会议已结束，不能再提问。'
  if (meeting.paused) return '会议暂停，恢复后可以继续提问。'
  return '现在不能提问。下一位同志开始述法后，可以向他提问。'
}

function Form({ app, subject }) {
  const text = app.drafts.draft('question').value ?? ''
  const box = useRef()
  useEffect(() => grow(box.current), [text])

  function send(event) {
    event.preventDefault()
    if (!text.trim()) return box.current.focus()
    app.asked.ask(randomHex(16), subject.id, text.trim())
    app.drafts.wipe('question')
  }

  return html`<form class="card" onSubmit=${send}>
    <div class="field"><label class="field-name" for="q">向${subject.name}提问 <${Count} id="q-count" text=${text} limit=${500} /></label>
      <textarea class="input" id="q" maxlength="500" aria-describedby="q-count" placeholder="请写具体的事，一次一个问题" ref=${box}
        value=${text} onInput=${(event) => app.drafts.keep('question', event.target.value)}></textarea></div>
    <${Button} main type="submit">提交问题<//>
    <p class="soft">提交后由主持人审核，显示为“网友”。请不要写姓名、电话等个人信息。</p>
  </form>`
}

function Own({ app }) {
  const asked = app.asked.list.value
  if (!asked.length) return null
  return html`<h2 class="group-name">我的提问（${asked.length}）</h2>
    <ol class="cells lines">${asked.map((question) => html`<${OwnRow} key=${question.client_id} app=${app} question=${question} />`)}</ol>`
}

function OwnRow({ app, question: { client_id, text, at, entry, id } }) {
  const { meeting, questions } = app.sections.value
  const shown = questions.find((each) => each.id === id)
  const [words, tone] = stateOf(entry, shown)
  const edit = () => {
    app.drafts.keep('question', text)
    app.asked.drop(client_id)
  }
  return html`<li><div class="q-head"><span class=${tone}>${words}</span><span class="soft num">${hhmm(at)}</span></div><p class="q-text">${text}</p>
    ${words === SENT[0] && meeting.state !== 'closed' && html`<p class="q-why">由主持人审核，采纳后会显示在“大家的提问”里。</p>`}
    ${entry && entry.state !== 'refused' && html`<p class="q-why">已存在本机，网络通了会自动发出。</p>`}
    ${entry?.state === 'refused' && html`<p class="q-why">${entry.error.message}</p>
      <div class="q-foot"><a class="link" href="#ask" onClick=${opening(edit)}>改一下再发</a><a class="link" href="#ask" onClick=${opening(() => app.asked.drop(client_id))}>不发了</a></div>`}
  </li>`
}

const SENT = ['已提交', 'chip chip-done']

function stateOf(entry, shown) {
  if (entry) return entry.state === 'refused' ? ['没有送达', 'chip'] : ['正在发送', 'chip chip-wait']
  return shown ? STATES[shown.state] : SENT
}

function All({ app }) {
  const { meeting, stage, questions } = app.sections.value
  const problem = app.supports.problem.value
  if (!questions.length) return html`<h2 class="group-name">大家的提问</h2><p class="card soft">还没有通过审核的提问。</p>`
  return html`<h2 class="group-name">大家的提问（${questions.length}）</h2>
    ${problem && html`<p class="say say-warn" role="alert">${problem}</p>`}
    <ol class="cells lines">${questions.map((question) => html`<${Row} key=${question.id} app=${app} question=${question}
      to=${question.subject_id === stage.subject_id ? null : subjectOf(meeting, question.subject_id)} />`)}</ol>`
}

function Row({ app, question, to }) {
  const [words, tone] = STATES[question.state]
  const open = app.sections.value.meeting.state === 'running'
  return html`<li><div class="q-head"><span class=${tone}>${words}</span><span class="soft num">${question.by}${to ? `·问${to.name}` : ''}</span></div>
    <p class="q-text">${question.text}</p>
    ${question.answer && html`<p class="q-why">答复要点：${question.answer}</p>`}
    <div class="q-foot"><span class="soft">${question.supports ? `${question.supports} 人同问` : ''}</span>
      ${open && question.state === 'approved' && !app.asked.has(question.id) && html`<${Also} app=${app} id=${question.id} />`}</div></li>`
}

function Also({ app, id }) {
  const on = app.supports.has(id)
  return html`<button class="also" type="button" aria-pressed=${String(on)} onClick=${() => app.supports.set(id, !on)}>
    <${Icon} name=${on ? 'check' : 'plus'} />${on ? '已同问' : '同问'}</button>`
}
