// 测评: how many have handed in, never what. For one person, or for several at once (集中测评).
import { html } from '../../live/ui.js'
import { Bar, Dial, PersonSpine, Rail, StageDial, byCategory, folded } from '../parts.js'
import { itemNow, nextWords, roundClock, subjectOf } from '../view.js'
import { DOING, MARKS, percent, spaced } from '../words.js'

const MOST_ROWS = 6
const MOST_NAMES = 12

export const layout = 'person'

/** What the hall reads below: nobody may take a round that is over, or void, for one that still runs. */
export function doing(view) {
  const round = roundOf(view)
  if (!round || round.state === 'open') return DOING.appraisal
  return round.state === 'void' ? '测评作废' : '测评已结束'
}

export function next(view) {
  const round = roundOf(view)
  if (round?.state === 'open') return '请在手机上逐项评价，提交后不能更改'
  return round?.state === 'void' ? '将重新测评' : nextWords(view)
}

export function Spine({ view, hand }) {
  const round = roundOf(view)
  const clock = roundClock(round, view.sections.meeting.paused, hand.value)
  // once there is a round, its own clock counts; after it none does
  const foot = round ? html`<${Dial} clock=${clock} />` : html`<${StageDial} view=${view} hand=${hand} />`
  if (view.subjectId) return html`<${PersonSpine} view=${view} foot=${foot} />`
  return html`<aside class="spine">
    <p class="turn"><b class="mark">${MARKS.appraisal}</b>${subjectIds(view).length} 位述法对象</p>
    <div class="person">
      <h1 class="who">${spaced(itemNow(view)?.title ?? '集中测评')}</h1>
      <p class="post">${namesOf(view)}</p>
    </div>
    <div class="grow"></div>
    ${foot}
  </aside>`
}

export function Matter({ view }) {
  const round = roundOf(view)
  if (round?.state === 'void') return html`<${Void} view=${view} />`
  const turnout = round && turnoutOf(view, round)
  return html`<main class="matter">
    <${Rail} view=${view} />
    ${turnout ? html`<${Turnout} view=${view} turnout=${turnout} />` : html`<p class="call">请打开手机，准备测评</p>`}
    <p class="vow">${round && round.state !== 'open' ? '测评已结束，分数在公布前对任何人保密' : '分数在公布前对任何人保密'}</p>
  </main>`
}

function Void({ view }) {
  return html`<main class="matter">
    <${Rail} view=${view} />
    <p class="call">本轮测评作废，将重新测评</p>
    <p class="vow">已经提交的评分没有计入，重新开始时请再评一次</p>
  </main>`
}

function subjectIds(view) {
  return view.subjectId ? [view.subjectId] : (itemNow(view)?.subject_ids ?? [])
}

function namesOf(view) {
  const names = subjectIds(view).map((id) => subjectOf(view, id)?.name)
  return names.slice(0, MOST_NAMES).join('、') + (names.length > MOST_NAMES ? '等' : '')
}

/** The hall's round of these subjects: the open one, else the last, which may be void. */
function roundOf(view) {
  const ids = subjectIds(view)
  const own = view.sections.rounds.rounds.filter(
    ({ audience, subjects }) =>
      audience === 'seats' && subjects.some(({ subject_id }) => ids.includes(subject_id)),
  )
  return own.find(({ state }) => state === 'open') ?? own[own.length - 1] ?? null
}

/** Turnout of the round's subjects in this picture, added up: {cast, present, categories}; null until it is known. */
function turnoutOf(view, round) {
  const ids = subjectIds(view)
  const rows = view.sections.turnout.filter(({ round_id, subject_id }) => round_id === round.id && ids.includes(subject_id))
  if (!rows.length) return null
  const add = (name, of) => of.reduce((sum, row) => sum + row[name], 0)
  const categories = rows[0].categories.map(({ category }) => {
    const own = rows.flatMap((row) => row.categories.filter((one) => one.category === category))
    return { category, cast: add('cast', own), present: add('present', own) }
  })
  return { cast: add('cast', rows), present: add('present', rows), categories, several: rows.length > 1 }
}

function Turnout({ view, turnout }) {
  const { cast, present } = turnout
  const rows = folded(byCategory(view, turnout.categories, 'present'), MOST_ROWS)
  const share = (row) => (row.present ? Math.min(row.cast / row.present, 1) : 0)
  return html`<section class="turnout">
    <p class="row">
      <span class="count"><b class="figure">${cast}</b>/ ${present} ${turnout.several ? '份' : '人'}已提交</span>
      <span class="soft">参评率 ${percent(cast, present)} %</span>
    </p>
    <${Bar} share=${share(turnout)} />
    <ul>
      ${rows.map(
        (row) => html`<li key=${row.category}><span>${row.name}</span><${Bar} share=${share(row)} /><span class="n">${row.cast} / ${row.present}</span></li>`,
      )}
    </ul>
  </section>`
}
