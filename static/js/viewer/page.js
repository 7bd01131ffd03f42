// The frame of the viewer's page: what is on now, four tabs, and the state of the line.
import { html, signal, useEffect } from '../live/ui.js'
import { hhmm } from '../live/clock.js'
import { Say, Top } from '../phone/frame.js'
import { itemNow, subjectOf } from '../phone/place.js'
import { STAGE_NAMES } from '../phone/words.js'
import { AskTab } from './ask.js'
import { NowTab } from './now.js'
import { RateTab } from './rate.js'
import { ResultTab } from './result.js'
import { See } from './see.js'

const TABS = [
  ['now', '进程', NowTab],
  ['ask', '提问', AskTab],
  ['rate', '我述你评', RateTab],
  ['result', '结果', ResultTab],
]
const LOST_AFTER = 4000 // ms; shorter gaps are not worth a word

const tab = signal(tabNow())
addEventListener('hashchange', () => (tab.value = tabNow()))

function tabNow() {
  const name = location.hash.slice(1)
  return TABS.some(([key]) => key === name) ? name : 'now'
}

export function Page({ app }) {
  const { meeting } = app.sections.value
  const Tab = TABS.find(([key]) => key === tab.value)[2]
  return html`<${Top} name=${meeting.title} heading />
    <${Line} app=${app} />
    <div class="live">
      <section class="live-see" aria-label="正在进行"><${See} app=${app} /></section>
      <div class="live-do"><${Tabs} app=${app} /><${Tab} app=${app} key=${tab.value} /></div>
    </div>
    <${Announce} app=${app} />`
}

function Tabs({ app }) {
  const news = { rate: app.sections.value.rounds.rounds.some((round) => round.audience === 'viewers' && round.state === 'open') }
  return html`<nav class="tabs" aria-label="栏目">${TABS.map(
    ([key, name]) => html`<a key=${key} href=${`#${key}`} aria-current=${tab.value === key ? 'page' : null}>${name}${news[key] && html`<span class="tab-new">进行中</span>`}</a>`,
  )}</nav>`
}

/** How the line is, where that is worth a word, and the notice of the hall. */
function Line({ app }) {
  const { online, offlineSince, lastHeard, refused } = app.live.state.value
  const { notice, meeting } = app.sections.value
  const lost = !online && offlineSince !== null && app.hand.value - app.live.state.value.offset - offlineSince > LOST_AFTER
  const words = lastHeard ? `网络暂时不通，显示的是 ${hhmm(lastHeard)} 的内容。恢复后会自动更新。` : '还没有连上，正在重试。'
  return html`${refused && html`<${Say} icon="off" tone="warn">${refused.message}<//>`}
    ${!refused && lost && html`<${Say} icon="off" tone="warn">${words}<//>`}
    ${meeting.rehearsal && html`<${Say} icon="alert" tone="warn">现在是演练，内容不作数。<//>`}
    ${notice && html`<${Say} icon="info"><b>会务通知</b> ${notice.text}<//>`}`
}

/** Tell a screen reader what is new, once for each change of the stage. */
function Announce({ app }) {
  const { meeting, agenda, stage } = app.sections.value
  const subject = subjectOf(meeting, stage.subject_id)
  const words = subject ? `正在${STAGE_NAMES[stage.stage]}：${subject.name}` : (itemNow(agenda, stage)?.title ?? '')
  useEffect(() => {
    document.getElementById('status').textContent = words
  }, [words])
  return null
}
