// 质询: the question that is called, who of which category asks, and what waits.
import { html } from '../../live/ui.js'
import { PersonSpine, Rail, StageDial } from '../parts.js'
import { nextWords } from '../view.js'
import { calledQuestion, waitingQuestions, who } from '../questions.js'

const MOST_WAITING = 3

export const layout = 'person'
export const next = nextWords

export function Spine({ view, hand }) {
  return html`<${PersonSpine} view=${view} foot=${html`<${StageDial} view=${view} hand=${hand} />`} />`
}

export function Matter({ view }) {
  const question = calledQuestion(view)
  return html`<main class="matter">
    <${Rail} view=${view} />
    ${question ? html`<${Question} question=${question} />` : html`<p class="call">请在手机上提问，也可以为别人的问题点“同问”</p>`}
    <${Waiting} questions=${waitingQuestions(view)} />
  </main>`
}

function Question({ question }) {
  return html`<article class="question" data-len=${question.cut.len}>
    <p class="row"><span class="gold">${who(question)}</span><span class="support">同问 <b class="figure">${question.supports}</b></span></p>
    <blockquote>${question.cut.text}</blockquote>
  </article>`
}

function Waiting({ questions }) {
  if (!questions.length) return null
  return html`<section class="waiting">
    <p>待答 ${questions.length} 条</p>
    <ol>
      ${questions.slice(0, MOST_WAITING).map(
        (question) => html`<li key=${question.id}>
          <span class="from">${question.by}</span><span class="ask">${question.text}</span><span class="n">同问 ${question.supports}</span>
        </li>`,
      )}
    </ol>
  </section>`
}
