// What happens now, as the card at the top of the meeting's page.
import { html } from '../live/ui.js'
import { Clock, Meter } from './timer.js'
import { itemNow, minutesNow, roundHere, scoringHere, scoringState, subjectOf, turnOf } from './place.js'
import { STAGE_NAMES, postOf } from './words.js'

function nth(agenda, item) {
  const turn = turnOf(agenda, item)
  return turn ? `·第 ${turn.nth} 位，共 ${turn.of} 位` : ''
}

const WAITING = {
  none: '测评开始后，这里会出现测评表。',
  open: '您已提交评分，请等候测评结束。',
  over: '结果封存，由主持人公布。',
}

function Timing({ app, timer, minutes }) {
  if (timer.state === 'idle') return null
  return html`<div class="hero-rule"></div>
    <div class="hero-row"><p class="eyebrow">${timer.state === 'paused' ? '计时已暂停' : '剩余时间'}</p><${Clock} app=${app} timer=${timer} /></div>
    <${Meter} app=${app} timer=${timer} minutes=${minutes} />`
}

/** The question that is being answered, with the answer's clock. */
export function AnswerHero({ app, question }) {
  const { meeting, stage } = app.sections.value
  const subject = subjectOf(meeting, question.subject_id)
  const turn = stage.turn
  return html`<section class="hero">
    <div class="hero-row"><p class="eyebrow">正在答复·第 ${question.number} 号问题</p>
      ${turn && html`<p class="eyebrow">剩余 <${Clock} app=${app} timer=${turn} small /></p>`}</div>
    <h1 class="hero-text" tabindex="-1">${question.text}</h1>
    <div class="hero-rule"></div>
    <p class="eyebrow">提问：${question.by}</p>
    <p class="eyebrow">答复：${subject.name}，${postOf(subject)}</p>
  </section>`
}

/** Before the sheet is there and after it is sent one is told what to wait for. */
function Waiting({ app, state }) {
  const { stage, me, results } = app.sections.value
  const told = state === 'over' && results.some((result) => result.subject_id === stage.subject_id)
  if (!scoringHere(app.sections.value) || !me.rights.includes('score') || app.missed.value) return null
  return html`<p class="hero-wait">${told ? '结果已公布。' : WAITING[state]}</p>`
}

function doing(app, state) {
  if (state === 'over') return '测评已结束'
  if (state === 'none' && scoringHere(app.sections.value)) return '即将测评'
  return `正在${STAGE_NAMES[app.sections.value.stage.stage]}`
}

/** The clock that counts here, with its whole length: of an open round its own, before it none for who waits to score. */
function timingOf(app, state) {
  const { agenda, stage, me } = app.sections.value
  if (state === 'over' || app.missed.value) return null
  const round = roundHere(app.sections.value)
  if (round) {
    const timed = round.ends_at !== null || round.left_ms !== null
    return timed && { timer: { ...round, state: round.ends_at === null ? 'paused' : 'running' }, minutes: null }
  }
  if (scoringHere(app.sections.value) && me.rights.includes('score')) return null
  return { timer: stage.timer, minutes: minutesNow(agenda, stage) }
}

/** Somebody reports, is asked, commented on or scored; or another item of the agenda. */
export function StageHero({ app }) {
  const { meeting, agenda, stage } = app.sections.value
  const item = itemNow(agenda, stage)
  const subject = subjectOf(meeting, stage.subject_id)
  const state = scoringState(app.sections.value)
  const counting = timingOf(app, state)
  const timing = counting && html`<${Timing} app=${app} ...${counting} />`
  if (!subject) {
    return html`<section class="hero"><p class="eyebrow">正在进行</p><h1 class="hero-name" tabindex="-1">${item?.title ?? meeting.title}</h1>
      <${Waiting} app=${app} state=${state} />${timing}</section>`
  }
  return html`<section class="hero">
    <p class="eyebrow">${doing(app, state)}${nth(agenda, item)}</p>
    <h1 class="hero-name" tabindex="-1">${subject.name}</h1><p class="hero-post">${postOf(subject)}</p>
    <${Waiting} app=${app} state=${state} />${timing}</section>`
}

/** A round is open for one person. `grace` = past its end, for who has begun. */
export function RoundHero({ app, round, subjectId, grace }) {
  const { meeting, rounds } = app.sections.value
  const subject = subjectOf(meeting, subjectId)
  const form = rounds.forms[round.subjects.find((each) => each.subject_id === subjectId).form]
  return html`<section class="hero">
    <${RoundLine} app=${app} round=${round} name="测评已开始" grace=${grace} />
    <h1 class="hero-name" tabindex="-1">${subject.name}</h1><p class="hero-post">${postOf(subject)}</p>
    <div class="hero-rule"></div><p>请您为这位同志打分，共 ${form.items.length} 项。</p></section>`
}

/** The upper line of a round's card: its name and what is left of it. */
export function RoundLine({ app, round, name, grace }) {
  const timer = grace ? { ends_at: round.closes_at, left_ms: null } : round
  const timed = round.ends_at !== null || round.left_ms !== null
  return html`<div class="hero-row"><p class="eyebrow">${grace ? '时间已到，已动笔的还可提交' : name}</p>
    ${timed && html`<p class="eyebrow">剩余 <${Clock} app=${app} timer=${timer} small /></p>`}</div>`
}
