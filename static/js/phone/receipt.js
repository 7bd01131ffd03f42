// After 提交: the ring while it is under way, the receipt when it is in, and plain words when it will not count.
import { html, useEffect, useState } from '../live/ui.js'
import { Icon } from './icon.js'
import { Bar, Button, Say, State, Top } from './frame.js'
import { ballotKey } from './ballots.js'
import { home } from './route.js'
import { subjectOf } from './place.js'
import { postOf, receiptCode } from './words.js'

const WAIT = 2500 // ms until one who waits is told to keep the page
const LONG = 15_000 // ms until one who waits is told whom to ask

/** The ballots are under way; nothing to do but wait. */
export function SendingPage({ app }) {
  const { sent, underWay, stuck } = app.ballots
  const held = underWay.value.some(({ entry }) => entry.state === 'held')
  const [waited, long] = [useLater(WAIT), useLater(LONG)]
  const offline = !app.live.state.value.online
  const done = sent.value.length - underWay.value.length - stuck.value.length
  return html`<main><section class="state" role="status"><div class="ring"></div>
      <h1 tabindex="-1">${sent.value.length > 1 ? `已提交 ${done}/${sent.value.length}` : '正在提交'}</h1>
      <p>${(waited || offline || held) && html`<b>还没送到，请勿关闭本页。</b><br />`}网络中断时会自动重试，您不需要再点。</p>
      <p class="soft">评分已存在本机</p></section>
    ${held && html`<${Say} icon="clock" tone="warn">会议暂停。恢复后会自动提交。<//>`}
    ${offline && html`<${Say} icon="off" tone="warn">网络暂时不通。恢复后会自动提交，不会重复计票。<//>`}
    ${long && !offline && !held && html`<${Say} icon="alert" tone="warn">系统在不断重试。请告诉会务人员。<//>`}</main>`
}

function useLater(ms) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), ms)
    return () => clearTimeout(timer)
  }, [])
  return late
}

/** A fault of the server keeps the ballots: they are safe on this phone, and whoever helps needs the number. */
export function StuckPage({ app }) {
  const { stuck, retry, takeBack } = app.ballots
  return html`<main><${State} icon="alert" tone="warn" title="评分还没有送到">
      <p>${stuck.value[0].entry.error.message}</p><p class="soft">评分已存在本机，不会丢失，也不会重复计票。请勿关闭本页。</p><//></main>
    <${Bar}><div class="bar-pair"><${Button} onClick=${takeBack}>返回评分<//><${Button} main onClick=${retry}>再试一次<//></div><//>`
}

/** The receipts of one round, as just given. */
export function ReceiptPage({ app, roundId }) {
  const { meeting, rounds } = app.sections.value
  const receipts = app.receipts.value.filter((each) => each.roundId === roundId)
  if (rounds.rounds.find((round) => round.id === roundId)?.state === 'void') return html`<${VoidPage} />`
  const open = app.offered.value?.round.id === roundId
  return html`<main><section class="slip">
      <div class="slip-body state"><div class="state-mark state-ok"><${Icon} name="check" /></div>
        <h1 tabindex="-1">评分已提交</h1>
        <p class="soft">${receipts.length === 1 ? nameAndPost(meeting, receipts[0]) : `已存 ${receipts.length} 份，每份有自己的回执码`}</p></div>
      <div class="slip-cut"></div>
      <div class="slip-body">${receipts.length === 1
        ? html`<p class="soft">已存，回执码</p><p class="code">${receiptCode(receipts[0].receipt)}</p>`
        : receipts.map((each) => html`<div key=${each.subjectId}><p class="soft">${subjectOf(meeting, each.subjectId)?.name}</p>
            <p class="code">${receiptCode(each.receipt)}</p></div>`)}
        <p>用它可以核对这张票已经计入；它查不出您是谁，也查不出评了什么。</p></div>
    </section></main>
    <${Bar}><${Button} main onClick=${() => home()}>${open ? '继续评其他同志' : '回到会议'}<//><//>`
}

function VoidPage() {
  return html`<main><${State} icon="alert" tone="warn" title="这次测评已作废">
      <p>您刚才的评分不计入。重新测评开始后，请再评一次。</p><//></main>
    <${Bar}><${Button} main onClick=${() => home()}>回到会议<//><//>`
}

function nameAndPost(meeting, { subjectId }) {
  const subject = subjectOf(meeting, subjectId)
  return subject ? `${subject.name}·${postOf(subject)}` : ''
}

/** All receipts of this phone. */
export function ReceiptsPage({ app }) {
  const { meeting } = app.sections.value
  return html`<${Top} inner heading name="我的回执" note="只存在这部手机里" />${app.strips()}<main>
    <ol class="cells lines">${app.receipts.value.map((each) => html`<li key=${ballotKey(each.roundId, each.subjectId)}>
      <p class="soft">${nameAndPost(meeting, each)}</p><p class="code">${receiptCode(each.receipt)}</p></li>`)}</ol>
    <p class="card">用它可以核对这张票已经计入；它查不出您是谁，也查不出评了什么。</p></main>`
}

/** A ballot or a half-filled sheet that will not count, and why. */
export function LostPage({ app, lost }) {
  function leave() {
    app.ballots.lost.value = null
    home()
  }
  return html`<main><${State} icon="clock" tone="warn" title=${lost.title}><p>${lost.words}</p>
    <p class="soft">如有疑问，请告诉会务人员。</p><//></main><${Bar}><${Button} main onClick=${leave}>回到会议<//><//>`
}
