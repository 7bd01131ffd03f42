// 进程: the question being answered, the comment being read, and the whole programme.
import { html } from '../live/ui.js'
import { itemNow, subjectOf } from '../phone/place.js'
import { postOf } from '../phone/words.js'
import { stageWords } from './see.js'

export function NowTab({ app }) {
  const { agenda, stage, results } = app.sections.value
  const at = agenda.indexOf(itemNow(agenda, stage))
  const next = at < 0 ? null : agenda.slice(at + 1).find((item) => !item.done)
  return html`<main><${Called} app=${app} /><${Comments} app=${app} />
    <h2 class="group-name">会议程序</h2>
    <ol class="cells agenda">${agenda.map((item) => html`<${Row} key=${item.item_id} sections=${app.sections.value} item=${item} next=${item === next}
      told=${results.some((result) => item.kind === 'subject' && result.subject_id === item.subject_ids[0])} />`)}</ol>
  </main>`
}

function Called({ app }) {
  const { questions, stage } = app.sections.value
  const called = questions.find((question) => question.state === 'called' && question.subject_id === stage.subject_id)
  if (!called) return null
  return html`<section class="card"><p class="soft">正在答复·${called.by}提问</p><p class="hero-text">${called.text}</p></section>`
}

const PARTS = [['strengths', '成绩'], ['problems', '问题'], ['advice', '建议']]

function Comments({ app }) {
  const { comments, stage } = app.sections.value
  return comments.filter((comment) => comment.subject_id === stage.subject_id).map(
    (comment) => html`<section class="card" key=${comment.id}><p class="soft">点评·${comment.by}</p>
      <dl class="facts">${PARTS.filter(([part]) => comment[part]).map(([part, name]) => html`<dt>${name}</dt><dd>${comment[part]}</dd>`)}</dl></section>`,
  )
}

function Row({ sections, item, next, told }) {
  const { meeting, stage } = sections
  const now = item.item_id === stage.item_id
  const subject = item.kind === 'subject' ? subjectOf(meeting, item.subject_ids[0]) : null
  const people = subject ? postOf(subject) : item.subject_ids.map((id) => subjectOf(meeting, id)?.name).join('、')
  const name = subject ? subject.name : item.title
  const say = told ? '已公布' : item.done ? '已完成' : next ? (subject ? '下一位' : '下一项') : ''
  return html`<li class=${item.done && !now ? 'cell is-done' : 'cell'} aria-current=${now ? 'step' : null}>
    <span class="cell-name">${now ? html`<b>${name}</b>` : name}${people && html`<small>${people}</small>`}</span>
    ${now ? html`<span class="chip chip-now">${stageWords(sections)}</span>` : html`<span class="cell-say">${say}</span>`}
  </li>`
}
