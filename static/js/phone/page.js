// Which page is shown: what must be said first, then the inner page, then the meeting itself.
import { html, useEffect, useRef } from '../live/ui.js'
import { AbstainPage, CheckPage } from './check.js'
import { AgendaPage } from './agenda.js'
import { AnswerPage } from './answer.js'
import { CommentPage } from './comments.js'
import { EndedPage, SlipPage, WaitPage } from './slip.js'
import { FollowPage } from './follow.js'
import { HeardPage, Podium, onPodium } from './reporter.js'
import { LostPage, ReceiptPage, ReceiptsPage, SendingPage, StuckPage } from './receipt.js'
import { NotesPage } from './notes.js'
import { QuestionsPage } from './questions.js'
import { ResultPage, ResultsPage } from './results.js'
import { SheetPage } from './sheet.js'
import { Top, useArrival } from './frame.js'
import { go, home, route } from './route.js'
import { nextSheet } from './batch.js'
import { itemNow, subjectOf } from './place.js'
import { openRounds } from './rounds.js'
import { STAGE_NAMES, seatName } from './words.js'
import { keepAwake } from './wake.js'

const SCORING = ['', 'sheet', 'check', 'abstain', 'receipt']
const READING = ['agenda', 'results', 'result', 'receipts', 'heard']
const INNER = {
  questions: { name: '提问', draw: (app) => html`<${QuestionsPage} app=${app} />` },
  answer: { name: '评价答复', draw: (app, id) => html`<${AnswerPage} app=${app} questionId=${id} />` },
  comment: { name: '点评', draw: (app, id) => html`<${CommentPage} app=${app} subjectId=${id} />` },
  notes: { name: '列席记录', draw: (app) => html`<${NotesPage} app=${app} />` },
  agenda: { name: '会议程序', draw: (app) => html`<${AgendaPage} app=${app} />` },
  results: { name: '已公布的结果', draw: (app) => html`<${ResultsPage} app=${app} />` },
  result: { name: '测评结果', draw: (app, id) => html`<${ResultPage} app=${app} id=${id} />` },
  receipts: { name: '我的回执', draw: (app) => html`<${ReceiptsPage} app=${app} />` },
}
const FRAMED = {
  lost: (app) => html`<${LostPage} app=${app} lost=${app.ballots.lost.value} />`,
  stuck: (app) => html`<${StuckPage} app=${app} />`,
  sending: (app) => html`<${SendingPage} app=${app} />`,
  receipt: (app, id) => html`<${ReceiptPage} app=${app} roundId=${id} />`,
  slip: (app) => html`<${SlipPage} app=${app} />`,
  ended: (app) => html`<${EndedPage} app=${app} />`,
  wait: (app) => html`<${WaitPage} app=${app} />`,
  podium: (app) => html`<${Podium} app=${app} />`,
  heard: (app) => html`<${HeardPage} app=${app} />`,
  follow: (app) => html`<${FollowPage} app=${app} />`,
}

/** The page of a seat. */
export function Page({ app }) {
  const view = viewOf(app, route.value)
  useArrival(view.place, view.words)
  useEffect(() => keepAwake(Boolean(app.offered.value) || view.kind === 'podium'))
  useEffect(() => goOver(app), [app.offered.value?.round.id, view.podium])
  useComingIn(app)
  if (view.inner) return html`<div class="page" key=${view.place}>${view.inner}</div>`
  const { meeting, me } = app.sections.value
  return html`<div class="page" key=${view.place}><${Top} name=${meeting.title} note=${seatName(meeting, me)} />${app.strips(view.kind)}${FRAMED[view.kind](app, route.value.id)}</div>`
}

