// 核对: everything as it will be sent, tap one to go back to it; then it cannot be changed.
import { html } from '../live/ui.js'
import { Icon } from './icon.js'
import { TimeLeft, TimeNote } from './deadline.js'
import { Bar, Button, FineLine, State, Top, opening } from './frame.js'
import { back, go, swap } from './route.js'
import { subjectOf } from './place.js'
import { itemsOf, missing, summary, unscored } from './rounds.js'
import { gradeTone, postOf } from './words.js'

/** The last look. For several people a row is a person, otherwise an item. */
export function CheckPage({ app, offered }) {
  const { meeting } = app.sections.value
  const full = offered.subjects.filter((id) => missing(app.forms.of(offered.round, id), app.sheets.of(offered.round.id, id).grades).length === 0)
  const first = subjectOf(meeting, offered.subjects[0])
  const top = offered.batch
    ? html`<${Top} inner heading name="核对评分" note=${`集中测评，${full.length} 位同志`} />`
    : html`<${Top} inner heading name=${first.name} note=${postOf(first)} />`
  return html`${top}<main>
      ${offered.batch ? html`<${People} app=${app} offered=${offered} full=${full} />` : html`<${Items} app=${app} offered=${offered} />`}
    </main>
    <${Bar}>${app.strips()}<${TimeNote} app=${app} offered=${offered} />
      <p class="bar-note bar-final"><${Icon} name="alert" />提交后不能修改 <${TimeLeft} app=${app} round=${offered.round} grace=${offered.grace} /></p>
      <div class="bar-pair"><${Button} onClick=${back}>返回修改<//>
        <${Button} main busy=${app.ballots.busy.value} onClick=${() => app.ballots.cast(offered.round, full)}>
          ${app.ballots.busy.value ? '正在提交' : offered.batch ? `提交 ${full.length} 份` : '确认提交'}<//></div><//>`
}

function Items({ app, offered }) {
  const subjectId = offered.subjects[0]
  const form = app.forms.of(offered.round, subjectId)
  const { grades, remark } = app.sheets.of(offered.round.id, subjectId)
  const none = unscored(form, grades)
  const words = none === form.items.length ? '您全部选了不了解，不计分。' : `评分不记名。${none ? `选“不了解”的 ${none} 项不计分。` : ''}`
  return html`<h2 class="group-name">${form.items.length} 项都已评。请核对，点任意一项可以修改</h2>
    <div class="cells">${itemsOf(form).map((item) => html`<a class="cell" href="#" key=${item.key}
      onClick=${opening(() => swap('sheet', `${offered.round.id}/${subjectId}/${item.key}`))}>
      <span class="cell-name">${item.overall ? html`<b>${item.name}</b>` : item.name}</span>
      <${Mark} form=${form} grade=${grades[item.key]} /><${Icon} name="next" /></a>`)}</div>
    ${remark && html`<section class="card"><h2>意见</h2><p>${remark}</p></section>`}
    <${FineLine} soft>${words}<//>`
}

function People({ app, offered, full }) {
  const { meeting } = app.sections.value
  const rest = offered.subjects.length - full.length
  return html`<h2 class="group-name">请核对，右边是总体评价；点任意一位可以修改</h2>
    <div class="cells">${full.map((id) => {
      const form = app.forms.of(offered.round, id)
      const { grades } = app.sheets.of(offered.round.id, id)
      const overall = form.items.find((item) => item.overall)
      return html`<a class="cell" href="#" key=${id} onClick=${opening(() => go('sheet', `${offered.round.id}/${id}`))}>
        <span class="cell-name"><b>${subjectOf(meeting, id).name}</b><small>${summary(form, grades)}</small></span>
        <span class="cell-say"><span class="hear">总体评价</span><${Mark} form=${form} grade=${grades[overall.key]} /></span><${Icon} name="next" /></a>`
    })}</div>
    ${rest > 0 && html`<${FineLine} soft icon="info">还有 ${rest} 位没有填好，提交后可以继续评。<//>`}`
}

function Mark({ form, grade }) {
  return html`<span class=${`mark m${gradeTone(form.grades, grade)}`}>${form.grades.find((each) => each.key === grade)?.name}</span>`
}

/** 弃权, with a confirmation of its own. */
export function AbstainPage({ app, offered, subjectId }) {
  const subject = subjectOf(app.sections.value.meeting, subjectId)
  return html`<${Top} inner name=${subject.name} note=${postOf(subject)} /><main>
      <${State} icon="alert" tone="warn" title=${`不评${subject.name}同志，确定吗？`}>
        <p>弃权计入参加测评的人数，不影响得分。已填的分数不会提交。</p>
        <p class="soft">如果只是对某一项不了解，可以返回，在那一项选“不了解”。</p><//>
    </main>
    <${Bar}>${app.strips()}<p class="bar-note bar-final"><${Icon} name="alert" />提交后不能修改</p>
      <div class="bar-pair"><${Button} onClick=${back}>返回评分<//>
        <${Button} main busy=${app.ballots.busy.value} onClick=${() => app.ballots.abstain(offered.round, subjectId)}>
          ${app.ballots.busy.value ? '正在提交' : '确认弃权'}<//></div><//>`
}
