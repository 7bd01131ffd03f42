// The 16:9 head of the page: what is on now, with its clock, and the four stages under it. The stream's place.
// Until there is a stream it says so, and shows what the hall is doing instead of a black box.
import { html } from '../live/ui.js'
import { itemNow, scoringState, subjectOf, turnOf } from '../phone/place.js'
import { Clock } from '../phone/timer.js'
import { STAGE_NAMES, dateAndTime, postOf } from '../phone/words.js'

export function See({ app }) {
  const { state } = app.sections.value.meeting
  return html`<div class="video"><${OnNow} app=${app} />${state !== 'closed' && html`<p class="video-say">${NO_STREAM}</p>`}</div><${Steps} app=${app} />`
}

const NO_STREAM = '直播画面由会议单位提供，这里同步显示会议进程。'

function OnNow({ app }) {
  const { meeting, agenda, stage } = app.sections.value
  const subject = subjectOf(meeting, stage.subject_id)
  const item = itemNow(agenda, stage)
  if (!item) return html`<div class="video-now"><p class="eyebrow">${BEFORE_AND_AFTER[meeting.state] ?? ''}</p>
    <p class="video-name">${meeting.title}</p><p>${dateAndTime(meeting.starts_at)}·${meeting.place}</p></div>`
  return html`<div class="video-now">
    <p class="eyebrow">${meeting.paused ? '会议暂停，请稍候' : doing(app.sections.value)}</p>
    <p class="video-name">${subject ? subject.name : item.title}</p>
    <p>${subject ? postOf(subject) : meeting.host_unit}</p>
    ${scoringState(app.sections.value) !== 'over' && html`<p class="video-clock"><${Clock} app=${app} timer=${stage.turn ?? stage.timer} /></p>`}
  </div>`
}

const BEFORE_AND_AFTER = { prepared: '会议还没有开始', open: '代表正在签到', running: '会议正在进行', closed: '会议已结束' }

function doing(sections) {
  const { agenda, stage } = sections
  const turn = turnOf(agenda, itemNow(agenda, stage))
  const words = stage.turn ? '正在答复' : stageWords(sections)
  return turn ? `${words}·第 ${turn.nth} 位，共 ${turn.of} 位` : words
}

/** 正在质询, 测评已结束: what the stage is at. */
export function stageWords(sections) {
  if (scoringState(sections) === 'over') return '测评已结束'
  return `正在${STAGE_NAMES[sections.stage.stage] ?? '进行'}`
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