/** `{kind, place, words, inner?}`: `place` changes when the reader's page does, `words` tell it to a screen reader. */
function viewOf(app, { name, id }) {
  const podium = onPodium(app.sections.value)
  if (SCORING.includes(name)) {
    if (app.ballots.lost.value) return { kind: 'lost', place: 'lost', words: app.ballots.lost.value.title, podium }
    if (app.ballots.stuck.value.length && !app.ballots.busy.value) return { kind: 'stuck', place: 'stuck', words: '评分还没有送到', podium }
    if (app.ballots.slow.value && app.ballots.busy.value) return { kind: 'sending', place: 'sending', words: '正在提交', podium }
    const scoring = scoringView(app, name, id)
    if (scoring) return { ...scoring, podium }
  }
  if (name === 'heard') return { kind: 'heard', place: 'heard', words: '对我的点评', podium }
  if (INNER[name]) return { kind: name, place: `${name}/${id}`, words: INNER[name].name, inner: INNER[name].draw(app, id), podium }
  return { ...homeView(app), podium }
}

function scoringView(app, name, id) {
  const [roundId, subjectId, aim] = id.split('/')
  if (name === 'receipt') return { kind: 'receipt', place: `receipt/${id}`, words: '评分已提交' }
  const offered = app.offered.value
  if (!offered || offered.round.id !== roundId) return null
  if (name === 'check') return { kind: name, place: name, words: '核对评分', inner: html`<${CheckPage} app=${app} offered=${offered} />` }
  if (!offered.subjects.includes(subjectId)) return null
  const page = name === 'sheet' ? SheetPage : AbstainPage
  const words = `${name === 'sheet' ? '测评表' : '弃权'}：${subjectOf(app.sections.value.meeting, subjectId).name}`
  return { kind: name, place: `${name}/${subjectId}`, words, inner: html`<${page} app=${app} offered=${offered} subjectId=${subjectId} aim=${aim} />` }
}

function homeView(app) {
  const { meeting, me, agenda, stage } = app.sections.value
  if (meeting.state === 'closed') return { kind: 'ended', place: 'ended', words: '会议已结束' }
  if (!me.checked_in) return { kind: 'slip', place: `slip/${meeting.state}`, words: meeting.state === 'prepared' ? '会议还没有开始' : '请签到' }
  if (meeting.state !== 'running') return { kind: 'wait', place: 'wait', words: '您已签到' }
  const now = itemNow(agenda, stage)
  const subject = subjectOf(meeting, stage.subject_id)
  const doing = STAGE_NAMES[stage.stage] && subject ? `正在${STAGE_NAMES[stage.stage]}：${subject.name}` : (now?.title ?? meeting.title)
  const place = `${stage.item_id}/${stage.stage}`
  if (onPodium(app.sections.value)) return { kind: 'podium', place: `podium/${place}`, words: doing }
  const own = me.role === 'reporter' && me.subject_id === stage.subject_id
  if (own && ['commentary', 'appraisal'].includes(stage.stage)) return { kind: 'heard', place: `heard/${place}`, words: doing }
  const round = app.offered.value?.round.id
  return { kind: 'follow', place: `follow/${place}/${round ?? ''}`, words: round ? '测评已开始' : doing }
}

/** Who comes in, or comes back, while a round is open gets the sheet at once: nothing of the meeting is to be read first. */
function useComingIn(app) {
  const found = useRef(null)
  const { me, rounds } = app.sections.value
  const offered = app.offered.value
  if (me.checked_in) found.current ??= openRounds(rounds, me).map((round) => round.id)
  useEffect(() => {
    if (!offered || !found.current?.includes(offered.round.id)) return
    found.current = []
    const subjectId = nextSheet(app, offered) ?? (offered.batch ? null : offered.subjects[0])
    if (subjectId && route.peek().name === '') go('sheet', `${offered.round.id}/${subjectId}`)
  }, [me.checked_in, offered?.round.id])
}

/** Nobody who types or scores is taken away; who only reads, also the receipt of an earlier round, is taken to what has begun. */
function goOver(app) {
  const begun = app.offered.value || onPodium(app.sections.value)
  const { name, id } = route.peek()
  const earlier = name === 'receipt' && id !== app.offered.value?.round.id
  const idle = earlier || READING.includes(name) || (name === 'questions' && !app.drafts.draft('question').peek()?.text)
  if (begun && idle && !document.activeElement?.matches('textarea, input, select')) home()
}
