// 会议结束: what was done, what follows.
import { html } from '../../live/ui.js'
import { spaced } from '../words.js'

const AFTER = [
  ['问题整改', '整改清单会后交办，三个月内办结'],
  ['跟踪督办', '逾期未办结的逐级督办，直至挂牌督办'],
  ['结果通报', '整改结果在下次述法会上通报'],
]

export const layout = 'person'
export const next = () => ''

export function Spine({ view }) {
  return html`<aside class="spine">
    <p class="turn">${spaced(view.sections.meeting.title)}</p>
    <div class="grow"></div>
    <dl class="sum">
      ${sums(view).map(
        ([name, count, unit]) => html`<div key=${name}><dt>${name}</dt><dd><b class="figure">${count}</b>${unit}</dd></div>`,
      )}
    </dl>
  </aside>`
}

function sums({ sections: { agenda, questions, rounds, turnout } }) {
  const heard = agenda.filter(({ kind, done }) => kind === 'subject' && done).length
  const counted = new Set(rounds.rounds.filter(({ audience, state }) => audience === 'seats' && state !== 'void').map(({ id }) => id))
  const cast = turnout.filter(({ round_id }) => counted.has(round_id)).reduce((sum, row) => sum + row.cast, 0)
  return [
    ['述法', heard, '人'],
    ['质询', questions.length, '件'],
    ['答复', questions.filter(({ state }) => state === 'answered').length, '件'],
    ['测评', cast, '票'],
  ]
}

export function Matter() {
  return html`<main class="matter">
    <h1 class="title">本次述法会到此结束<br />感谢各位代表、委员</h1>
    <ul class="after">
      ${AFTER.map(([name, words]) => html`<li key=${name}><span class="gold">${name}</span>${words}</li>`)}
    </ul>
  </main>`
}
