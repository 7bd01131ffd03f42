// The strips: no network, a pause, a rehearsal, a round that has begun elsewhere, and what the host says.
import { html, useComputed } from '../live/ui.js'
import { hhmm } from '../live/clock.js'
import { fleeting } from '../live/shelf.js'
import { Icon } from './icon.js'
import { Say } from './frame.js'
import { NoticeStrips } from './notices.js'
import { home, route } from './route.js'

const PATIENCE = 4000 // ms without a socket until it is said
const AT_THE_ROUND = ['', 'sheet', 'check', 'abstain', 'receipt']
const SENDING = ['sending', 'stuck'] // pages that say themselves what keeps a ballot

/** All strips that stand now; `only` is the kind of the page, where it says some of this itself. They stay in sight. */
export function Strips({ app, only }) {
  const notices = html`<${NoticeStrips} notices=${app.notices} />`
  if (SENDING.includes(only)) return html`<div class="strips">${notices}</div>`
  return html`<div class="strips"><${Offline} app=${app} /><${Standing} app=${app} /><${RoundElsewhere} app=${app} />${notices}</div>
    <${Lasting} app=${app} />`
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
    ${meeting.paused && !['sheet', 'check'].includes(route.value.name) && html`<${Say} icon="clock" tone="warn">会议暂停，计时停止。请稍候，恢复后本页会自动继续。<//>`}`
}

function RoundElsewhere({ app }) {
  const offered = app.offered.value
  if (!offered || AT_THE_ROUND.includes(route.value.name)) return null
  return html`<div class="say" role="status"><${Icon} name="info" /><div><b>测评已开始</b><br />您写的会保留。</div>
    <button class="say-ack" type="button" onClick=${() => home()}>去评分</button></div>`
}

/** What holds for long and scrolls away with the page. It is not said beside a sheet, which needs the room. */
function Lasting({ app }) {
  if (['sheet', 'check', 'abstain'].includes(route.value.name)) return null
  return html`${app.sections.value.meeting.rehearsal && html`<${Say}>正在演练，现在的操作不计入会议。<//>`}
    ${app.twin.value && html`<${Say} icon="phone">您在这部手机的另一个窗口也打开了本页，两边内容相同。请只用一个，关掉另一个。<//>`}
    ${fleeting.value && html`<${Say} icon="alert" tone="warn">这个浏览器不保存内容。会议结束前，请不要关闭本页。<//>`}`
}
