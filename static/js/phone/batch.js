// Several people in one round (集中测评): the overview, the switcher, and what the button says next.
import { html, useComputed } from '../live/ui.js'
import { leftMs } from '../live/clock.js'
import { Bar, Button, Cell, Say, opening } from './frame.js'
import { Icon } from './icon.js'
import { RoundLine } from './hero.js'
import { go, swap } from './route.js'
import { subjectOf } from './place.js'
import { missing } from './rounds.js'
import { postOf } from './words.js'

const LAST = 30_000 // ms left when what is full may be sent first

/** Go to one person's sheet. Who does so has begun, and has the minute of grace after the end. */
export function openSheet(app, roundId, subjectId) {
  app.sheets.begin(roundId)
  go('sheet', `${roundId}/${subjectId}`)
}

/** How many items one person's sheet still lacks; null while it is untouched. */
function lacking(app, round, subjectId) {
  const { grades } = app.sheets.of(round.id, subjectId)
  return Object.keys(grades).length ? missing(app.forms.of(round, subjectId), grades).length : null
}

function fullOf(app, offered) {
  return offered.subjects.filter((id) => lacking(app, offered.round, id) === 0)
}

/** Whose sheet is to be filled in next, or undefined when all are full. */
export function nextSheet(app, offered) {
  return offered.subjects.find((id) => lacking(app, offered.round, id) !== 0)
}

function useLastMoment(app, offered) {
  return useComputed(() => {
    const left = leftMs(offered.round, app.hand.value)
    return left !== null && left <= LAST
  }).value
}

/** The overview's card. */
export function BatchHero({ app, offered }) {
  const full = fullOf(app, offered).length
  const sent = offered.round.subjects.length - offered.subjects.length
  return html`<section class="hero"><${RoundLine} app=${app} round=${offered.round} name="集中测评" grace=${offered.grace} />
    <h1 class="hero-name" tabindex="-1">请评 ${offered.subjects.length} 位同志</h1>
    <p class="hero-post">${sent > 0 ? `已提交 ${sent} 位。` : ''}${full > 0 ? `已填好 ${full} 位。` : ''}全部填好后一起核对、一起提交。</p></section>`
}

/** The people of the round, each with the state of the sheet. */
export function BatchCells({ app, offered }) {
  const { meeting } = app.sections.value
  return html`<div class="cells">${offered.round.subjects.map(({ subject_id: id }) => {
    const subject = subjectOf(meeting, id)
    const todo = offered.subjects.includes(id)
    return html`<${Cell} key=${id} strong name=${subject.name} note=${postOf(subject)}
      chip=${todo ? html`<${SheetChip} lacking=${lacking(app, offered.round, id)} />` : html`<span class="chip">已提交</span>`}
      onOpen=${todo ? () => openSheet(app, offered.round.id, id) : null} />`
  })}</div>`
}

function SheetChip({ lacking: left }) {
  if (left === 0) return html`<span class="chip chip-done"><${Icon} name="check" />已填好</span>`
  return left === null ? html`<span class="chip">未评</span>` : html`<span class="chip chip-wait">还差 ${left} 项</span>`
}

/** The overview's button: go on, or check and send. */
export function BatchBar({ app, offered }) {
  const { meeting } = app.sections.value
  const full = fullOf(app, offered)
  const next = nextSheet(app, offered)
  const hasty = useLastMoment(app, offered) && full.length > 0 && next
  return html`<${Bar}>
    ${hasty && html`<${Say} icon="clock" tone="warn">时间快到了，已填好的可以先提交。<//>`}
    ${hasty || !next
      ? html`<${Button} main onClick=${() => go('check', offered.round.id)}>核对并提交${next ? `已填好的 ${full.length} 份` : ''}<//>`
      : html`<${Button} main onClick=${() => openSheet(app, offered.round.id, next)}>
          ${app.begun(offered.round.id) ? `继续评 ${subjectOf(meeting, next).name}` : '开始评分'}<//>`}<//>`
}

/** The switcher above a sheet: up to four names, otherwise one before and one after. */
export function WhoNav({ app, offered, subjectId }) {
  const { meeting } = app.sections.value
  const at = offered.subjects.indexOf(subjectId)
  const to = (id) => opening(() => swap('sheet', `${offered.round.id}/${id}`))
  if (offered.subjects.length > 4) {
    const [before, after] = [offered.subjects[at - 1], offered.subjects[at + 1]]
    return html`<nav class="who" aria-label="测评对象">
      ${before ? html`<a href="#" onClick=${to(before)}>上一位</a>` : html`<span></span>`}
      <span class="who-at" aria-current="page">第 ${at + 1} 位<small>共 ${offered.subjects.length} 位</small></span>
      ${after ? html`<a href="#" onClick=${to(after)}>下一位</a>` : html`<span></span>`}</nav>`
  }
  const long = offered.subjects.some((id) => subjectOf(meeting, id).name.length > 3)
  return html`<nav class=${long ? 'who who-long' : 'who'} aria-label="测评对象">${offered.subjects.map((id) => html`<a href="#" key=${id} onClick=${to(id)}
    aria-current=${id === subjectId ? 'page' : null}>${subjectOf(meeting, id).name}<small>${word(app, offered.round, id)}</small></a>`)}</nav>`
}

function word(app, round, id) {
  const total = app.forms.of(round, id).items.length
  const left = lacking(app, round, id)
  if (left === 0) return '已填好'
  return left === null ? '未评' : `${total - left}/${total}`
}

/** The button under a full sheet: to the next person who is not, or to 核对. */
export function BatchNext({ app, offered, subjectId }) {
  const { meeting } = app.sections.value
  const full = fullOf(app, offered)
  const next = offered.subjects.find((id) => id !== subjectId && !full.includes(id))
  const hasty = useLastMoment(app, offered)
  if (!next || !offered.batch) return html`<${Button} main onClick=${() => go('check', offered.round.id)}>核对并提交<//>`
  if (hasty) return html`<${Button} main onClick=${() => go('check', offered.round.id)}>核对并提交已填好的 ${full.length} 份<//>`
  return html`<${Button} main onClick=${() => swap('sheet', `${offered.round.id}/${next}`)}>下一位：${subjectOf(meeting, next).name}<//>`
}
