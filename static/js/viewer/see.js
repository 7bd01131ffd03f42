// The 16:9 head of the page: what is on now, with its clock, and the four stages under it. The stream's place.
import { html } from '../live/ui.js'
import { itemNow, scoringState, subjectOf, turnOf } from '../phone/place.js'
import { Clock } from '../phone/timer.js'
import { STAGE_NAMES, dateAndTime, postOf } from '../phone/words.js'

export function See({ app }) {
  return html`<div class="video"><${OnNow} app=${app} /></div><${Steps} app=${app} />`
}

function OnNow({ app }) {
  const { meeting, agenda, stage } = app.sections.value
  const subject = subjectOf(meeting, stage.subject_id)
  const item = itemNow(agenda, stage)
  if (!item) return html`<div class="video-now"><p class="eyebrow">${BEFORE_AND_AFTER[meeting.state] ?? ''}</p>
    <p class="video-name">${meeting.title}</p><p>${dateAndTime(meeting.starts_at)}·${meeting.place}</p></div>`
  return html`<div class="video-now">
    <p class="eyebrow">${meeting.paused ? '会议暂停' : doing(app)}</p>
    <p class="video-name">${subject ? subject.name : item.title}</p>
    <p>${subject ? postOf(subject) : meeting.host_unit}</p>
    ${scoringState(app.sections.value) !== 'over' && html`<p class="video-clock"><${Clock} app=${app} timer=${stage.turn ?? stage.timer} /></p>`}
  </div>`
}

const BEFORE_AND_AFTER = { prepared: '会议还没有开始', open: '代表正在签到', running: '会议正在进行', closed: '会议已结束' }

function doing({ sections }) {
  const { agenda, stage } = sections.value
  const item = itemNow(agenda, stage)
  const turn = turnOf(agenda, item)
  const over = scoringState(sections.value) === 'over'
  const words = over ? '测评已结束' : stage.turn ? '正在答复' : STAGE_NAMES[stage.stage] ? `正在${STAGE_NAMES[stage.stage]}` : '正在进行'
  return turn ? `${words}·第 ${turn.nth} 位，共 ${turn.of} 位` : words
}

/** 程序条: the stages of the present person. */
function Steps({ app }) {
  const { agenda, stage } = app.sections.value
  const stages = itemNow(agenda, stage)?.stages ?? []
  if (stages.length < 2) return null
  const at = stages.findIndex((each) => each.stage === stage.stage)
  return html`<div class="live-now"><ol class="steps" aria-label="程序" data-count=${stages.length}>${stages.map(
    (each, i) => html`<li key=${each.stage} class=${i < at ? 'is-done' : ''} aria-current=${i === at ? 'step' : null}>
      ${STAGE_NAMES[each.stage]}${i < at && html`<span class="hear">（已完成）</span>`}</li>`,
  )}</ol></div>`
}
