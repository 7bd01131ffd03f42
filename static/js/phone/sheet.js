// The score sheet of one person. Nothing that arrives touches it: it draws from the draft alone.
import { html, useEffect, useRef, useState } from '../live/ui.js'
import { TimeLeft, TimeNote } from './deadline.js'
import { Bar, Button, Top, opening } from './frame.js'
import { Count, grow } from './field.js'
import { Item } from './item.js'
import { BatchNext, WhoNav } from './batch.js'
import { go } from './route.js'
import { subjectOf } from './place.js'
import { itemsOf, missing } from './rounds.js'
import { postOf } from './words.js'

const SCROLL = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'

/** The page of one sheet. `offered` is the round as this seat may score it, `subjectId` whom it is about. */
export function SheetPage({ app, offered, subjectId, aim }) {
  const { meeting } = app.sections.value
  const form = app.forms.of(offered.round, subjectId)
  const sheet = app.sheets.of(offered.round.id, subjectId)
  const left = missing(form, sheet.grades)
  const [asked, setAsked] = useState([])
  const subject = subjectOf(meeting, subjectId)
  const grade = (item) => (key) => app.sheets.grade(offered.round.id, subjectId, item, key)
  useEffect(() => {
    if (aim) document.getElementById(`i-${aim}`)?.scrollIntoView({ block: 'center' })
  }, [aim])

  function toMissing() {
    setAsked([...asked, ...left])
    const row = document.getElementById(`i-${left[0]}`)
    row.scrollIntoView({ block: 'center', behavior: SCROLL })
    row.querySelector('input').focus({ preventScroll: true })
  }

  return html`<${Top} inner heading stick backLabel="返回，已填的会保留" name=${subject.name} note=${postOf(subject)}>
      <${Ticks} app=${app} offered=${offered} form=${form} grades=${sheet.grades} /><//>
    <main>
      ${offered.batch && html`<${WhoNav} app=${app} offered=${offered} subjectId=${subjectId} />`}
      <h2 class="hear">测评表</h2>
      <div class="cells">${itemsOf(form).map((item, index) => html`<${Item} key=${item.key} item=${item} form=${form}
        number=${item.overall ? null : index + 1} name=${`i-${item.key}`} chosen=${sheet.grades[item.key]}
        asked=${asked.includes(item.key)} onGrade=${grade(item.key)} />`)}</div>
      <${Remark} app=${app} roundId=${offered.round.id} subjectId=${subjectId} text=${sheet.remark} />
      <p class="quiet"><a class="link" href="#" onClick=${opening(() => go('abstain', `${offered.round.id}/${subjectId}`))}>弃权，不评这位同志</a></p>
    </main>
    <${Bar}>${app.strips()}<${TimeNote} app=${app} offered=${offered} />
      ${left.length > 0
        ? html`<${Button} main onClick=${toMissing}>去评剩下的 ${left.length} 项<//>`
        : html`<${BatchNext} app=${app} offered=${offered} subjectId=${subjectId} />`}<//>`
}

function Ticks({ app, offered, form, grades }) {
  const items = itemsOf(form)
  const done = items.length - missing(form, grades).length
  return html`<div class="ticks"><span>已评 <b class="num">${done}/${items.length}</b></span>
    <ol aria-hidden="true">${items.map((item) => html`<li class=${item.key in grades ? 'is-done' : ''}></li>`)}</ol>
    <${TimeLeft} app=${app} round=${offered.round} grace=${offered.grace} /></div>`
}

function Remark({ app, roundId, subjectId, text }) {
  const box = useRef()
  useEffect(() => grow(box.current), [text])
  return html`<details class="card remark" open=${text ? true : null}><summary>写一句意见（选填）</summary>
    <div class="field"><label class="field-name" for="remark"><span class="hear">意见</span>
      <${Count} id="remark-count" text=${text} limit=${200} /></label>
      <textarea class="input" id="remark" maxlength="200" ref=${box} placeholder="意见与评分分开保存，不会对应到您" value=${text}
        onInput=${(event) => app.sheets.remark(roundId, subjectId, event.target.value)}></textarea></div></details>`
}
