// The one who reports: a clock to read at arm's length, the question that was called, then the comments.
import { html, useComputed, useEffect } from '../live/ui.js'
import { leftMs, mmss } from '../live/clock.js'
import { FineLine } from './frame.js'
import { CommentCard } from './comments.js'
import { Steps } from './follow.js'
import { Meter } from './timer.js'
import { minutesNow, nextUp } from './place.js'

const SOON = 60_000 // ms left when the clock says 请准备结束
const TURN = 3 // minutes an answer has

/** Whether it is this reporter's turn on the stage, with a clock or a question to look at. */
export function onPodium({ me, stage }) {
  return me.role === 'reporter' && me.subject_id !== null && me.subject_id === stage.subject_id && ['reporting', 'inquiry'].includes(stage.stage)
}

/** The podium: 述法 with its clock, or 质询 with the question. */
export function Podium({ app }) {
  const { stage, questions } = app.sections.value
  const called = stage.stage === 'inquiry' && questions.find((question) => question.state === 'called')
  return called ? html`<${Called} app=${app} question=${called} />` : html`<${Speech} app=${app} />`
}

/** calm, soon or over, as the body's colour; told again only when it changes. */
function useTone(app, timer) {
  const tone = useComputed(() => {
    const left = leftMs(timer, app.hand.value)
    if (left === null || left > SOON) return 'calm'
    return left > 0 ? 'soon' : 'over'
  }).value
  useEffect(() => {
    document.body.className = 'podium'
    document.body.dataset.time = tone
    return () => {
      document.body.className = ''
      delete document.body.dataset.time
    }
  }, [tone])
  return tone
}

function Speech({ app }) {
  const { timer } = app.sections.value.stage
  return html`<${SpeechClock} key=${keyOf(timer)} app=${app} timer=${timer} />`
}

function SpeechClock({ app, timer }) {
  const { meeting, agenda, stage } = app.sections.value
  const tone = useTone(app, timer)
  const minutes = minutesNow(agenda, stage)
  const next = nextUp(meeting, agenda, stage)
  const clock = useComputed(() => mmss(leftMs(timer, app.hand.value)))
  const after = next ? `接下来：${next.title}` : ''
  const notes = { calm: `${minutes ? `共 ${minutes} 分钟。` : ''}${after}`, soon: after, over: '请尽快结束，主持人在等候' }
  return html`<main><h1 class="podium-say" tabindex="-1">${headline(stage, tone, timer)}</h1>
    ${timer.state !== 'idle' && html`<p class="clock" role="timer" aria-label=${tone === 'over' ? '超出时间' : '剩余时间'}>${clock}</p>
      <${PodiumMeter} app=${app} timer=${timer} minutes=${minutes} tone=${tone} />`}
    <p class="podium-note">${notes[tone]}</p></main>`
}

function headline(stage, tone, timer) {
  if (timer.state === 'paused') return '计时已暂停'
  const words = stage.stage === 'reporting' ? ['述法·还有', '请准备结束'] : ['质询·还有', '质询即将结束']
  if (timer.state === 'idle') return stage.stage === 'reporting' ? '请开始述法' : '请等候提问'
  return { calm: words[0], soon: words[1], over: '已超时' }[tone]
}

function PodiumMeter({ app, timer, minutes, tone }) {
  if (tone === 'over') return html`<svg class="meter" aria-hidden="true"><rect width="100%" height="100%" /></svg>`
  return html`<${Meter} app=${app} timer=${timer} minutes=${minutes} />`
}

function Called({ app, question }) {
  const { turn } = app.sections.value.stage
  return html`<${CalledQuestion} key=${`${question.id}:${keyOf(turn)}`} app=${app} question=${question} turn=${turn} />`
}

function CalledQuestion({ app, question, turn }) {
  const { questions } = app.sections.value
  const tone = useTone(app, turn)
  const clock = useComputed(() => mmss(leftMs(turn, app.hand.value)))
  const later = questions.filter((each) => each.state === 'approved' && each.subject_id === question.subject_id).length
  return html`<main>
    <div class="hero-row"><p class="podium-say">${turn && tone === 'over' ? '答复超时' : '请答复'}</p>
      ${turn && html`<p class="clock clock-q" role="timer">${clock}</p>`}</div>
    ${turn && html`<${PodiumMeter} app=${app} timer=${turn} minutes=${TURN} tone=${tone} />`}
    <section class="called"><p class="called-by">第 ${question.number} 号问题${question.supports ? `，${question.supports} 人同问` : ''}<br />提问：${question.by}</p>
      <h1 class="called-text" tabindex="-1">${question.text}</h1></section>
    <p class="podium-note">${later ? `后面还有 ${later} 个问题` : ''}</p></main>`
}

function keyOf(timer) {
  return timer ? `${timer.state}:${timer.ends_at}:${timer.left_ms}` : 'none'
}

/** The reporter's page from 点评 on: what was said of him, as far as the host shows it. */
export function HeardPage({ app }) {
  const { me, comments } = app.sections.value
  const mine = comments.filter((comment) => comment.subject_id === me.subject_id && comment.shown === 'all')
  return html`<${Steps} app=${app} /><main>
    <h1 class="group-name" tabindex="-1">对您的点评（${mine.length}）</h1>
    ${mine.map((comment) => html`<${CommentCard} key=${comment.id} comment=${comment} />`)}
    ${!mine.length && html`<p class="card soft">主持人展示点评后，会显示在这里。</p>`}
    <${FineLine} soft icon="info">会后形成整改清单，请在三个月内完成。测评结果由主持人公布后显示。<//></main>`
}
