// Results that were revealed to this hall.
import { html } from '../live/ui.js'
import { Cell, FineLine, State, Top } from './frame.js'
import { go } from './route.js'
import { subjectOf } from './place.js'
import { categoryName, gradeTone, postOf, seatName } from './words.js'

/** All that are revealed; with one alone, that one. */
export function ResultsPage({ app }) {
  const { meeting, results } = app.sections.value
  if (results.length === 1) return html`<${ResultPage} app=${app} id=${idOf(results[0])} />`
  return html`<${Top} inner heading name="已公布的结果" note=${meeting.title} />${app.strips()}<main>
    <div class="cells">${results.map((result) => html`<${Cell} key=${idOf(result)} strong name=${subjectOf(meeting, result.subject_id)?.name}
      note=${postOf(subjectOf(meeting, result.subject_id))} say=${html`<b class="num cat-score">${result.withheld ? '不公布' : (result.score ?? '无')}</b>`}
      onOpen=${() => go('result', idOf(result))} />`)}</div>
    ${!results.length && html`<p class="card soft">还没有公布的结果。</p>`}</main>`
}

function idOf(result) {
  return `${result.round_id}/${result.subject_id}`
}

/** One person's result. */
export function ResultPage({ app, id }) {
  const { meeting, results, rounds, me } = app.sections.value
  const result = results.find((each) => idOf(each) === id)
  const subject = subjectOf(meeting, result?.subject_id)
  if (!result || !subject) return html`<${Top} inner name=${meeting.title} /><main><${State} icon="info" title="结果还没有公布"><//></main>`
  const round = rounds.rounds.find((each) => each.id === result.round_id)
  const form = rounds.forms[round?.subjects.find((each) => each.subject_id === result.subject_id)?.form]
  return html`<${Top} inner name=${meeting.title} note=${seatName(meeting, me)} />${app.strips()}<main>
    <section class="hero"><p class="eyebrow">${result.audience === 'viewers' ? '网上评分结果' : '测评结果'}</p>
      <h1 class="hero-name" tabindex="-1">${subject.name}</h1><p class="hero-post">${postOf(subject)}</p>
      <div class="hero-rule"></div><${Figures} result=${result} form=${form} /></section>
    ${!result.quorum_met && !result.withheld && html`<p class="say say-warn">参评率不足，结果仅供参考。</p>`}
    ${form && !result.withheld && html`<${Overall} result=${result} form=${form} />`}
    <${Items} result=${result} /><${Groups} meeting=${meeting} result=${result} />
    <${Reading} result=${result} />
  </main>`
}

export function Figures({ result, form }) {
  const taking = html`<div><dt>参评</dt><dd>${result.cast}/${result.present}</dd></div>`
  if (result.withheld) return html`<p>有效票过少，不予公布。</p><dl class="trio">${taking}</dl>`
  if (result.score === null) return html`<p>无有效测评。</p><dl class="trio">${taking}</dl>`
  const [first, both] = rateNames(form)
  return html`<p class="score"><b>${result.score}</b><span>分</span></p>
    <dl class="trio"><div><dt>${first}</dt><dd>${percent(result.rates.excellent)}</dd></div>
      <div><dt>${both}</dt><dd>${percent(result.rates.good_or_better)}</dd></div>${taking}</dl>`
}

function rateNames(form) {
  const names = (form?.grades ?? []).filter((grade) => grade.value !== null).map((grade) => grade.name)
  if (!names.length || names[0] === '优秀') return ['优秀率', '优良率']
  return [`${names[0]}率`, `${names[0]}和${names[1]}`]
}

const percent = (value) => (value === null ? '无' : `${value}%`)

export function Overall({ result, form }) {
  const grades = form.grades.map((grade) => ({ ...grade, tone: gradeTone(form.grades, grade.key), count: result.overall[grade.key] ?? 0 }))
  const total = grades.reduce((sum, grade) => sum + grade.count, 0)
  if (!total) return null
  let x = 0
  const bars = grades.filter((grade) => grade.count).map((grade) => {
    const width = (grade.count / total) * 100
    const bar = html`<rect key=${grade.key} class=${`f${grade.tone}`} x=${`${x.toFixed(2)}%`} width=${`${width.toFixed(2)}%`} height="100%" />`
    x += width
    return bar
  })
  return html`<section class="card"><h2>总体评价</h2>
    <svg class="strip strip-tall" role="img" aria-label=${grades.map((grade) => `${grade.name} ${grade.count} 票`).join('，')}>${bars}</svg>
    <ul class="legend">${grades.map((grade) => html`<li key=${grade.key}><span class=${`mark m${grade.tone}`}>${grade.name}</span><b>${grade.count}</b></li>`)}</ul></section>`
}

export function Items({ result }) {
  const items = result.items.filter((item) => item.score !== null)
  if (!items.length) return null
  return html`<section class="card"><div class="card-head"><h2>分项得分</h2><p class="soft">满分 100</p></div>
    <ol class="barlines">${items.map((item) => html`<li class="barline" key=${item.key}><span>${item.name}</span><b>${item.score}</b>
      <svg class="strip" aria-hidden="true"><rect width=${`${item.score}%`} height="100%" /></svg></li>`)}</ol></section>`
}

/** How the figures are to be read. */
export function Reading({ result }) {
  if (result.withheld) return null
  const merged = result.groups.some((group) => group.categories.length > 1)
  return html`<${FineLine} soft icon="info">${merged ? '人数少的票类合并显示，' : ''}“不了解”不计分。<//>`
}

/** The score of each category; viewers are of none. */
export function Groups({ meeting, result }) {
  const groups = result.groups.filter((group) => group.score !== null)
  if (!groups.length || result.audience === 'viewers') return null
  return html`<h2 class="group-name">各票类得分</h2><div class="cells">${groups.map((group) => html`<${Cell} key=${group.categories.join()}
    name=${group.categories.map((key) => categoryName(meeting, key) ?? key).join('、')} say=${html`<b class="num cat-score">${group.score}</b>`} />`)}</div>`
}
