// 点评: one comment at a time; before the first the time that is left.
import { html } from '../../live/ui.js'
import { Countdown, PersonSpine, Rail, StageDial } from '../parts.js'
import { isRunning, nextWords, rail, stageClock } from '../view.js'

const PARTS = [
  ['strengths', 'good', '成绩'],
  ['problems', 'bad', '问题'],
  ['advice', 'advice', '建议'],
]
const ROLES = { leader: '领导点评', expert: '第三方点评' }

export const layout = 'person'
export const next = nextWords

export function Spine({ view, hand }) {
  // without a comment the time stands in the middle
  const foot = shownComment(view) && html`<${StageDial} view=${view} hand=${hand} />`
  return html`<${PersonSpine} view=${view} foot=${foot} />`
}

export function Matter({ view, hand }) {
  const comment = shownComment(view)
  return html`<main class="matter">
    <${Rail} view=${view} />
    ${comment ? html`<${Comment} comment=${comment} />` : html`<${Waiting} view=${view} hand=${hand} />`}
  </main>`
}

/** One at a time: the one that the host has shown last, which stands last. */
function shownComment({ subjectId, sections: { comments } }) {
  const own = comments.filter((comment) => comment.subject_id === subjectId)
  return own[own.length - 1] ?? null
}

function Waiting({ view, hand }) {
  const clock = isRunning(view) ? stageClock(view, hand.value) : null
  if (!clock) return html`<p class="call">请点评</p>`
  const minutes = rail(view).find((step) => step.state === 'now')?.minutes
  return html`<${Countdown} clock=${clock} minutes=${minutes} />`
}

function Comment({ comment }) {
  return html`<header class="row by"><p><strong>${comment.by}</strong></p><p class="soft">${ROLES[comment.role] ?? '点评'}</p></header>
    <article class="comment" key=${comment.id}>
      ${PARTS.filter(([name]) => comment.cut[name]).map(
        ([name, part, words]) => html`<div class="part" key=${name} data-part=${part}><h3>${words}</h3><p>${comment.cut[name]}</p></div>`,
      )}
    </article>`
}
