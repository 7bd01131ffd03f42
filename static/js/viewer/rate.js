// 我述你评: one ballot a browser, counted apart. Choose a person, fill in the sheet, look it over, send it.
import { html, signal, useComputed, useLayoutEffect, useState } from '../live/ui.js'
import { leftMs, mmss } from '../live/clock.js'
import { Bar, Button, FineLine, Say, State, opening } from '../phone/frame.js'
import { Icon } from '../phone/icon.js'
import { Item } from '../phone/item.js'
import { subjectOf } from '../phone/place.js'
import { itemsOf, missing, phaseOf, unscored } from '../phone/rounds.js'
import { gradeTone, postOf, receiptCode } from '../phone/words.js'

const SCROLL = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'
const chosen = signal(null) // the subject that was picked from a list; kept while one looks at another tab

export function RateTab({ app }) {
  useComputed(() => phases(app)).value // drawn again when a round changes its phase, not four times a second
  const rounds = offeredRounds(app)
  const all = rounds.flatMap((round) => round.subjects.map(({ subject_id }) => ({ round, subjectId: subject_id })))
  const todo = all.filter(({ round, subjectId }) => !app.receipt(round.id, subjectId))
  const lost = app.ballots.lost.value
  if (lost) return html`<${Lost} app=${app} lost=${lost} />`
  if (app.ballots.busy.value) return html`<${Sending} app=${app} />`
  if (app.ballots.stuck.value.length) return html`<${Stuck} app=${app} />`
  if (!all.length) return html`<${Nothing} app=${app} />`
  const at = todo.find(({ subjectId }) => subjectId === chosen.value) ?? (all.length === 1 ? todo[0] : null)
  if (at) return html`<${Sheet} key=${at.round.id + at.subjectId} app=${app} ...${at} several=${all.length > 1} />`
  return html`<${People} app=${app} all=${all} />`
}

/** Viewers' rounds that are open, also through the grace where this browser has begun. */
function offeredRounds(app) {
  return app.sections.value.rounds.rounds.filter((round) => {
    if (round.audience !== 'viewers' || round.state !== 'open') return false
    return phaseOf(round, app.hand.peek()) === 'open' || app.sheets.begun(round.id) || round.subjects.some((each) => app.receipt(round.id, each.subject_id))
  })
}

/** No round is open: when there will be one, and what this browser has given. */
function Nothing({ app }) {
  const { meeting, rounds } = app.sections.value
  const own = rounds.rounds.filter((round) => round.audience === 'viewers' && round.state !== 'void')
  const given = own.flatMap((round) => round.subjects.map(({ subject_id: id }) => ({ id, receipt: app.receipt(round.id, id) }))).filter(({ receipt }) => receipt)
  return html`<main><p class="card soft">${whyNothing(meeting, own.length)}</p><${Apart} />
    ${given.length > 0 && html`<h2 class="group-name">您已评（${given.length} 位）</h2>
      <div class="cells">${given.map(({ id, receipt }) => html`<${Given} key=${id} subject=${subjectOf(meeting, id)} receipt=${receipt} />`)}</div>`}</main>`
}

function whyNothing(meeting, had) {
  if (meeting.state === 'closed') return '会议已结束，网上评分已截止。'
  if (had) return '这一轮网上评分已截止。下一轮开始后，您可以在这里继续评分。'
  return '网上评分还没有开始。主持人开始后，您可以在这里为述法同志评分。'
}

function phases(app) {
  return app.sections.value.rounds.rounds.map((round) => phaseOf(round, app.hand.value)).join()
}

function Apart() {
  return html`<${Say}><b>网上评分单独统计</b>，不计入现场得分。每台设备评一次。<//>`
}

function formOf(app, round, subjectId) {
  return app.sections.value.rounds.forms[round.subjects.find((each) => each.subject_id === subjectId).form]
}

function People({ app, all }) {
  const { meeting } = app.sections.value
  return html`<main><${Apart} /><h2 class="group-name">请您评（${all.length} 位）</h2>
    <div class="cells">${all.map(({ round, subjectId }) => {
      const receipt = app.receipt(round.id, subjectId)
      const subject = subjectOf(meeting, subjectId)
      if (receipt) return html`<${Given} key=${subjectId} subject=${subject} receipt=${receipt} />`
      return html`<a class="cell" key=${subjectId} href="#rate" onClick=${opening(() => (chosen.value = subjectId))}><${Who} subject=${subject} /><span class="cell-say">去评</span><${Icon} name="next" /></a>`
    })}</div>
    <${FineLine} soft>评分不记名，提交后不能修改。<//></main>`
}

function Given({ subject, receipt }) {
  return html`<div class="cell"><${Who} subject=${subject} /><span class="cell-say">已提交<br /><span class="num">${receiptCode(receipt.receipt)}</span></span></div>`
}

function Who({ subject }) {
  return html`<span class="cell-name"><b>${subject.name}</b><small>${postOf(subject)}</small></span>`
}

