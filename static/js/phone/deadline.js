// What is left of a round, beside the sheet and beside its check.
import { html, useComputed, useRef } from '../live/ui.js'
import { leftMs, mmss } from '../live/clock.js'
import { Say } from './frame.js'

/** 剩余 01:32, or in the grace how long one may still send; nothing for a round without an end. */
export function TimeLeft({ app, round, grace }) {
  const current = useRef()
  current.current = grace ? { ends_at: round.closes_at, left_ms: null } : round
  const left = useComputed(() => leftMs(current.current, app.hand.value))
  const words = useComputed(() => (left.value === null ? '' : mmss(Math.max(0, left.value))))
  return words.value && html`<span class="num">${grace ? '请在' : '剩余'} ${words}${grace ? ' 内提交' : ''}</span>`
}

/** That the meeting pauses, or that time is up and who has begun may still send. */
export function TimeNote({ app, offered }) {
  if (app.sections.value.meeting.paused) return html`<${Say} icon="clock" tone="warn">会议暂停，计时停止。您可以继续填写，恢复后再提交。<//>`
  if (offered.grace) return html`<${Say} icon="clock" tone="warn">时间已到。您已动笔，还有 1 分钟可以提交。<//>`
  return null
}
