// The questions: mine with what became of them, everybody's with 同问, and for observers all there are.
import { html, useState } from '../live/ui.js'
import { Icon } from './icon.js'
import { Act, Bar, Button, Say, Top, opening } from './frame.js'
import { AskForm, Unasked, questionDraft } from './ask.js'
import { go } from './route.js'
import { askable, rateable, subjectOf } from './place.js'
import { hhmm } from '../live/clock.js'
import { QUESTION_STATES } from './words.js'

/** The page of the questions, with the form where this seat may ask now. */
export function QuestionsPage({ app }) {
  const { meeting, stage, questions, me } = app.sections.value
  const subject = me.rights.includes('ask') ? askable(meeting, stage) : undefined
  const writing = subject && (!app.delivery.askedOne.value || questionDraft(app))
  const mine = new Set(me.questions.map((question) => question.id))
  // just delivered and already decided, but `me` does not name it yet: it stays under mine
  const justMine = new Set(app.delivery.questions.value.map(({ key }) => app.outbox.answers.value[key]?.question_id))
  const others = questions.filter((question) => !mine.has(question.id) && !justMine.has(question.id))
  return html`<${Top} inner heading name=${me.rights.includes('ask') ? '提问' : '提问情况'} note=${subject ? `向${subject.name}提问` : meeting.title} />${app.strips()}
    <main>
      ${app.delivery.justSent.value && !writing && html`<${Say} icon="check">问题已提交。主持人审核的结果显示在下面。<//>`}
      ${writing && html`<${AskForm} app=${app} subject=${subject} />`}
      ${me.rights.includes('ask') && !subject && html`<p class="card soft">${shut(app.sections.value)}</p><${Unasked} app=${app} />`}
      ${me.rights.includes('ask') && html`<${MyQuestions} app=${app} />`}
      <${Others} app=${app} questions=${others} />
    </main>
    ${subject && !writing && html`<${Bar}><${Button} main onClick=${() => another(app)}>再写一个问题<//><//>`}`
}

function another(app) {
  app.delivery.askedOne.value = false
  app.delivery.justSent.value = false
  scrollTo(0, 0)
}

function shut({ meeting, agenda, stage }) {
  const more = agenda.some((item) => item.kind === 'subject' && !item.done && item.item_id !== stage.item_id)
  if (meeting.state === 'closed') return '会议已结束，不能再提问。'
  if (meeting.paused) return '会议暂停，恢复后可以继续提问。'
  return `现在不能提问。${more ? '下一位同志开始述法后，可以向他提问。' : '各位同志的质询都已结束。'}`
}

function MyQuestions({ app }) {
  const { me } = app.sections.value
  const unsent = app.delivery.questions.value
  const mine = [...me.questions].sort((one, two) => two.at - one.at)
  if (!unsent.length && !mine.length) return null
  return html`<h2 class="group-name">我的提问（${unsent.length + mine.length}）</h2><ol class="cells lines">
    ${unsent.map(({ key, entry }) => html`<${Unsent} key=${key} app=${app} id=${key} entry=${entry} />`)}
    ${mine.map((question) => html`<${Mine} key=${question.id} app=${app} question=${question} />`)}</ol>`
}

function Unsent({ app, id, entry }) {
  const refused = entry.state === 'refused'
  function edit() {
    app.drafts.keep('question', { ...app.drafts.draft('question').peek(), text: entry.payload.text, subject: entry.payload.subject_id })
    app.outbox.drop(id)
  }
  const words = { refused: '没有送达', delivered: '待审核', held: '等待发送' }[entry.state] ?? '正在发送'
  const why = entry.state === 'held' ? '会议暂停，恢复后会自动发出。' : entry.state === 'sending' && !app.live.state.value.online && '已存在本机，网络通了会自动发出。'
  return html`<li><div class="q-head"><span class=${refused ? 'chip' : 'chip chip-wait'}>${words}</span>
      <span class="soft num">${hhmm(entry.at)}</span></div><p class="q-text">${entry.payload.text}</p>
    ${refused
      ? html`<p class="q-why">${entry.error.message}</p><div class="q-foot"><${Act} of=${entry.payload.text} onClick=${edit}>改一下再发<//>
          <${Act} of=${entry.payload.text} onClick=${() => app.outbox.drop(id)}>不发了<//></div>`
      : why && html`<p class="q-why">${why}</p>`}</li>`
}

function Mine({ app, question }) {
  const { meeting, stage, questions, me } = app.sections.value
  const [words, tone] = QUESTION_STATES[question.state]
  const shown = questions.find((each) => each.id === question.id)
  const subject = subjectOf(meeting, question.subject_id)
  const followed = me.questions.some((each) => each.follows === question.id) || questions.some((each) => each.follows === question.id)
  const follows = question.state === 'answered' && !followed && askable(meeting, stage)?.id === question.subject_id
  return html`<li><div class="q-head"><span class=${tone}>${words}</span><span class="soft num">${hhmm(question.at)}</span></div>
    <p class="q-text">${question.text}</p>
    ${fate(question, subject)}
    <div class="q-foot">
      ${['pending', 'approved'].includes(question.state) && html`<${Withdraw} app=${app} question=${question} />`}
      ${follows && html`<a class="link" href="#q" aria-label=${`追问：${question.text}`} onClick=${opening(() => followUp(app, question))}>追问</a>`}
      ${shown && html`<${Rate} app=${app} question=${shown} />`}
    </div></li>`
}

function followUp(app, question) {
  const { id, text } = question
  app.delivery.askedOne.value = false
  const written = app.drafts.draft('question').peek()?.text ?? ''
  app.drafts.keep('question', { text: written, subject: question.subject_id, follows: { id, text } })
}

function fate(question, subject) {
  if (question.state === 'rejected') return html`<p class="q-why">${question.reason ? `原因：${question.reason}` : '主持人没有写原因，可以向会务人员了解。'}</p>`
  if (question.state === 'called') return html`<p class="q-why">主持人已请${subject?.name}当场答复。</p>`
  if (question.state === 'answered' && question.answer) return html`<p class="q-why">答复要点：${question.answer}</p>`
  if (question.state === 'merged') return html`<p class="q-why">与相近的问题合并，一起答复。</p>`
  return null
}

function Withdraw({ app, question }) {
  const [asked, setAsked] = useState(false)
  const [wrong, setWrong] = useState('')
  const withdraw = () => app.command('question.withdraw', { question_id: question.id }).catch((error) => setWrong(error.message))
  if (wrong) return html`<span class="soft" role="alert">${wrong}</span>`
  if (!asked) return html`<${Act} of=${question.text} onClick=${() => setAsked(true)}>撤回<//>`
  return html`<${Act} of=${question.text} onClick=${withdraw}>确定撤回<//><${Act} of=${question.text} onClick=${() => setAsked(false)}>不撤回<//>`
}

