// The seat's own page before the meeting: who I am, 签到, and the wait; and its end.
import { html, useState } from '../live/ui.js'
import { hhmm } from '../live/clock.js'
import { Bar, Button, Cell, FineLine, Say, State } from './frame.js'
import { OtherCode } from './join.js'
import { go } from './route.js'
import { checkInOpen } from './place.js'
import { ROLE_NAMES, categoryName, dateAndTime, promise, sitterName } from './words.js'

function Facts({ meeting }) {
  return html`<dl class="facts"><dt>时间</dt><dd>${dateAndTime(meeting.starts_at)}</dd><dt>地点</dt><dd>${meeting.place}</dd></dl>`
}

/** The slip with its 签到 button, or the word that it is too early. */
export function SlipPage({ app }) {
  const { meeting, me } = app.sections.value
  const [wrong, setWrong] = useState('')
  const [busy, setBusy] = useState(false)
  const open = checkInOpen(meeting)

  async function checkIn() {
    setBusy(true)
    setWrong('')
    try {
      await app.command('seat.check_in', {})
    } catch (error) {
      setWrong(error.message)
    }
    setBusy(false)
  }

  return html`<main>
      ${!open && html`<${State} icon="clock" title="会议还没有开始"><p>签到开始后，本页会自动更新，不需要刷新。</p><//>`}
      <section class="slip">
        <div class="slip-top"><p class="eyebrow">您的席位</p>
          <p class="slip-name">${categoryName(meeting, me.category) ?? ROLE_NAMES[me.role]}</p><p>${sitterName(meeting, me)}</p></div>
        <div class="slip-cut"></div>
        <div class="slip-body">${open ? html`<h1 tabindex="-1">${meeting.title}</h1>` : html`<h2>${meeting.title}</h2>`}<${Facts} meeting=${meeting} /></div>
      </section>
      ${wrong && html`<${Say} icon="alert" tone="warn">${wrong}<//>`}
      <${FineLine}>${promise(me)}<//><${OtherCode} />
    </main>
    ${open && html`<${Bar}><${Button} main busy=${busy} onClick=${checkIn}>${busy ? '正在签到' : '签到'}<//><//>`}`
}

const DUTIES = {
  ask: (meeting) => ['听述法，提问题', `${meeting.subjects.length} 位同志依次述法，您可以随时写下质询问题。`],
  rate: () => ['评价答复', '答复结束后，选一项表示是否满意。'],
  score: () => ['测评打分', '主持人开始测评后，手机上会出现测评表，约 20 秒填完。'],
  comment: () => ['点评', '听完述法和质询，在手机上写下成绩、问题短板和建议。'],
  note: () => ['列席记录', '随时记下所见所闻，仅督察组可见。'],
  report: (meeting) => ['述法和答复', '轮到您时，手机上显示剩余时间和主持人请您答复的问题。'],
}

function dutiesOf(me) {
  if (me.role === 'reporter') return ['report']
  return ['ask', 'score', 'comment', 'note'].filter((right) => me.rights.includes(right))
    .flatMap((right) => (right === 'score' && me.rights.includes('ask') ? ['rate', 'score'] : [right]))
}

/** Checked in, and the meeting not begun: what one will have to do. */
export function WaitPage({ app }) {
  const { meeting, me } = app.sections.value
  const duties = dutiesOf(me).map((duty) => DUTIES[duty](meeting))
  return html`<main>
    <section class="hero"><p class="eyebrow">您已签到</p><h1 class="hero-name" tabindex="-1">${hhmm(meeting.starts_at)} 开始</h1>
      <p class="hero-post">请在会场就座。会议开始后，本页会自动更新，不需要刷新。</p></section>
    <h2 class="group-name">会上您要做的事</h2>
    <ol class="cells lines">${duties.map(([title, words]) => html`<li><b>${title}</b><p class="soft">${words}</p></li>`)}</ol>
    <div class="cells"><${Cell} name="会议程序" say=${`${meeting.subjects.length} 位述法同志`} onOpen=${() => go('agenda')} /></div>
  </main>`
}

/** The meeting is over. */
export function EndedPage({ app }) {
  const { meeting, me, results } = app.sections.value
  const shown = (results ?? []).length > 0
  return html`<main>
      <${State} icon="end" title="会议已结束"><p>感谢您的参与。${me.cast.length ? '评分已全部封存。' : ''}</p><//>
      <div class="cells">
        ${me.questions.length > 0 && html`<${Cell} name="我的提问" say=${`${me.questions.length} 条`} onOpen=${() => go('questions')} />`}
        ${me.notes.length > 0 && html`<${Cell} name="列席记录" say=${`${me.notes.length} 条`} onOpen=${() => go('notes')} />`}
        ${app.receipts.value.length > 0 && html`<${Cell} name="我的回执" say=${`${app.receipts.value.length} 份`} onOpen=${() => go('receipts')} />`}
        <${Cell} name="会议程序" say=${`${meeting.subjects.length} 位述法同志`} onOpen=${() => go('agenda')} />
      </div><${OtherCode} />
    </main>
    ${shown && html`<${Bar}><${Button} main onClick=${() => go('results')}>查看公布的结果<//><//>`}`
}
