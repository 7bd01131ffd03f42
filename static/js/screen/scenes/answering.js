// 答复: the question small, the answer's clock, and how many have rated; the split only when the server gives it.
import { html } from '../../live/ui.js'
import { ANSWER_GRADES } from '../../console/words.js'
import { Dial, PersonSpine, Rail, StageDial } from '../parts.js'
import { Plot, withCounts } from '../plot.js'
import { turnClock } from '../view.js'
import { answeredQuestion, waitingQuestions, who } from '../questions.js'

const COLOURS = { satisfied: 'k1', mostly_satisfied: 'k2', dissatisfied: 'k4' }
const WIDE = 100

export const layout = 'person'

export function next(view) {
  return `待答 ${waitingQuestions(view).length} 条`
}

export function Spine({ view, hand }) {
  const clock = turnClock(view, hand.value)
  const foot = clock ? html`<${Dial} clock=${clock} />` : html`<${StageDial} view=${view} hand=${hand} />`
  return html`<${PersonSpine} view=${view} foot=${foot} />`
}

export function Matter({ view }) {
  const question = answeredQuestion(view)
  if (!question) return html`<main class="matter"><${Rail} view=${view} /><p class="call">请答复</p></main>`
  return html`<main class="matter">
    <${Rail} view=${view} />
    <article class="question">
      <p class="row"><span class="gold">${who(question)}</span><span class="soft">同问 ${question.supports}</span></p>
      <blockquote>${question.cut.text}</blockquote>
    </article>
    <${Rating} rating=${question.rating} figures=${view.figures} />
  </main>`
}

function Rating({ rating, figures }) {
  if (!rating) return html`<section class="rating"><p class="row"><span>对答复的评价</span><span class="soft">请在手机上评价</span></p></section>`
  const given = ANSWER_GRADES.map(([key, name]) => ({ key, name, count: rating[key] ?? 0 }))
  const scored = given.filter(({ key }) => key !== 'unknown')
  const sum = given.reduce((total, { count }) => total + count, 0)
  return html`<section class="rating">
    <p class="row"><span>对答复的评价</span><span class="soft">${sum} 人已评</span></p>
    ${figures && html`<${Plot} name="bar" figures=${figures} figure=${withCounts(figures.rating, scored.map(({ count }) => count))} />`}
    <ul data-len=${scored.some(({ count }) => count >= WIDE) ? 'l' : 'm'}>
      ${scored.map(
        ({ key, name, count }) => html`<li key=${key}><span class=${`key ${COLOURS[key]}`}>${name}</span><b class="figure">${count}</b></li>`,
      )}
      <li class="soft"><span class="key k0">不了解 ${rating.unknown ?? 0}</span></li>
    </ul>
  </section>`
}