function Sheet({ app, round, subjectId, several }) {
  const form = formOf(app, round, subjectId)
  const { grades } = app.sheets.of(round.id, subjectId)
  const left = missing(form, grades)
  const [asked, setAsked] = useState([])
  const [step, setStep] = useState('fill')
  const subject = subjectOf(app.sections.value.meeting, subjectId)
  const back = () => setStep('fill')
  useLayoutEffect(() => toTabs(step), [step])
  if (step === 'abstain') return html`<${Abstain} app=${app} round=${round} subject=${subject} onBack=${back} />`
  if (step === 'check' && !left.length) return html`<${Check} app=${app} round=${round} subject=${subject} form=${form} grades=${grades} onBack=${back} />`

  function grade(item, key) {
    app.sheets.begin(round.id)
    app.sheets.grade(round.id, subjectId, item, key)
  }
  function toMissing() {
    setAsked([...asked, ...left])
    const row = document.getElementById(`i-${left[0]}`)
    row.scrollIntoView({ block: 'center', behavior: SCROLL })
    row.querySelector('input').focus({ preventScroll: true })
  }

  return html`<main><${Apart} />
      <h2 class="group-name">请您评 ${subject.name}（${postOf(subject)}）</h2><${TimeLeft} app=${app} round=${round} />
      <div class="cells">${itemsOf(form).map((item, i) => html`<${Item} key=${item.key} item=${item} form=${form} number=${item.overall ? null : i + 1}
        name=${`i-${item.key}`} chosen=${grades[item.key]} asked=${asked.includes(item.key)} onGrade=${(key) => grade(item.key, key)} />`)}</div>
      <p class="quiet"><a class="link" href="#rate" onClick=${opening(() => setStep('abstain'))}>弃权，不评这位同志</a>
        ${several && html`<a class="link" href="#rate" onClick=${opening(() => (chosen.value = null))}>看其他同志</a>`}</p>
    </main>
    <${Bar}>${app.ballots.problem.value && html`<${Say} icon="alert" tone="warn">${app.ballots.problem.value}<//>`}
      ${left.length
        ? html`<${Button} main onClick=${toMissing}>去评剩下的 ${left.length} 项<//>`
        : html`<${Button} main onClick=${() => setStep('check')}>核对并提交<//>`}<//>`
}

function TimeLeft({ app, round }) {
  const words = useComputed(() => {
    const left = leftMs(round, app.hand.value)
    if (left === null) return ''
    return left > 0 ? `剩余时间 ${mmss(left)}` : `时间已到，请在 ${mmss(Math.max(round.closes_at - app.hand.value, 0))} 内提交`
  })
  return words.value && html`<p class="soft num rate-left">${words}</p>`
}

/** What comes in place of a sheet is read from its beginning: to the tabs, which stand above it. */
function toTabs(step) {
  if (step !== 'fill') document.querySelector('.live-do').scrollIntoView({ block: 'start' })
}

function Abstain({ app, round, subject, onBack }) {
  return html`<main><${State} icon="alert" tone="warn" title=${`不评${subject.name}同志，确定吗？`}>
      <p>弃权计入参加评分的人数，不影响得分。已填的分数不会提交。</p>
      <p class="soft">如果只是对某一项不了解，可以返回，在那一项选“不了解”。</p><//></main>
    <${Final} back="返回评分" deed="确认弃权" onBack=${onBack} onDeed=${() => app.ballots.abstain(round, subject.id)} />`
}

function Final({ back, deed, onBack, onDeed }) {
  return html`<${Bar}><p class="bar-note bar-final"><${Icon} name="alert" />提交后不能修改</p>
    <div class="bar-pair"><${Button} onClick=${onBack}>${back}<//><${Button} main onClick=${onDeed}>${deed}<//></div><//>`
}

function Check({ app, round, subject, form, grades, onBack }) {
  const none = unscored(form, grades)
  return html`<main><h2 class="group-name">${subject.name}：${form.items.length} 项都已评，请核对</h2>
      <div class="cells">${itemsOf(form).map((item) => html`<div class="cell" key=${item.key}><span class="cell-name">${item.name}</span>
        <span class=${`mark m${gradeTone(form.grades, grades[item.key])}`}>${form.grades.find((grade) => grade.key === grades[item.key])?.name}</span></div>`)}</div>
      <${FineLine} soft>${none === form.items.length ? '您全部选了不了解，不计分。' : '评分不记名。'}<//></main>
    <${Final} back="返回修改" deed="确认提交" onBack=${onBack} onDeed=${() => app.ballots.cast(round, [subject.id])} />`
}

function Sending({ app }) {
  return html`<main>${app.ballots.slow.value && html`<section class="state" role="status"><div class="ring"></div><h2>正在提交</h2>
    <p>网络中断时会自动重试，您不需要再点。</p><p class="soft">评分已存在本机</p></section>`}</main>`
}

/** A fault of the server keeps the ballot here. */
function Stuck({ app }) {
  const { stuck, retry, takeBack } = app.ballots
  return html`<main><${State} icon="alert" tone="warn" title="评分还没有送到">
      <p>${stuck.value[0].entry.error.message}</p><p class="soft">评分已存在本机，不会重复计票。</p><//></main>
    <${Bar}><div class="bar-pair"><${Button} onClick=${takeBack}>返回评分<//><${Button} main onClick=${retry}>再试一次<//></div><//>`
}

function Lost({ app, lost }) {
  return html`<main><${State} icon="clock" tone="warn" title=${lost.title}><p>${lost.words}</p><//></main>
    <${Bar}><${Button} main onClick=${() => (app.ballots.lost.value = null)}>知道了<//><//>`
}
