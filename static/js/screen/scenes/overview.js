// 测评结果总览: those that were revealed, by rank, with one figure beside the rows; twelve a page, the next every 12 s.
import { html } from '../../live/ui.js'
import { usePage } from '../parts.js'
import { Plot } from '../plot.js'
import { nextItemWords, subjectOf } from '../view.js'
import { spaced } from '../words.js'

const FEW = 5
const SHORT_NAME = 4

export const layout = 'wide'
export const next = (view) => nextItemWords(view)

export function Spine() {
  return null
}

export function Matter({ view }) {
  const overview = view.figures?.overview
  const page = usePage(overview?.pages.length ?? 0)
  const withheld = view.sections.results.filter((result) => result.withheld && result.audience === 'seats').length
  if (!overview) {
    const words = withheld ? '有效票过少，不予公布' : '结果尚未公布'
    return html`<main class="matter"><h1 class="head">测评结果总览</h1><p class="call">${words}</p></main>`
  }
  const { count, ticks, pages } = overview
  const { rows, figure } = pages[page]
  const longest = Math.max(...rows.map(({ subject_id }) => subjectOf(view, subject_id)?.name.length ?? 0))
  return html`<main class="matter" data-rows=${count <= FEW ? 'few' : 'many'} data-names=${longest > SHORT_NAME ? 'l' : 'm'}>
    <header class="row"><h1 class="head">测评结果总览</h1><p class="soft">${sumWords(count, withheld, pages.length, page)}</p></header>
    <p class="cols"><span class="rank">位次</span><span class="who">姓名</span><span class="unit">单位</span><span class="axis">${ticks.map((tick) => html`<i>${Math.round(tick)}</i>`)}</span><span class="v">得分</span><span class="r">优良率</span></p>
    <ol class="table">
      ${rows.map((row, i) => html`<${Row} key=${row.subject_id} view=${view} row=${row} at=${i + 1} />`)}
      <${Plot} name="scores" figure=${figure} figures=${view.figures} style=${{ gridRow: `1 / span ${rows.length}` }} />
    </ol>
  </main>`
}

function sumWords(count, withheld, pages, page) {
  const others = withheld ? `，另 ${withheld} 人有效票过少，不予公布` : ''
  return `述法 ${count} 人${others}${pages > 1 ? `，第 ${page + 1} / ${pages} 页` : ''}`
}

function Row({ view, row, at }) {
  const subject = subjectOf(view, row.subject_id)
  const result = view.sections.results.find(
    ({ round_id, subject_id }) => round_id === row.round_id && subject_id === row.subject_id,
  )
  if (!subject || !result) return null
  return html`<li style=${{ gridRow: at }}>
    <span class="rank">${row.rank}</span><span class="who">${subject.name}</span><span class="unit">${spaced(subject.unit)}</span>
    <span class="v">${result.score}</span><span class="r">${result.rates?.good_or_better ?? '—'} %</span>
  </li>`
}
