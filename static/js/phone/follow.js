// The meeting's own page: what happens now, what can be done now, and the rows that lead further.
import { html } from '../live/ui.js'
import { Bar, Button, Cell, FineLine, Say } from './frame.js'
import { AnswerHero, RoundHero, StageHero } from './hero.js'
import { BatchBar, BatchCells, BatchHero, openSheet } from './batch.js'
import { CommentCard, CommentCell } from './comments.js'
import { go } from './route.js'
import { askable, itemNow, nextUp, rateable, subjectOf, turnOf } from './place.js'
import { STAGE_NAMES, promise } from './words.js'

/** 程序条: the stages of the present item. */
export function Steps({ app }) {
  const { agenda, stage } = app.sections.value
  const stages = (itemNow(agenda, stage)?.stages ?? []).filter((each) => STAGE_NAMES[each.stage])
  if (stages.length < 2) return null
  const at = stages.findIndex((each) => each.stage === stage.stage)
  return html`<section aria-label="程序"><ol class="steps">${stages.map((each, index) => {
    if (index < at) return html`<li class="is-done">${STAGE_NAMES[each.stage]}<span class="hear">（已完成）</span></li>`
    return html`<li aria-current=${index === at ? 'step' : null}>${STAGE_NAMES[each.stage]}</li>`
  })}</ol></section>`
}

/** The page of a meeting that runs, for everybody but the one who reports. */
export function FollowPage({ app }) {
  const offered = app.offered.value
  const { me } = app.sections.value
  return html`<${Steps} app=${app} /><main>
      <${Now} app=${app} offered=${offered} />
      ${offered && html`<${FineLine}>${promise(me)}<//>`}
      <${Rows} app=${app} />
      <${ShownComments} app=${app} />
    </main>
    <${MainBar} app=${app} offered=${offered} />`
}

function Now({ app, offered }) {
  const { questions, stage } = app.sections.value
  if (offered?.batch) return html`<${BatchHero} app=${app} offered=${offered} /><${BatchCells} app=${app} offered=${offered} />`
  if (offered) return html`<${RoundHero} app=${app} round=${offered.round} subjectId=${offered.subjects[0]} grace=${offered.grace} />`
  const answering = stage.stage === 'inquiry' || stage.turn // a question left called is not answered in what comes after
  const called = answering && questions.find((question) => question.state === 'called')
  const late = app.missed.value
  return html`${late && html`<${Say} icon="clock" tone="warn">${late}<//>`}
    ${called ? html`<${AnswerHero} app=${app} question=${called} />` : html`<${StageHero} app=${app} />`}`
}

function Rows({ app }) {
  const { meeting, agenda, stage, questions, results, me } = app.sections.value
  const next = nextUp(meeting, agenda, stage)
  const turn = turnOf(agenda, itemNow(agenda, stage))
  const rate = questions.filter((question) => rateable(question, app.sections.value))
  return html`<div class="cells">
    ${rate.map((question) => html`<${Cell} key=${question.id} strong name="评价答复" note=${clip(question.text)}
      chip=${html`<span class="chip chip-wait">待评价</span>`} onOpen=${() => go('answer', question.id)} />`)}
    ${next && html`<${Cell} name="接下来" note=${`${next.title}${next.minutes ? `，约 ${next.minutes} 分钟` : ''}`} />`}
    <${QuestionCells} app=${app} />${app.offered.value && html`<${CommentCell} app=${app} />`}<${HeardCell} app=${app} />
    ${me.notes.length > 0 && html`<${Cell} name="列席记录" say=${count(me.notes.length)} onOpen=${() => go('notes')} />`}
    <${Cell} name="会议程序" say=${turn ? `第 ${turn.nth} 位，共 ${turn.of} 位` : `${meeting.subjects.length} 位述法同志`} onOpen=${() => go('agenda')} />
    ${results.length > 0 && html`<${Cell} name="已公布的结果" say=${`${results.length} 位`} onOpen=${() => go('results')} />`}
    ${app.receipts.value.length > 0 && html`<${Cell} name="我的回执" say=${`${app.receipts.value.length} 份`} onOpen=${() => go('receipts')} />`}
  </div>`
}

function QuestionCells({ app }) {
  const { questions, me } = app.sections.value
  if (me.rights.includes('ask')) {
    const called = me.questions.filter((question) => question.state === 'called').length
    const say = called ? `${called} 条已请答复` : count(me.questions.length)
    return html`<${Cell} name="提问" say=${say || count(questions.length)} onOpen=${() => go('questions')} />`
  }
  return html`<${Cell} name=${me.role === 'observer' ? '全部提问' : '大家的提问'} say=${count(questions.length)} onOpen=${() => go('questions')} />`
}

function HeardCell({ app }) {
  const { me, comments } = app.sections.value
  const heard = comments.filter((comment) => comment.subject_id === me.subject_id).length
  return me.role === 'reporter' && heard > 0 && html`<${Cell} name="对我的点评" say=${count(heard)} onOpen=${() => go('heard')} />`
}

function ShownComments({ app }) {
  const { meeting, comments, stage } = app.sections.value
  const shown = comments.filter((comment) => comment.subject_id === stage.subject_id && comment.shown === 'all')
  return shown.map((comment) => html`<${CommentCard} key=${comment.id} comment=${comment} of=${subjectOf(meeting, comment.subject_id)} />`)
}

function MainBar({ app, offered }) {
  if (offered?.batch) return html`<${BatchBar} app=${app} offered=${offered} />`
  if (offered) {
    return html`<${Bar}><${Button} main onClick=${() => openSheet(app, offered.round.id, offered.subjects[0])}>
      ${app.begun(offered.round.id) ? '继续评分' : '开始评分'}<//><//>`
  }
  const action = mainAction(app)
  return action && html`<${Bar}><${Button} main onClick=${action.open}>${action.name}<//><//>`
}

function mainAction(app) {
  const { meeting, stage, results, me } = app.sections.value
  const subject = subjectOf(meeting, stage.subject_id)
  if (me.rights.includes('comment') && subject) {
    const given = me.comments.some((comment) => comment.subject_id === subject.id)
    return { name: given ? '修改点评' : `点评 ${subject.name}`, open: () => go('comment', subject.id) }
  }
  if (me.rights.includes('note')) return { name: '写列席记录', open: () => go('notes') }
  if (me.rights.includes('ask') && askable(meeting, stage)) return { name: '写质询问题', open: () => writeAnew(app) }
  if (results.length) return { name: '查看结果', open: () => go('results') }
  return null
}

function writeAnew(app) {
  app.delivery.askedOne.value = false
  go('questions')
}

const count = (number) => (number ? `${number} 条` : '')
const clip = (text) => (text.length > 24 ? `${text.slice(0, 24)}…` : text)