function Rate({ app, question }) {
  const { me } = app.sections.value
  if (me.rated.includes(question.id)) return html`<span class="soft">您已评价答复</span>`
  if (!rateable(question, app.sections.value)) return null
  const name = question.state === 'answered' ? '看答复，评满意度' : '评满意度'
  return html`<a class="link" href="#" aria-label=${`${name}：${question.text}`} onClick=${opening(() => go('answer', question.id))}>${name}<${Icon} name="next" /></a>`
}

function Others({ app, questions }) {
  const { meeting, stage, me } = app.sections.value
  const name = me.role === 'observer' ? '全部提问' : '大家的提问'
  if (!questions.length) return html`<h2 class="group-name">${name}</h2><p class="card soft">还没有通过审核的提问。</p>`
  const now = questions.filter((question) => question.subject_id === stage.subject_id)
  const before = questions.filter((question) => question.subject_id !== stage.subject_id)
  return html`${now.length > 0 && html`<h2 class="group-name">${name}（${now.length}）</h2>
      <ol class="cells lines">${now.map((question) => html`<${Other} key=${question.id} app=${app} question=${question} />`)}</ol>`}
    ${before.length > 0 && html`<h2 class="group-name">${now.length ? '对其他同志的提问' : name}（${before.length}）</h2>
      <ol class="cells lines">${before.map((question) => html`<${Other} key=${question.id} app=${app} question=${question} to=${subjectOf(meeting, question.subject_id)} />`)}</ol>`}`
}

function Other({ app, question, to }) {
  const { questions, me } = app.sections.value
  const [words, tone] = QUESTION_STATES[question.state]
  const into = question.into && questions.find((each) => each.id === question.into)
  return html`<li><div class="q-head"><span class=${tone}>${words}</span>
      <span class="soft num">${question.number} 号·${question.by}${to ? `·问${to.name}` : ''}</span></div>
    <p class="q-text">${question.text}</p>
    ${question.reason && html`<p class="q-why">原因：${question.reason}</p>`}
    ${into && html`<p class="q-why">已并入 ${into.number} 号问题。</p>`}
    ${question.answer && html`<p class="q-why">${question.evaded ? '未正面回答。' : ''}答复要点：${question.answer}</p>`}
    <div class="q-foot"><span class="soft">${question.supports ? `${question.supports} 人同问` : ''}</span>
      ${question.state === 'approved' && me.rights.includes('support') && html`<${Also} app=${app} question=${question} />`}
      <${Rate} app=${app} question=${question} /></div></li>`
}

function Also({ app, question }) {
  const on = app.supports.on(question.id)
  return html`<button class="also" type="button" aria-pressed=${String(on)} aria-label=${`${on ? '已同问' : '同问'}：${question.text}`} onClick=${() => app.supports.set(question.id, !on)}>
    <${Icon} name=${on ? 'check' : 'plus'} />${on ? '已同问' : '同问'}</button>`
}
