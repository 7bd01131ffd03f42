// The strips: no network, a pause, a rehearsal, a round that has begun elsewhere, and what the host says.
import { html, useComputed } from '../live/ui.js'
import { hhmm } from '../live/clock.js'
import { Say, opening } from './frame.js'
import { NoticeStrips } from './notices.js'
import { home, route } from './route.js'

const PATIENCE = 4000 // ms without a socket until it is said
const AT_THE_ROUND = ['', 'sheet', 'check', 'abstain', 'receipt']

/** All strips that stand now. */
export function Strips({ app }) {
  return html`<${Offline} app=${app} /><${Standing} app=${app} /><${RoundElsewhere} app=${app} /><${NoticeStrips} notices=${app.notices} />`
}

function Offline({ app }) {
  const state = app.live.state.value
  const since = state.offlineSince
  const long = useComputed(() => {
    const { online, offlineSince } = app.live.state.value
    return app.hand.value > 0 && !online && Date.now() - offlineSince > PATIENCE
  })
  if (!long.value) return null
  return html`<${Say} icon="off" tone="warn"><b>网络已断开，正在重连</b><br />下面是 ${hhmm(state.lastHeard ?? since)} 的内容。您填写的都存在本机。<//>`
}

function Standing({ app }) {
  const { meeting } = app.sections.value
  const problem = app.ballots.problem.value
  return html`${problem && html`<${Say} icon="alert" tone="warn">评分没有提交：${problem}<//>`}
    ${meeting.paused && route.value.name !== 'sheet' && html`<${Say} icon="clock" tone="warn">会议暂停，计时停止。请稍候，恢复后本页会自动继续。<//>`}
    ${meeting.rehearsal && html`<${Say} icon="info">正在演练，现在的操作不计入会议。<//>`}`
}

function RoundElsewhere({ app }) {
  const offered = app.offered.value
  if (!offered || AT_THE_ROUND.includes(route.value.name)) return null
  return html`<${Say} icon="info"><b>测评已开始</b>，您写的会保留。<a class="link" href="#" onClick=${opening(() => home())}>去评分</a><//>`
}
