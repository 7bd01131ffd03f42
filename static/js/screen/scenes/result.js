// 测评结果: only after it was revealed. The score first, the charts after it.
import { html } from '../../live/ui.js'
import { PersonSpine } from '../parts.js'
import { Plot } from '../plot.js'
import { nextItemWords } from '../view.js'
import { gradeSteps, rateNames } from '../grades.js'
import { resultOf } from '../choose.js'
import { groupWords, percent } from '../words.js'

const MANY_ITEMS = 7
const MOST_ITEMS = 9; // more stand in two columns, without the radar
const MANY_GROUPS = 4
const MOST_GROUPS = 6

export const layout = 'person'
export const next = (view) => nextItemWords(view)

export function Spine({ view }) {
  const result = resultOf(view.sections, view.subjectId)
  const foot = result && html`<${Score} result=${result} />`
  return html`<${PersonSpine} view=${view} kind=${false} foot=${foot} />`
}

function Score({ result: { score, withheld } }) {
  if (withheld) return null
  if (!score) return html`<div class="score"><p class="label soft">无有效测评</p></div>`
  return html`<div class="score"><p class="label soft">综合得分</p><p class="figure">${score}</p></div>`
}

export function Matter({ view }) {
  const result = resultOf(view.sections, view.subjectId)
  if (!result) return html`<main class="matter"><p class="call">结果尚未公布</p></main>`
  return html`<main class="matter">
    <header class="row top"><h2>测评结果</h2><${Attendance} result=${result} /></header>
    ${result.withheld ? html`<p class="call">${result.cast ? '有效票过少，不予公布' : '没有人提交测评'}</p>` : html`<${Charts} view=${view} result=${result} />`}
  </main>`
}

function Attendance({ result: { cast, present, quorum_met } }) {
  const verdict = quorum_met ? html`<span>结果有效</span>` : html`<span class="red">参评率不足</span>`
  return html`<p class="soft">参评 ${cast} / ${present} 人，参评率 ${percent(cast, present, 2)} %，${verdict}</p>`
}

function Charts({ view, result }) {
  const { rounds, forms } = view.sections.rounds
  const round = rounds.find(({ id }) => id === result.round_id)
  const form = forms[round?.subjects.find(({ subject_id }) => subject_id === result.subject_id)?.form]
  const drawn = view.figures?.results[`${result.round_id}/${result.subject_id}`]
  return html`<${Items} items=${result.items} radar=${drawn?.radar} figures=${view.figures} />
    <${Groups} view=${view} result=${result} />
    ${form && html`<${Grades} result=${result} grades=${form.grades} bar=${drawn?.grades} figures=${view.figures} />`}`
}

function Items({ items, radar, figures }) {
  const most = items.length > MOST_ITEMS
  const rows = most ? 'most' : items.length > MANY_ITEMS ? 'many' : 'few'
  return html`<section class="items" data-rows=${rows} data-radar=${radar && !most ? 'on' : 'off'}>
    ${radar && !most && html`<${Plot} name="radar" figure=${radar} figures=${figures} label="各项得分雷达图" />`}
    <ol>
      ${items.map(
        ({ key, name, score }, i) => html`<li key=${key}><span class="no">${i + 1}</span><span class="name">${name}</span><span class="v">${score ?? '—'}</span></li>`,
      )}
    </ol>
  </section>`
}

function Groups({ view, result }) {
  if (!result.groups.length) return null
  const names = new Map(view.sections.meeting.categories.map(({ key, name }) => [key, name]))
  const online = resultOf(view.sections, result.subject_id, 'viewers')
  const groups = result.groups.map(({ categories, score, cast }) => ({
    words: groupWords(categories.map((key) => names.get(key))),
    score,
    cast,
  }))
  // shown apart, never mixed in
  if (online?.score && groups.length <= 3) groups.push({ words: '网上评分', score: online.score, cast: online.cast })
  if (groups.length > MOST_GROUPS) {
    groups.push({ words: `另有 ${groups.splice(MOST_GROUPS - 1).length} 类`, score: '', cast: '' })
  }
  return html`<section class="cats"><ul data-cells=${groups.length > MANY_GROUPS ? 'many' : 'few'}>
    ${groups.map(
      ({ words, score, cast }) => html`<li key=${words}>
        <p class="soft">${words}</p><p><span class="v">${score ?? '—'}</span><span class="soft">${cast} 票</span></p>
      </li>`,
    )}
  </ul></section>`
}

function Grades({ result, grades, bar, figures }) {
  const steps = gradeSteps(grades)
  const [first, second] = rateNames(grades)
  const { rates } = result
  return html`<section class="grades">
    <p class="row"><span>总体评价</span>${rates?.excellent && html`<span><span class="soft">${first}</span> ${rates.excellent} %<span class="soft gapped">${second}</span> ${rates.good_or_better} %</span>`}</p>
    ${bar && html`<${Plot} name="bar" figure=${bar} figures=${figures} />`}
    <ul>
      ${grades.map(({ key, name }) => html`<li key=${key} class=${`key k${steps[key]}`}>${name} ${result.overall[key] ?? 0}</li>`)}
      ${result.abstained > 0 && html`<li class="soft">弃权 ${result.abstained}</li>`}
    </ul>
  </section>`
}
