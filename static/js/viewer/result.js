// 结果: what was revealed to all, the hall's and the viewers' apart.
import { html, useState } from '../live/ui.js'
import { Cell, opening } from '../phone/frame.js'
import { Icon } from '../phone/icon.js'
import { subjectOf } from '../phone/place.js'
import { Figures, Groups, Items, Overall, Reading } from '../phone/results.js'
import { postOf } from '../phone/words.js'

export function ResultTab({ app }) {
  const { meeting, results } = app.sections.value
  const [picked, setPicked] = useState(null)
  const told = meeting.subjects.filter((subject) => results.some((result) => result.subject_id === subject.id))
  const subject = told.find(({ id }) => id === picked) ?? (told.length === 1 ? told[0] : null)
  if (subject) return html`<${One} key=${subject.id} app=${app} subject=${subject} onBack=${told.length > 1 ? () => setPicked(null) : null} />`
  if (!told.length) return html`<main><p class="card soft">还没有公布的结果。测评结束并公布后，会显示在这里。</p></main>`
  return html`<main><h2 class="group-name">已公布（${told.length} 位）</h2><div class="cells">${told.map((each) => html`<${Cell} key=${each.id} strong
    name=${each.name} note=${postOf(each)} say=${html`<b class="num cat-score">${scoreOf(results, each.id)}</b>`} onOpen=${() => setPicked(each.id)} />`)}</div></main>`
}

function scoreOf(results, id) {
  const own = results.filter((result) => result.subject_id === id)
  const result = own.find(({ audience }) => audience === 'seats') ?? own[0]
  return result.withheld ? '不公布' : (result.score ?? '无')
}

const KINDS = [['seats', '现场测评'], ['viewers', '网上评分']]

function One({ app, subject, onBack }) {
  const own = app.sections.value.results.filter((result) => result.subject_id === subject.id)
  const kinds = KINDS.filter(([audience]) => own.some((result) => result.audience === audience))
  const [kind, setKind] = useState(kinds[0][0])
  const result = own.find(({ audience }) => audience === kind) ?? own[0]
  return html`<main>
    ${onBack && html`<a class="link" href="#result" onClick=${opening(onBack)}><${Icon} name="back" />全部结果</a>`}
    ${kinds.length > 1 && html`<div class="pick2 pick-result" role="radiogroup" aria-label="选择结果">${kinds.map(([audience, name]) => html`<label key=${audience}>
      <input type="radio" name="kind" checked=${audience === result.audience} onChange=${() => setKind(audience)} /><span>${name}</span></label>`)}</div>`}
    <${Sheet} app=${app} result=${result} subject=${subject} /></main>`
}

function Sheet({ app, result, subject }) {
  const { meeting, rounds } = app.sections.value
  const round = rounds.rounds.find(({ id }) => id === result.round_id)
  const form = rounds.forms[round?.subjects.find(({ subject_id }) => subject_id === subject.id)?.form]
  return html`<section class="hero"><p class="eyebrow">${result.audience === 'viewers' ? '网上评分，单独统计' : '测评结果'}</p>
      <h2 class="hero-name">${subject.name}</h2><p class="hero-post">${postOf(subject)}</p><div class="hero-rule"></div>
      <${Figures} result=${result} form=${form} /></section>
    ${!result.withheld && html`
      ${!result.quorum_met && html`<p class="say say-warn">参评率不足，结果仅供参考。</p>`}
      ${form && html`<${Overall} result=${result} form=${form} />`}
      <${Items} result=${result} /><${Groups} meeting=${meeting} result=${result} />
      <${Reading} result=${result} />`}`
}
